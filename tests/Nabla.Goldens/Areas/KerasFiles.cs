using System.Text.Json;
using Nabla.Formats;
using Nabla.Goldens.Cases;
using Nabla.Goldens.Comparing;
using Nabla.Goldens.Fitting;
using Nabla.Goldens.Layers;
using Nabla.Models.Saving;

namespace Nabla.Goldens.Areas;

/// <summary>Keras's own files: the model, its variables and outputs; of compiled ones the optimizer's state and two steps of training.</summary>
static class KerasFiles
{
    public static void CheckModel(GoldenCase golden, byte[] content)
    {
        var archive = KerasArchive.Read(content, golden.Name);
        var isGood = golden.Has("variables");
        if (isGood) Need(archive.Model);
        if (isGood && archive.Weights.Any(owner => owner.Path == "optimizer/inner_optimizer")) throw new NotSupportedNameException("LossScaleOptimizer");
        var model = KerasLoading.Load(archive, golden.Name, compile: true);
        if (!isGood) return;
        CheckValues(golden, model);
        if (!golden.Has("compile")) return;
        CheckVariables(golden, "optimizer_variables", model.Optimizer.Variables);
        CheckTraining(golden, model);
        CheckWritten(golden, archive, content);
    }

    public static void CheckWeights(GoldenCase golden, byte[] content)
    {
        var description = KerasObject.Read(golden.Json("architecture"), golden.Name, "architecture");
        Need(description);
        var model = KerasModels.Read(description);
        using var file = Hdf5File.Open(content, golden.Name);
        KerasValuesOfModel.Assign(model, KerasWeights.Read(file), golden.Name, skipMismatch: false);
        CheckValues(golden, model);
    }

    public static void CheckLegacy(GoldenCase golden, byte[] content)
    {
        using var file = Hdf5File.Open(content, golden.Name);
        var legacy = KerasLegacyFile.Read(file);
        if (golden.Has("variables")) Need(legacy.Model!);
        var model = KerasLegacyLoading.Load(legacy, golden.Name, compile: true);
        if (!golden.Has("variables")) return;
        CheckValues(golden, model);
        // Of Keras 2 the model comes uncompiled.
        if (!golden.Has("compile")) return;
        CheckVariables(golden, "optimizer_variables", model.Optimizer.Variables);
        CheckTraining(golden, model);
    }

    public static void CheckLegacyWeights(GoldenCase golden, byte[] content)
    {
        var description = KerasObject.Read(golden.Json("architecture"), golden.Name, "architecture");
        Need(description);
        var model = KerasModels.Read(description);
        using var file = Hdf5File.Open(content, golden.Name);
        KerasLegacyLoading.Assign(model, KerasLegacyFile.Read(file), golden.Name, skipMismatch: false);
        CheckValues(golden, model);
    }

    static void CheckValues(GoldenCase golden, Model model)
    {
        CheckVariables(golden, "variables", model.Weights);
        var inputs = golden.List("inputs");
        if (inputs.Count != 1) throw new NotSupportedNameException("several inputs");
        Comparer.Of(golden).Check("outputs", golden.Value("outputs"), model.Call((Tensor)inputs[0]!, training: false));
    }

    // States of random generators stand among the variables, and not in the files.
    static void CheckVariables(GoldenCase golden, string field, IReadOnlyList<Variable> found)
    {
        var expected = golden.List(field).Cast<List<object?>>().Where(pair => !((string)pair[0]!).Contains("seed_generator", StringComparison.Ordinal)).ToList();
        if (expected.Count != found.Count) throw new MismatchException($"{field}: expected {expected.Count}, got {found.Count}");
        for (var i = 0; i < expected.Count; i++) Comparer.Of(golden).Check($"{field} {expected[i][0]}", expected[i][1], found[i].Value);
    }

    static void CheckTraining(GoldenCase golden, Model model)
    {
        var comparer = Comparer.Of(golden);
        var (x, y) = ((Tensor)golden.Value("train_x")!, (Tensor)golden.Value("train_y")!);
        foreach (var (expected, step) in golden.List("train_logs").Select((logs, i) => (logs, i)))
        {
            model.ResetMetrics();
            var found = model.TrainOnBatch(x, y).ToDictionary(pair => pair.Key, pair => (object?)pair.Value);
            comparer.Check($"logs of step {step}", expected, found);
        }
        CheckVariables(golden, "variables_after", model.Weights);
    }

    /// <summary>What is saved of the loaded model has the same groups, attributes and values as Keras's file.</summary>
    static void CheckWritten(GoldenCase golden, KerasArchive archive, byte[] content)
    {
        var model = KerasLoading.Load(KerasArchive.Read(content, golden.Name), golden.Name, compile: true);
        using var folder = ExtractedFolder.Empty();
        var path = Path.Combine(folder.Root, "m.keras");
        model.Save(path);
        var written = KerasArchive.Read(path);
        var (expected, found) = (archive.Weights.OrderBy(o => o.Path, StringComparer.Ordinal).ToList(), written.Weights.OrderBy(o => o.Path, StringComparer.Ordinal).ToList());
        Comparer.Of(golden).Check("written paths", expected.Select(o => (object?)o.Path).ToList(), found.Select(o => o.Path).ToList());
        foreach (var (e, f) in expected.Zip(found))
        {
            Comparer.Of(golden).Check($"written {e.Path} name", e.Name, f.Name);
            Comparer.Of(golden).Check($"written {e.Path} keys", e.Variables.Select(v => (object?)v.Key).ToList(), f.Variables.Select(v => v.Key).ToList());
            foreach (var (a, b) in e.Variables.Zip(f.Variables))
            {
                if (a.Value.Type.Description != b.Value.Type.Description || !a.Value.Shape!.SequenceEqual(b.Value.Shape!) || !a.Value.Values.Cast<object>().SequenceEqual(b.Value.Values.Cast<object>())) throw new MismatchException($"written {e.Path}/{a.Key} differs");
            }
        }
        CheckConfig("written", archive.Model.Config.Json, written.Model.Config.Json);
    }

    /// <summary>Every key that Keras writes for layers is written, with the same value.</summary>
    static void CheckConfig(string place, JsonElement expected, JsonElement found)
    {
        if (expected.ValueKind == JsonValueKind.Object && found.ValueKind == JsonValueKind.Object)
        {
            foreach (var field in expected.EnumerateObject())
            {
                if (field.Name is "shared_object_id" or "build_config" or "build_input_shape") continue;
                if (!found.TryGetProperty(field.Name, out var value)) throw new MismatchException($"{place}: '{field.Name}' is missing");
                CheckConfig($"{place}.{field.Name}", field.Value, value);
            }
        }
        else if (expected.ValueKind == JsonValueKind.Array && found.ValueKind == JsonValueKind.Array && expected.GetArrayLength() == found.GetArrayLength())
        {
            foreach (var (e, f) in expected.EnumerateArray().Zip(found.EnumerateArray())) CheckConfig(place, e, f);
        }
        else if (!JsonElement.DeepEquals(expected, found))
        {
            throw new MismatchException($"{place}: expected {expected}, got {found}");
        }
    }

    static void Need(KerasObject model)
    {
        if (model.ClassName != "Sequential") throw new NotSupportedNameException(model.ClassName);
        foreach (var layer in model.Config.Json.GetProperty("layers").EnumerateArray()) LayerArea.Need(layer);
        if (model.CompileConfig?.ObjectOrNull("optimizer") is { } optimizer && !KerasOptimizers.Table.Has(optimizer.ClassName)) throw new NotSupportedNameException(optimizer.ClassName);
    }
}
