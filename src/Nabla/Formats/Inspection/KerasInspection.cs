using System.Text;
using System.Text.Json;
using Nabla.Files;

namespace Nabla.Formats;

/// <summary>Describes models of Keras: <c>.keras</c> archives, whole-model <c>.h5</c> files, and descriptions in JSON.</summary>
static class KerasInspection
{
    /// <summary>Whether a file begins as JSON does and is named so.</summary>
    public static bool IsJson(string path, ReadOnlySpan<byte> start) =>
        path.EndsWith(".json", StringComparison.OrdinalIgnoreCase) && start.TrimStart(" \t\r\n"u8) is [(byte)'{', ..];

    /// <summary>Describes a <c>.keras</c> file.</summary>
    public static Inspection Of(ArchiveReader archive, LoadLimits limits)
    {
        var (facts, tables, problems) = (new List<(string, string)>(), new List<InspectionTable>(), new List<string>());
        if (archive.Find(KerasArchive.MetadataName) is { } note) Shown.Guard(problems, () => facts.AddRange(Writer(Parse(archive.ReadAllBytes(note), archive.File, note.Name, limits))));
        Shown.Guard(problems, () => Describe(Parse(archive.ReadAllBytes(archive.Find(KerasArchive.ConfigName)!), archive.File, KerasArchive.ConfigName, limits), facts, tables));
        if (archive.Find(KerasArchive.WeightsName) is { } member)
        {
            Shown.Guard(problems, () =>
            {
                using var file = Hdf5File.Open(archive.ReadAllBytes(member), $"{archive.File}: {member.Name}", limits);
                var before = problems.Count;
                Shown.Guard(problems, () => Weights(KerasWeights.Read(file, limits), facts, tables));
                if (problems.Count == before) return;
                // What is damaged hides none of the rest.
                var raw = Hdf5Inspection.Of(file, member.Length);
                tables.Add(raw.Tables[0]);
                problems.AddRange(raw.Problems.Where(problem => !problems.Contains(problem)));
            });
        }
        else
        {
            problems.Add($"{archive.File}: it has no member '{KerasArchive.WeightsName}'.");
        }
        foreach (var other in archive.Members.Where(member => member.Name is not (KerasArchive.ConfigName or KerasArchive.MetadataName or KerasArchive.WeightsName))) Shown.Guard(problems, () => archive.Verify(other));
        tables.Add(ArchiveInspection.Members(archive));
        return new("Keras model (.keras)", facts, tables, problems);
    }

    /// <summary>Describes an HDF5 file; where it holds a model of Keras, with its layers in front.</summary>
    public static Inspection OfHdf5(string path, LoadLimits limits)
    {
        var plain = Hdf5Inspection.Of(path, limits);
        var (facts, tables, problems) = (new List<(string, string)>(), new List<InspectionTable>(), plain.Problems.ToList());
        Shown.Guard(problems, () =>
        {
            using var file = Hdf5File.Open(path, limits);
            var root = file.Root;
            if (Text(root, "keras_version") is { } version) facts.Add(("written by", $"Keras {version}{(Text(root, "backend") is { } backend ? $" with {backend}" : "")}"));
            if (Text(root, "model_config") is not { } config) return;
            Describe(Parse(Encoding.UTF8.GetBytes(config), file.Name, "model_config", limits), facts, tables);
            if (Text(root, "training_config") is { } training) facts.AddRange(Compiled(Parse(Encoding.UTF8.GetBytes(training), file.Name, "training_config", limits), "optimizer_config"));
        });
        return plain with { Facts = [.. facts, .. plain.Facts], Tables = [.. tables, .. plain.Tables], Problems = problems };
    }

    /// <summary>Describes a model in JSON, as <c>model.to_json()</c> writes it.</summary>
    public static Inspection OfJson(string path, LoadLimits limits)
    {
        if (path.EndsWith(KerasShards.Extension, StringComparison.OrdinalIgnoreCase)) return OfShards(path, limits);
        var full = Path.GetFullPath(path);
        var json = Parse(ContainedFile.ReadAllBytes(Path.GetDirectoryName(full)!, Path.GetFileName(full), limits), path, "", limits);
        var (facts, tables) = (new List<(string, string)>(), new List<InspectionTable>());
        var topology = KerasLayerTable.Member(json, "modelTopology");
        if (topology.ValueKind == JsonValueKind.Object)
        {
            facts.AddRange(Writer(topology));
            var model = KerasLayerTable.Member(topology, "model_config");
            if (KerasObject.Is(model.ValueKind == JsonValueKind.Object ? model : topology)) Describe(model.ValueKind == JsonValueKind.Object ? model : topology, facts, tables);
            return new("TensorFlow.js model (its weights lie beside it, and are not read)", facts, tables, []);
        }
        if (!KerasObject.Is(json)) throw new ModelFormatException(path, "", "it is JSON, but no description of a model that is known: an object with 'class_name' and 'config' is expected");
        facts.AddRange(Writer(json));
        Describe(json, facts, tables);
        return new("Keras model without weights (JSON)", facts, tables, []);
    }

    static Inspection OfShards(string path, LoadLimits limits)
    {
        var (facts, tables) = (new List<(string, string)>(), new List<InspectionTable>());
        Weights(KerasShards.Read(path, limits), facts, tables);
        return new("Keras weights in several files (.weights.json)", facts, tables, []);
    }

    static void Describe(JsonElement model, List<(string, string)> facts, List<InspectionTable> tables)
    {
        var config = KerasLayerTable.Member(model, "config");
        var name = KerasLayerTable.Text(KerasLayerTable.Member(config, "name"));
        var layers = KerasLayerTable.Of(model);
        facts.Add(("model", $"{KerasLayerTable.Text(KerasLayerTable.Member(model, "class_name"))}{(name is null ? "" : $" '{name}'")}"));
        facts.Add(("layers", Shown.Number(layers.Rows.Count)));
        if (KerasLayerTable.Member(model, "compile_config") is { ValueKind: JsonValueKind.Object } compiled) facts.AddRange(Compiled(compiled, "optimizer"));
        if (layers.Rows.Count > 0) tables.Add(layers);
    }

    static void Weights(IReadOnlyList<KerasVariables> owners, List<(string, string)> facts, List<InspectionTable> tables)
    {
        var (rows, weights, states) = (new List<IReadOnlyList<string>>(), (Int128)0, (Int128)0);
        foreach (var owner in owners)
        {
            var isState = owner.Path == "optimizer" || owner.Path.StartsWith("optimizer/", StringComparison.Ordinal);
            foreach (var (key, value) in owner.Variables)
            {
                if (isState) states += value.Values.Length;
                else weights += value.Values.Length;
                rows.Add([$"{(owner.Path.Length == 0 ? "" : owner.Path + "/")}vars/{key}", owner.Name, value.Type.Description, Shown.Lengths(value.Shape ?? []), Shown.Number((Int128)value.Values.Length * value.Type.Size)]);
            }
        }
        facts.AddRange([("weights", Shown.Number(weights)), ("numbers of the optimizer", Shown.Number(states))]);
        tables.Add(new("Weights", ["path", "of", "type", "shape", "bytes"], rows));
    }

    static IEnumerable<(string, string)> Writer(JsonElement note)
    {
        if (KerasLayerTable.Text(KerasLayerTable.Member(note, "keras_version")) is { } version) yield return ("written by", $"Keras {version}{(KerasLayerTable.Text(KerasLayerTable.Member(note, "backend")) is { } backend ? $" with {backend}" : "")}");
        if (KerasLayerTable.Text(KerasLayerTable.Member(note, "date_saved")) is { } date && !date.StartsWith("1980-01-01", StringComparison.Ordinal)) yield return ("saved", date.Replace('@', ' '));
    }

    static IEnumerable<(string, string)> Compiled(JsonElement config, string optimizerKey)
    {
        yield return ("optimizer", Word(KerasLayerTable.Member(config, optimizerKey)));
        yield return ("loss", Word(KerasLayerTable.Member(config, "loss")));
        var metrics = Word(KerasLayerTable.Member(config, "metrics"));
        if (metrics != "none") yield return ("metrics", metrics);
    }

    /// <summary>The names in a setting of <c>compile</c>: one, a list, or a list for each output.</summary>
    static string Word(JsonElement value) => Shown.Text(value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Array => value.GetArrayLength() == 0 ? "none" : string.Join(", ", value.EnumerateArray().Select(Word)),
        JsonValueKind.Object when KerasLayerTable.Text(KerasLayerTable.Member(value, "class_name")) is { } name => name == "function" ? KerasLayerTable.Text(KerasLayerTable.Member(value, "config")) ?? name : name,
        JsonValueKind.Object => string.Join(", ", value.EnumerateObject().Select(item => $"{item.Name}: {Word(item.Value)}")),
        _ => "none",
    });

    static JsonElement Parse(byte[] json, string file, string place, LoadLimits limits)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = limits.MaxNesting });
            ReadTexts(document.RootElement);
            return document.RootElement.Clone();
        }
        catch (InvalidOperationException error)
        {
            throw new ModelFormatException(file, place, "it holds a text that is no Unicode", error);
        }
        catch (JsonException error)
        {
            throw new ModelFormatException(file, place, $"it is no JSON that can be read (line {error.LineNumber + 1})", error);
        }
    }

    /// <summary>Reads every text once: half of a surrogate pair is noticed only then.</summary>
    static void ReadTexts(JsonElement json)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.String:
                _ = json.GetString();
                break;
            case JsonValueKind.Array:
                foreach (var item in json.EnumerateArray()) ReadTexts(item);
                break;
            case JsonValueKind.Object:
                foreach (var item in json.EnumerateObject())
                {
                    _ = item.Name;
                    ReadTexts(item.Value);
                }
                break;
        }
    }

    static string? Text(Hdf5Object found, string name) => found.FindAttribute(name) is { Type.Class: Hdf5Class.String, Shape.Count: 0 } attribute ? attribute.Read().ToText() : null;
}
