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
        if (golden.Has("then")) throw new BindingException("the runner does not run further phases");
        var recorder = new StepRecorder(resets: false);
        var history = FitArguments.Fit(golden, model, [recorder]);
        var figures = new Figures(golden);
        CheckHistory(golden, history, figures);
        figures.CheckSeries("running", golden.Map("steps_running"), recorder.Steps);
        figures.CheckWeights("weights after the first step", golden.List("weights_after_first_step"), recorder.WeightsAfterFirstStep ?? []);
        figures.CheckWeights("weights after training", golden.List("weights_after"), model.GetWeights());
        figures.CheckOptimizer(golden.List("optimizer_after"), model.Optimizer);
        CheckAnswers(golden, model, figures);

        if (!golden.Has("steps")) return;
        var again = ModelCase.Make(golden);
        ModelCase.Compile(golden, again, golden.Json("compile"));
        var steps = new StepRecorder(resets: true);
        FitArguments.Fit(golden, again, [steps]);
        figures.CheckSeries("step", golden.Map("steps"), steps.Steps);
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
        var results = model.Evaluate(x, y, batch, Verbosity.Silent, weight);
        figures.CheckResults("evaluate", golden.Map("evaluate"), results);
        if (golden.Value("predict") is Tensor predicted)
        {
            var outputs = model.Predict(x, batch);
            figures.Comparer.Check("predict", predicted, outputs[..(int)predicted.Shape[0]]);
        }
        if (!golden.Has("test_on_batch")) return;
        var (trainX, trainY, trainWeight) = Batch((Tensor)golden.Value("x")!, (Tensor)golden.Value("y")!, golden.Value("sample_weight") as Tensor, batch);
        model.ResetMetrics();
        figures.CheckList("test_on_batch", golden.List("test_on_batch"), model.TestOnBatch(trainX, trainY, trainWeight));
        // Each call's figures stand alone, as in the list that the case gives.
        foreach (var (expected, i) in golden.List("train_on_batch").Select((list, i) => ((List<object?>)list!, i)))
        {
            model.ResetMetrics();
            figures.CheckList($"train_on_batch {i}", expected, model.TrainOnBatch(trainX, trainY, trainWeight));
        }
    }

    static (Tensor X, Tensor? Y, Tensor? Weight) Data(GoldenCase golden)
    {
        if (golden.Text("evaluate_on") == "validation" && golden.List("validation_data") is { Count: > 0 } data) return ((Tensor)data[0]!, data[1] as Tensor, data.ElementAtOrDefault(2) as Tensor);
        var (x, y, weight) = ((Tensor)golden.Value("x")!, golden.Value("y") as Tensor, golden.Value("sample_weight") as Tensor);
        if (golden.Text("evaluate_on") != "validation" || golden.Map("fit").GetValueOrDefault("validation_split") is not double split) return (x, y, weight);
        var at = (int)Math.Floor(x.Shape[0] * (1 - split));
        return (x[at..], y?[at..], weight?[at..]);
    }

    static (Tensor X, Tensor Y, Tensor? Weight) Batch(Tensor x, Tensor y, Tensor? weight, int size)
    {
        var count = (int)Math.Min(size, x.Shape[0]);
        return (x[..count], y[..count], weight?[..count]);
    }
}
