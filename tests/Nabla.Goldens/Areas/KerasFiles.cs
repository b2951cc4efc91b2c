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
        var model = KerasLoading.Load(archive, golden.Name, compile: true);
        if (!isGood) return;
        CheckValues(golden, model);
        if (golden.Has("optimizer_variables")) CheckTrainable(golden, model);
        if (!archive.IsOld) KerasWritten.Check(golden, archive, content);
    }

    public static void CheckWeights(GoldenCase golden, byte[] content)
    {
        var model = Described(golden);
        using var file = Hdf5File.Open(content, golden.Name);
        KerasValuesOfModel.Assign(model, KerasWeights.Read(file), golden.Name, skipMismatch: false);
        CheckValues(golden, model);
    }

    public static void CheckSharded(GoldenCase golden)
    {
        using var folder = ExtractedFolder.Of(golden.Topic.Archive(golden.Text("archive")!));
        if (golden.Text("expect") is { } expected)
        {
            FileArea.CheckRefusal(golden, expected, () => KerasShards.Read(folder.PathOf(golden.Text("member")!)));
            return;
        }
        var model = Described(golden);
        model.LoadWeights(folder.PathOf(golden.Text("member")!));
        CheckValues(golden, model);
        model.SaveWeights(folder.PathOf("again.weights.json"), maxShardBytes: 300);
        var again = Described(golden);
        again.LoadWeights(folder.PathOf("again.weights.json"));
        CheckValues(golden, again);
    }

    public static void CheckJson(GoldenCase golden, byte[] content)
    {
        var description = KerasObject.ParseModel(System.Text.Encoding.UTF8.GetString(content), golden.Name, LoadLimits.Default);
        if (golden.Has("variables")) Need(description);
        var model = Model.FromJson(System.Text.Encoding.UTF8.GetString(content));
        if (!golden.Has("variables")) return;
        model.SetWeights([.. golden.List("variables").Cast<List<object?>>().Where(pair => !((string)pair[0]!).Contains("seed_generator", StringComparison.Ordinal)).Select(pair => (Tensor)pair[1]!)]);
        CheckValues(golden, model);
        var again = Model.FromJson(model.ToJson());
        again.SetWeights(model.GetWeights());
        CheckValues(golden, again);
    }

    public static void CheckLegacy(GoldenCase golden, byte[] content)
    {
        using var file = Hdf5File.Open(content, golden.Name);
        var legacy = KerasLegacyFile.Read(file);
        if (golden.Has("variables")) Need(legacy.Model!);
        var model = KerasLegacyLoading.Load(legacy, golden.Name, compile: true);
        if (!golden.Has("variables")) return;
        CheckValues(golden, model);
        if (!legacy.IsOld) KerasWritten.Check(golden, legacy, KerasLegacyLoading.Load(legacy, golden.Name, compile: true));
        if (golden.Has("optimizer_variables")) CheckTrainable(golden, model);
    }

    public static void CheckLegacyWeights(GoldenCase golden, byte[] content)
    {
        var model = Described(golden);
        using var file = Hdf5File.Open(content, golden.Name);
        KerasLegacyLoading.Assign(model, KerasLegacyFile.Read(file), golden.Name, skipMismatch: false);
        CheckValues(golden, model);
    }

    static Model Described(GoldenCase golden)
    {
        var isOld = golden.Text("writer") == "tf_keras";
        var description = KerasObject.Parse(golden.Json("architecture").GetRawText(), golden.Name, LoadLimits.Default, isOld);
        Need(description);
        return KerasModels.Read(description);
    }

    /// <summary>The optimizer's state, and two steps from it where no dropout makes them differ.</summary>
    static void CheckTrainable(GoldenCase golden, Model model)
    {
        // Keras 2 keeps the learning rate in the configuration, and the state in another order.
        if (golden.Has("compile")) CheckVariables(golden, "optimizer_variables", model.Optimizer.Variables);
        else CheckOldState(golden, model.Optimizer);
        if (!golden.Has("train_x") || model is Sequential { Layers: var layers } && layers.Any(layer => layer is Nabla.Layers.Dropout { Rate: > 0 })) return;
        CheckTraining(golden, model);
    }

    static void CheckOldState(GoldenCase golden, Nabla.Optimizers.Optimizer optimizer)
    {
        var left = optimizer.Variables.Where(variable => !variable.Name.EndsWith("/learning_rate", StringComparison.Ordinal)).ToList();
        foreach (var pair in golden.List("optimizer_variables").Cast<List<object?>>())
        {
            var value = (Tensor)pair[1]!;
            var found = left.FindIndex(variable => variable.Shape == value.Shape && variable.Value.ToNpyArray().Values.Cast<object>().SequenceEqual(value.Cast(variable.ElementType).ToNpyArray().Values.Cast<object>()));
            if (found < 0) throw new MismatchException($"optimizer_variables: {pair[0]} was not brought back");
            left.RemoveAt(found);
        }
        if (left.Count > 0) throw new MismatchException($"optimizer_variables: {left[0].Name} is more than the file has");
    }

    static void CheckValues(GoldenCase golden, Model model)
    {
        CheckVariables(golden, "variables", model.Weights);
        var outputs = model.CallMany(Given.Of(golden.Value("inputs"))!, training: false);
        Comparer.Of(golden).Check("outputs", Flat(golden.Value("outputs")).ToList<object?>(), outputs.ToList<object?>());
    }

    /// <summary>The arrays of a structure, in its order.</summary>
    static IEnumerable<Tensor> Flat(object? value) => value switch
    {
        Tensor one => [one],
        List<object?> list => list.SelectMany(Flat),
        Dictionary<string, object?> named => named.Values.SelectMany(Flat),
        _ => throw new BindingException("the runner takes arrays as outputs"),
    };

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

    static void Need(KerasObject model)
    {
        if (model.ClassName is not ("Sequential" or "Functional" or "Model")) throw new NotSupportedNameException(model.ClassName);
        foreach (var layer in model.Config.Json.GetProperty("layers").EnumerateArray()) LayerArea.Need(layer);
        if (model.CompileConfig?.ObjectOrNull("optimizer") is { } optimizer && !KerasOptimizers.Table.Has(optimizer.ClassName)) throw new NotSupportedNameException(optimizer.ClassName);
    }
}
