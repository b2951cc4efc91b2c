using System.Text.Json;
using Nabla.Formats;
using Nabla.Goldens.Cases;
using Nabla.Goldens.Comparing;

namespace Nabla.Goldens.Areas;

/// <summary>Cases of <c>files/checkpoints</c>, and those of <c>files/malformed</c> about checkpoints: folders with checkpoints and state files that TensorFlow wrote.</summary>
sealed class CheckpointArea : Area
{
    /// <summary>Whether cases of this format belong here.</summary>
    public static bool Knows(string format) => format is "checkpoint_v1" or "checkpoint_v2" or "checkpoint_state";

    public override void Run(GoldenCase golden)
    {
        using var folder = ExtractedFolder.Of(golden.Topic.Archive(golden.Text("archive")!), golden.Text("member")!);
        if (golden.Text("format") == "checkpoint_state") CheckState(golden, folder.Root);
        else CheckCheckpoint(golden, Path.Combine(folder.Root, golden.Text("prefix")!));
    }

    /// <summary>Reads all that the folder holds, as a user would who loads it; throws where something is damaged.</summary>
    public static void Read(GoldenCase golden, string folder)
    {
        var state = Checkpoints.LatestCheckpoint(folder);
        if (golden.Text("format") == "checkpoint_state")
        {
            if (state is null && golden.Flag("or_null")) throw new ModelFormatException(folder, "", "no checkpoint was found, which counts as refusal");
            return;
        }
        var index = Directory.EnumerateFiles(folder, "*.index", SearchOption.AllDirectories).First();
        using var reader = CheckpointReader.Open(index[..^".index".Length]);
        foreach (var entry in reader.Entries) reader.Read(entry.Name);
    }

    static void CheckCheckpoint(GoldenCase golden, string prefix)
    {
        using var reader = CheckpointReader.Open(prefix);
        if (golden.Has("contents")) CheckContents(golden, golden.Json("contents"), reader, golden.Has("object_graph"));
        if (golden.Has("slices")) CheckSlices(golden, reader);
        if (golden.Has("object_graph")) CheckObjects(golden.Json("object_graph"), reader.ReadObjects() ?? throw new MismatchException("the checkpoint has no object graph"));
        if (reader.Form == "V2") CheckRoundTrip(golden, reader);
        if (golden.Has("weights")) CheckWeights(golden, reader);
        if (golden.Has("architecture")) throw new NotSupportedNameException("a model of Keras 2 (its weights are read)");
    }

    static void CheckContents(GoldenCase golden, JsonElement contents, CheckpointReader reader, bool hasObjects)
    {
        var comparer = Comparer.Of(golden);
        var names = contents.EnumerateObject().Select(field => field.Name).Order(StringComparer.Ordinal).ToList();
        comparer.Check("names", names.Cast<object?>().ToList(), reader.Entries.Select(entry => entry.Name).Where(name => !hasObjects || name != CheckpointObjects.Key || names.Contains(name)).ToList());
        foreach (var field in contents.EnumerateObject())
        {
            var entry = reader.Find(field.Name)!;
            var type = field.Value.GetProperty("dtype").GetString();
            if (entry.TypeName != type) throw new MismatchException($"{field.Name}: expected {type}, got {entry.TypeName}");
            if (field.Value.TryGetProperty("value", out var value)) comparer.Check(field.Name, golden.Value(value), reader.Read(field.Name));
        }
    }

    /// <summary>The weights of a model of Keras 2, which the objects of the checkpoint name by their full names.</summary>
    static void CheckWeights(GoldenCase golden, CheckpointReader reader)
    {
        var keys = reader.ReadObjects()!.Nodes.SelectMany(node => node.Values).ToDictionary(value => value.FullName, value => value.Key, StringComparer.Ordinal);
        foreach (var weight in golden.List("weights").Cast<List<object?>>())
        {
            var name = ((string)weight[0]!)[..^2];
            Comparer.Of(golden).Check(name, weight[1], reader.Read(keys[name]));
        }
    }

    static void CheckSlices(GoldenCase golden, CheckpointReader reader)
    {
        var comparer = Comparer.Of(golden);
        foreach (var slice in golden.Json("slices").EnumerateArray())
        {
            var name = slice.GetProperty("name").GetString()!;
            var entry = reader.Find(name) ?? throw new MismatchException($"there is no variable '{name}'");
            comparer.Check($"{name}: shape", golden.Value(slice.GetProperty("full_shape")), entry.Shape.ToArray());
            var value = (Tensor)golden.Value(slice.GetProperty("value"))!;
            var part = new CheckpointSlice([.. slice.GetProperty("offset").EnumerateArray().Select(start => start.GetInt64())], value.Shape.ToArray());
            comparer.Check($"{name} [{part}]", value, reader.Read(name, part));
        }
    }

    static void CheckObjects(JsonElement expected, CheckpointObjects objects)
    {
        var nodes = expected.GetProperty("nodes").EnumerateArray().ToList();
        if (nodes.Count != objects.Nodes.Count) throw new MismatchException($"expected {nodes.Count} objects, got {objects.Nodes.Count}");
        for (var i = 0; i < nodes.Count; i++)
        {
            var (node, got) = (nodes[i], objects.Nodes[i]);
            Same($"children of {i}", Parts(node, "children", "local_name", "node_id"), got.Children.Select(child => $"{child.Name} {child.Node}"));
            Same($"values of {i}", Parts(node, "attributes", "name", "full_name", "checkpoint_key"), got.Values.Select(value => $"{value.Name} {value.FullName} {value.Key}"));
            Same($"slots of {i}", Parts(node, "slot_variables", "original_variable_node_id", "slot_name", "slot_variable_node_id"), got.Slots.Select(slot => $"{slot.Variable} {slot.Name} {slot.Slot}"));
            var hasValues = node.TryGetProperty("has_checkpoint_values", out var flag) ? flag.ValueKind == JsonValueKind.Object ? flag.TryGetProperty("value", out var inner) && inner.GetBoolean() : flag.GetBoolean() : (bool?)null;
            if (hasValues != got.HasValues) throw new MismatchException($"object {i}: expected has_checkpoint_values {hasValues}, got {got.HasValues}");
        }
    }

    /// <summary>The fields of each element of a list; an absent number is 0, an absent text empty.</summary>
    static IEnumerable<string> Parts(JsonElement node, string list, params string[] names) => node.TryGetProperty(list, out var elements)
        ? elements.EnumerateArray().Select(element => string.Join(' ', names.Select(name => element.TryGetProperty(name, out var value) ? value.ToString() : name.EndsWith("_id", StringComparison.Ordinal) ? "0" : "")))
        : [];

    static void Same(string what, IEnumerable<string> expected, IEnumerable<string> got)
    {
        var (one, other) = (string.Join(", ", expected), string.Join(", ", got));
        if (one != other) throw new MismatchException($"{what}: expected {one}, got {other}");
    }

    /// <summary>Saves what was read and compares the files with TensorFlow's, byte by byte.</summary>
    static void CheckRoundTrip(GoldenCase golden, CheckpointReader reader)
    {
        using var copy = ExtractedFolder.Empty();
        var prefix = Path.Combine(copy.Root, Path.GetFileName(reader.Prefix));
        var parts = new List<(long Offset, CheckpointPart Part)>();
        foreach (var entry in reader.Entries)
        {
            foreach (var slice in entry.Slices.DefaultIfEmpty())
            {
                var (shard, offset) = reader.PlaceOf(entry, slice);
                var value = slice is null ? reader.Read(entry.Name) : reader.Read(entry.Name, slice);
                parts.Add((offset, new CheckpointPart(entry.Name, value, slice, slice is null ? null : entry.Shape, shard)));
            }
        }
        CheckpointWriter.WriteParts(prefix, [.. parts.OrderBy(part => part.Offset).Select(part => part.Part)], reader.ShardCount);
        var original = Path.GetDirectoryName(reader.Prefix)!;
        foreach (var file in Directory.EnumerateFiles(copy.Root))
        {
            var other = Path.Combine(original, Path.GetFileName(file));
            if (!File.Exists(other)) throw new MismatchException($"saved again, there is '{Path.GetFileName(file)}', which TensorFlow did not write");
            if (!File.ReadAllBytes(file).AsSpan().SequenceEqual(File.ReadAllBytes(other))) throw new MismatchException($"saved again, '{Path.GetFileName(file)}' differs from what TensorFlow wrote");
        }
    }

    static void CheckState(GoldenCase golden, string folder)
    {
        var state = Checkpoints.GetCheckpointState(folder) ?? throw new MismatchException("there is no state file");
        string Shown(string prefix) => Path.GetRelativePath(folder, prefix).Replace('\\', '/');
        var comparer = Comparer.Of(golden);
        if (Shown(Checkpoints.LatestCheckpoint(folder) ?? "") != golden.Text("latest")) throw new MismatchException($"expected the latest to be {golden.Text("latest")}, got {state.Latest}");
        comparer.Check("all", golden.List("all"), state.All.Select(Shown).ToList());
        if (golden.Has("existing")) comparer.Check("files", golden.List("existing"), Directory.EnumerateFiles(folder).Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal).ToList());
        foreach (var step in golden.Json("steps").EnumerateObject())
        {
            using var reader = CheckpointReader.Open(Path.Combine(folder, step.Name));
            CheckContents(golden, step.Value, reader, true);
        }
        if (golden.Text("text") is not { } text) return;
        Checkpoints.UpdateCheckpointState(folder, state);
        if (File.ReadAllText(Path.Combine(folder, Checkpoints.StateFile)) != text) throw new MismatchException("saved again, the state file differs from what TensorFlow wrote");
    }
}
