using System.Text.Json;
using Nabla.Formats;
using Nabla.Goldens.Cases;
using Nabla.Goldens.Comparing;
using Nabla.Models.Saving;

namespace Nabla.Goldens.Areas;

/// <summary>What Nabla writes of a model that it loaded, beside the file of Keras that it came from.</summary>
static class KerasWritten
{
    /// <summary>What is saved of the loaded model has the same groups, attributes and values as Keras's file.</summary>
    public static void Check(GoldenCase golden, KerasArchive archive, byte[] content)
    {
        var model = KerasLoading.Load(KerasArchive.Read(content, golden.Name), golden.Name, compile: true);
        using var folder = ExtractedFolder.Empty();
        var path = Path.Combine(folder.Root, "m.keras");
        model.Save(path);
        var written = KerasArchive.Read(path);
        // States of random generators stand beside Keras's values.
        // Groups of parts of attention that have no values are not looked for.
        var (expected, found) = (archive.Weights.Where(IsCompared).OrderBy(o => o.Path, StringComparer.Ordinal).ToList(), written.Weights.Where(IsCompared).OrderBy(o => o.Path, StringComparer.Ordinal).ToList());
        Comparer.Of(golden).Check("written paths", expected.Select(o => (object?)o.Path).ToList(), found.Select(o => o.Path).ToList());
        CheckOwners(golden, expected, found);
        CheckConfig("written", archive.Model.Config.Json, written.Model.Config.Json);
    }

    // Keys and lengths, without first lengths.
    static string Shapes(JsonElement json, string? value)
    {
        if (value is not null) return json.TryGetProperty(value, out var inner) ? Shapes(inner, null) : "";
        return json.ValueKind switch
        {
            JsonValueKind.Object => string.Concat(json.EnumerateObject().Select(field => $"{field.Name}:{Shapes(field.Value, null)};")),
            JsonValueKind.Array when json.GetArrayLength() > 0 && json[0].ValueKind is JsonValueKind.Null or JsonValueKind.Number => $"[{string.Join(',', json.EnumerateArray().Skip(1))}]",
            JsonValueKind.Array => string.Concat(json.EnumerateArray().Select(item => Shapes(item, null))),
            _ => json.GetRawText(),
        };
    }

    static bool IsCompared(KerasVariables owner) => !owner.Path.EndsWith("/seed_generator", StringComparison.Ordinal) && (owner.Variables.Count > 0 || !owner.Path.Contains("/_", StringComparison.Ordinal));

    /// <summary>The older form: names, values and configurations.</summary>
    public static void Check(GoldenCase golden, KerasLegacyFile keras, Model model)
    {
        using var folder = ExtractedFolder.Empty();
        var path = Path.Combine(folder.Root, "m.h5");
        model.Save(path);
        using var file = Hdf5File.Open(path);
        var written = KerasLegacyFile.Read(file);
        Comparer.Of(golden).Check("written layers", keras.Layers.Select(o => (object?)o.Path).ToList(), written.Layers.Select(o => o.Path).ToList());
        CheckOwners(golden, keras.Layers, written.Layers, byOrder: true);
        CheckConfig("written", keras.Model!.Config.Json, written.Model!.Config.Json);
        if (keras.TrainingConfig is { } training) CheckTraining(training.Json, written.TrainingConfig!.Json);
        if (keras.Optimizer is { } optimizer) CheckOwners(golden, [optimizer], [written.Optimizer!], byOrder: true);
    }

    // A loss that was named by its word is written as the object that it stands for; Keras reads both.
    static void CheckTraining(JsonElement expected, JsonElement found)
    {
        foreach (var field in expected.EnumerateObject())
        {
            if (!found.TryGetProperty(field.Name, out var value)) throw new MismatchException($"written training_config: '{field.Name}' is missing");
            if (field.Name != "loss" || field.Value.ValueKind == JsonValueKind.Object) CheckConfig($"written training_config.{field.Name}", field.Value, value);
        }
    }

    static void CheckOwners(GoldenCase golden, IReadOnlyList<KerasVariables> expected, IReadOnlyList<KerasVariables> found, bool byOrder = false)
    {
        foreach (var (e, f) in expected.Zip(found))
        {
            Comparer.Of(golden).Check($"written {e.Path} name", e.Name, f.Name);
            // Paths begin with the model's name in Keras where the model was not read from a file.
            if (byOrder) Comparer.Of(golden).Check($"written {e.Path} count", (long)e.Variables.Count, (long)f.Variables.Count);
            else Comparer.Of(golden).Check($"written {e.Path} keys", e.Variables.Select(v => (object?)v.Key).ToList(), f.Variables.Select(v => v.Key).ToList());
            foreach (var (a, b) in e.Variables.Zip(f.Variables))
            {
                if (a.Value.Type.Description != b.Value.Type.Description || !a.Value.Shape!.SequenceEqual(b.Value.Shape!) || !a.Value.Values.Cast<object>().SequenceEqual(b.Value.Values.Cast<object>())) throw new MismatchException($"written {e.Path}/{a.Key} differs");
            }
        }
    }

    /// <summary>Every key that Keras writes for layers is written, with the same value.</summary>
    static void CheckConfig(string place, JsonElement expected, JsonElement found)
    {
        if (expected.ValueKind == JsonValueKind.Object && found.ValueKind == JsonValueKind.Object)
        {
            foreach (var field in expected.EnumerateObject())
            {
                if (field.Name is "shared_object_id") continue;
                // The size of a batch is left open; Keras may know less of a shape between layers.
                if (field.Name is "build_input_shape" || (field.Name is "build_config" && Shapes(field.Value, value: null) == Shapes(found, "build_config"))) continue;
                if (field.Name == "shape" && place.EndsWith(".args.config", StringComparison.Ordinal)) continue;
                // Of models inside models Keras writes that they are not compiled; of some calls, that no mask is given.
                if (field.Name == "compile_config" || (field.Name == "mask" && field.Value.ValueKind == JsonValueKind.Null)) continue;
                // A structure inside a structure is kept flat.
                if (field.Name == "output_layers" && field.Value.ValueKind == JsonValueKind.Object && found.TryGetProperty(field.Name, out var ends) && ends.ValueKind == JsonValueKind.Array)
                {
                    if (!KerasHistory.All(field.Value).SequenceEqual(KerasHistory.All(ends))) throw new MismatchException($"{place}: other outputs");
                    continue;
                }
                if (!found.TryGetProperty(field.Name, out var value)) throw new MismatchException($"{place}: '{field.Name}' is missing");
                // Some layers of Keras write the name of their policy alone.
                if (field.Name == "dtype" && field.Value.ValueKind == JsonValueKind.String && value.ValueKind == JsonValueKind.Object) value = value.GetProperty("config").GetProperty("name");
                CheckConfig($"{place}.{field.Name}", field.Value, value);
            }
        }
        else if (place.EndsWith(".args", StringComparison.Ordinal) && expected.ValueKind == JsonValueKind.Array && found.ValueKind == JsonValueKind.Array && expected.GetArrayLength() == found.GetArrayLength() + 1 && JsonElement.DeepEquals(expected[expected.GetArrayLength() - 1], expected[expected.GetArrayLength() - 2]))
        {
            // The key of attention is the value where it is not given.
            foreach (var (e, f) in expected.EnumerateArray().Zip(found.EnumerateArray())) CheckConfig(place, e, f);
        }
        else if (expected.ValueKind == JsonValueKind.Array && found.ValueKind == JsonValueKind.Array && expected.GetArrayLength() == found.GetArrayLength())
        {
            foreach (var (e, f) in expected.EnumerateArray().Zip(found.EnumerateArray())) CheckConfig(place, e, f);
        }
        else if (!JsonElement.DeepEquals(expected, found) && !(expected.ValueKind == JsonValueKind.Null && place.Contains("build_config", StringComparison.Ordinal)))
        {
            throw new MismatchException($"{place}: expected {expected}, got {found}");
        }
    }
}
