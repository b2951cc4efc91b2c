using System.Text.Json;
using Nabla.Formats;
using Nabla.Goldens.Areas;
using Nabla.Goldens.Cases;
using Nabla.Goldens.Comparing;
using Nabla.Goldens.Layers;
using Nabla.Models.Saving;

namespace Nabla.Goldens.Fitting;

/// <summary>Cases of <c>training/saved</c>: a trained model in three kinds of file, what it answers, and how it goes on.</summary>
sealed class SavedArea : Area
{
    public override void Run(GoldenCase golden)
    {
        LayerArea.Need(golden.Json("model"));
        var files = golden.Map("files").ToDictionary(pair => pair.Key, pair => golden.Topic.Archive((string)pair.Value!), StringComparer.Ordinal);
        var loaded = Load(files["keras"]);
        CheckState(golden, "keras", loaded, hasOptimizer: true);
        if (files.TryGetValue("h5", out var legacy)) CheckState(golden, "h5", Load(legacy), hasOptimizer: true);

        var made = KerasModels.Read(KerasObject.Read(golden.Json("model"), golden.Name, ""));
        ModelCase.Compile(golden, made, KerasArchive.Read(files["keras"]).Model.CompileConfig!.Json);
        made.LoadWeights(files["weights"]);
        CheckState(golden, "weights", made, hasOptimizer: true);

        using var folder = ExtractedFolder.Empty();
        foreach (var name in (string[])["m.keras", "m.h5"])
        {
            loaded.Save(folder.PathOf(name));
            CheckState(golden, $"our {name}", Model.Load(folder.PathOf(name)), hasOptimizer: true);
        }
        Continue(golden, Model.Load(folder.PathOf("m.keras")));
    }

    static JsonElement Parsed(string json) => JsonDocument.Parse(json).RootElement;

    static Model Load(string path) => Model.Load(path);

    static void CheckState(GoldenCase golden, string file, Model model, bool hasOptimizer)
    {
        var exact = Comparer.Of(golden) with { AbsoluteTolerance = 0, RelativeTolerance = 0 };
        var weights = golden.List("weights").Cast<List<object?>>().Where(pair => !((string)pair[0]!).Contains("seed_generator", StringComparison.Ordinal)).ToList();
        var found = model.Weights;
        if (weights.Count != found.Count) throw new MismatchException($"{file}: expected {weights.Count} weights, got {found.Count}");
        for (var i = 0; i < weights.Count; i++) exact.Check($"{file}: {weights[i][0]}", weights[i][1], found[i].Value);
        if (hasOptimizer) new Figures(golden.With(Parsed("""{"rtol": 0, "atol": 0, "optimizer_atol": 0}"""))).CheckOptimizer(golden.List("optimizer"), model.Optimizer);
        var x = Given.Of(golden.Value("inputs"))!;
        var expected = Given.Of(golden.Value("outputs"))!;
        var outputs = model.PredictMany(x);
        for (var i = 0; i < expected.Count; i++) Comparer.Of(golden).Check($"{file}: outputs", expected[i], expected.Names is { } names ? outputs[names[i]] : outputs[i]);
    }

    static void Continue(GoldenCase golden, Model model)
    {
        var going = golden.With(golden.Json("continue"));
        var figures = new Figures(going);
        var recorder = new StepRecorder(resets: true);
        FitArguments.Fit(golden.With(Parsed($$"""{"fit": {{golden.Json("continue_fit").GetRawText()}}}""")), model, [recorder]);
        figures.CheckSeries("continued steps", going.Map("steps"), recorder.Steps);
        figures.CheckWeights("continued weights", going.List("weights_after"), model.GetWeights());
        figures.CheckOptimizer(going.List("optimizer_after"), model.Optimizer);
    }
}
