using Nabla.Callbacks;
using Nabla.Goldens.Areas;
using Nabla.Goldens.Cases;
using Nabla.Goldens.Comparing;
using Nabla.Goldens.Ops;
using Nabla.Layers;
using Nabla.Optimizers;

namespace Nabla.Goldens.Fitting;

/// <summary>Cases of <c>callbacks/epoch</c>: a callback driven by hand, its state, its effect and what it prints.</summary>
sealed class EpochCallbackArea : Area
{
    public override void Run(GoldenCase golden)
    {
        if (golden.Has("history"))
        {
            RunHistory(golden);
            return;
        }

        var callback = CallbackTable.Make(golden, golden.Json("callback"), ".");
        var model = new Sequential([new Input([2]), new Dense(1, useBias: false)]);
        model.Compile(new SGD(golden.Number("learning_rate", 0.1)), "mse", [.. golden.List("metrics").Select(name => (Metrics.Metric)(string)name!)]);
        callback.Attach(model, new TrainingPlan((int)Math.Max(golden.List("epochs").Count, 1), null, 0, Verbosity.Silent));
        var console = Console.Out;
        try
        {
            var printed = new List<object?>();
            if (golden.Has("batch_losses")) DriveBatches(golden, callback, model, printed);
            else Drive(golden, callback, model, printed);
            if (golden.Has("printed") && !golden.MustFail) Comparer.Of(golden).Check("printed text", golden.Value("printed"), printed);
        }
        finally
        {
            Console.SetOut(console);
        }
    }

    static void Drive(GoldenCase golden, Callback callback, Model model, List<object?> printed)
    {
        var comparer = Comparer.Of(golden);
        var (states, rates, epochs) = (golden.List("states"), golden.List("learning_rates"), golden.List("epochs"));
        Printing(printed, callback.OnTrainBegin);
        var run = 0;
        Dictionary<string, double> logs = new(StringComparer.Ordinal);
        for (; run < epochs.Count && !model.StopTraining; run++)
        {
            var epoch = run;
            logs = Logs(epochs[run]);
            Printing(printed, () =>
            {
                callback.OnEpochBegin(epoch);
                model.SetWeights([Tensor.Constant(new float[,] { { epoch + 1 }, { -(epoch + 1) } })]);
                callback.OnEpochEnd(epoch, logs);
            });
            if (epoch < states.Count) CallbackState.Check((Dictionary<string, object?>)states[epoch]!, callback, comparer);
            if (epoch < rates.Count) comparer.Check($"learning rate after epoch {epoch}", rates[epoch], (double)(float)model.Optimizer.LearningRate);
        }
        Printing(printed, () => callback.OnTrainEnd(logs));
        if (golden.MustFail) return;
        if (golden.Has("epochs_run")) comparer.Check("epochs run", golden.Value("epochs_run"), run);
        if (golden.Has("stop_training")) comparer.Check("stop_training", golden.Value("stop_training"), model.StopTraining);
        if (golden.Has("weights_after")) comparer.Check("weights", golden.Value("weights_after"), model.GetWeights()[0].Reshape([2]));
    }

    // What Keras notes in a callback, Fit notes by itself.
    static void RunHistory(GoldenCase golden)
    {
        var history = new History();
        foreach (var (logs, epoch) in golden.List("epochs").Select((logs, epoch) => (Logs(logs), epoch))) history.Add(epoch, logs);
        var comparer = Comparer.Of(golden);
        comparer.Check("names", golden.Map("history").Keys.ToList<object?>(), history.Names);
        foreach (var (name, series) in golden.Map("history")) comparer.Check(name, series, history[name]);
        comparer.Check("epochs", golden.Value("epoch"), history.Epochs);
    }

    static Dictionary<string, double> Logs(object? given) => ((Dictionary<string, object?>)given!).ToDictionary(pair => pair.Key, pair => Number(pair.Value), StringComparer.Ordinal);

    static void DriveBatches(GoldenCase golden, Callback callback, Model model, List<object?> printed)
    {
        var losses = golden.Value("batch_losses") is Tensor x ? Elements.Real(x) : [.. golden.List("batch_losses").Select(Number)];
        var stops = new List<object?>();
        Printing(printed, () =>
        {
            callback.OnTrainBegin();
            for (var batch = 0; batch < losses.Length; batch++)
            {
                callback.OnTrainBatchEnd(batch, new Dictionary<string, double>(StringComparer.Ordinal) { ["loss"] = losses[batch] });
                stops.Add(model.StopTraining);
            }
        });
        if (!golden.MustFail) Comparer.Of(golden).Check("stop_training after each batch", golden.Value("stop_training"), stops);
    }

    static void Printing(List<object?> printed, Action action)
    {
        using var text = new StringWriter();
        Console.SetOut(text);
        action();
        printed.Add(text.ToString());
    }

    static double Number(object? value) => value switch
    {
        "NaN" => double.NaN,
        "Infinity" or "inf" => double.PositiveInfinity,
        "-Infinity" or "-inf" => double.NegativeInfinity,
        _ => Convert.ToDouble(value),
    };
}
