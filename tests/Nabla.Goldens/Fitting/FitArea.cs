using System.Text.Json;
using System.Text.Json.Nodes;
using Nabla.Goldens.Areas;
using Nabla.Goldens.Cases;
using Nabla.Goldens.Comparing;

namespace Nabla.Goldens.Fitting;

/// <summary>Cases of <c>training/models</c> and <c>training/data</c>: a program from given start weights, step by step, and what the trained model answers.</summary>
sealed class FitArea : Area
{
    public override void Run(GoldenCase golden)
    {
        var model = ModelCase.Make(golden);
        if (golden.Has("compile")) ModelCase.Compile(golden, model, golden.Json("compile"));
        if (golden.MustFail)
        {
            FitArguments.Fit(golden, model, []);
            return;
        }
        CheckFit(golden, model, () =>
        {
            var again = ModelCase.Make(golden);
            ModelCase.Compile(golden, again, golden.Json("compile"));
            return again;
        });
        if (!golden.Has("then")) return;
        model = ModelCase.Make(golden);
        ModelCase.Compile(golden, model, golden.Json("compile"));
        FitArguments.Fit(golden, model, []);
        foreach (var json in golden.Json("then").EnumerateArray()) Phase(golden.With(json), model, Compiled(golden.Json("compile"), json));
    }

    /// <summary>A further phase of training: other layers are trained, the model is compiled anew.</summary>
    static void Phase(GoldenCase golden, Model model, JsonElement compile)
    {
        foreach (var (path, value) in golden.Map("trainable"))
        {
            Nabla.Layers.Layer layer = model;
            foreach (var name in path.Split('/')) layer = ((Model)layer).GetLayer(name);
            layer.Trainable = value is true;
        }
        var start = model.GetWeights();
        ModelCase.Compile(golden, model, compile);
        var after = CheckFit(golden, model, () =>
        {
            model.SetWeights(start);
            ModelCase.Compile(golden, model, compile);
            return model;
        });
        model.SetWeights(after);
    }

    /// <summary>How a phase compiles: its history tells whether it has the metrics of the first, which it does not list again.</summary>
    static JsonElement Compiled(JsonElement first, JsonElement phase)
    {
        var compile = JsonNode.Parse(phase.GetProperty("compile").GetRawText())!.AsObject();
        if (compile["metrics"] is null && phase.GetProperty("history").EnumerateObject().Count() > 1) compile["metrics"] = JsonNode.Parse(first.GetProperty("metrics").GetRawText());
        return JsonDocument.Parse(compile.ToJsonString()).RootElement;
    }

    /// <summary>Trains and compares; returns the weights after training.</summary>
    static IReadOnlyList<Tensor> CheckFit(GoldenCase golden, Model model, Func<Model> startAgain)
    {
        var recorder = new StepRecorder(resets: false);
        var history = FitArguments.Fit(golden, model, [recorder]);
        var figures = new Figures(golden);
        CheckHistory(golden, history, figures);
        figures.CheckSeries("running", golden.Map("steps_running"), recorder.Steps);
        figures.CheckWeights("weights after the first step", golden.List("weights_after_first_step"), recorder.WeightsAfterFirstStep ?? []);
        var after = model.GetWeights();
        figures.CheckWeights("weights after training", golden.List("weights_after"), after);
        figures.CheckOptimizer(golden.List("optimizer_after"), model.Optimizer);
        CheckAnswers(golden, model, figures);
        if (golden.Has("steps"))
        {
            var again = startAgain();
            var steps = new StepRecorder(resets: true);
            FitArguments.Fit(golden, again, [steps]);
            figures.CheckSeries("step", golden.Map("steps"), steps.Steps);
        }
        return after;
    }

    static void CheckHistory(GoldenCase golden, History history, Figures figures)
    {
        figures.CheckSeries("history", golden.Map("history"), history.Names.ToDictionary(name => name, name => history[name].ToList(), StringComparer.Ordinal));
        figures.Comparer.Check("epochs", golden.Value("epochs"), history.Epochs);
    }

    static void CheckAnswers(GoldenCase golden, Model model, Figures figures)
    {
        var (x, y, weight) = Data(golden);
        var batch = golden.Map("fit").GetValueOrDefault("batch_size") is long size ? (int)size : 32;
        ResetStates(model);
        var results = model.Evaluate(x, y, batch, Verbosity.Silent, weight);
        figures.CheckResults("evaluate", golden.Map("evaluate"), results);
        if (Given.Of(golden.Value("predict")) is { } predicted)
        {
            ResetStates(model);
            var outputs = model.PredictMany(x, batch);
            for (var i = 0; i < predicted.Count; i++) figures.Comparer.Check("predict", predicted[i], (predicted.Names is { } names ? outputs[names[i]] : outputs[i])[..(int)predicted[i].Shape[0]]);
        }
        if (!golden.Has("test_on_batch")) return;
        Tensors? First(string field, int count) => Given.Of(golden.Value(field)) is { } all ? Given.Rows(all, 0, (int)Math.Min(count, all[0].Shape[0])) : null;
        var (trainX, trainY, trainWeight) = (First("x", batch)!, First("y", batch), First("sample_weight", batch));
        model.ResetMetrics();
        ResetStates(model);
        figures.CheckList("test_on_batch", golden.List("test_on_batch"), model.TestOnBatch(trainX, trainY, trainWeight));
        ResetStates(model);
        // Each call's figures stand alone, as in the list that the case gives.
        foreach (var (expected, i) in golden.List("train_on_batch").Select((list, i) => ((List<object?>)list!, i)))
        {
            model.ResetMetrics();
            figures.CheckList($"train_on_batch {i}", expected, model.TrainOnBatch(trainX, trainY, trainWeight));
        }
    }

    static void ResetStates(Model model)
    {
        foreach (var layer in model.Layers.OfType<Nabla.Layers.RNN>()) layer.ResetState();
    }

    static (Tensors X, Tensors? Y, Tensors? Weight) Data(GoldenCase golden)
    {
        if (golden.Text("evaluate_on") == "validation" && golden.List("validation_data") is { Count: > 0 } data) return (Given.Of(data[0])!, Given.Of(data[1]), Given.Of(data.ElementAtOrDefault(2)));
        var (x, y, weight) = (Given.Of(golden.Value("x"))!, Given.Of(golden.Value("y")), Given.Of(golden.Value("sample_weight")));
        if (golden.Text("evaluate_on") != "validation" || golden.Map("fit").GetValueOrDefault("validation_split") is not double split) return (x, y, weight);
        var at = (int)Math.Floor(x[0].Shape[0] * (1 - split));
        return (Given.Rows(x, at)!, Given.Rows(y, at), Given.Rows(weight, at));
    }
}
