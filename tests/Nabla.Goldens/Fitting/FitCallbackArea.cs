using Nabla.Callbacks;
using Nabla.Goldens.Areas;
using Nabla.Goldens.Cases;
using Nabla.Goldens.Comparing;

namespace Nabla.Goldens.Fitting;

/// <summary>Cases of <c>training/callbacks</c>: callbacks in a training, what they change, note and write.</summary>
sealed class FitCallbackArea : Area
{
    public override void Run(GoldenCase golden)
    {
        var folder = Directory.CreateTempSubdirectory("nabla-goldens-").FullName;
        try
        {
            Run(golden, folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    static void Run(GoldenCase golden, string folder)
    {
        var callbacks = Callbacks(golden, folder);
        var model = ModelCase.Make(golden);
        ModelCase.Compile(golden, model, golden.Json("compile"));
        var calls = new List<object?>();
        foreach (var recorder in callbacks.OfType<HookRecorder>()) recorder.Calls = calls;
        if (golden.Text("kind") == "restore")
        {
            Interrupt(golden, model, callbacks);
            model = ModelCase.Make(golden);
            ModelCase.Compile(golden, model, golden.Json("compile"));
            callbacks = [.. Callbacks(golden, folder).Where(callback => callback is not FailAt)];
        }
        var history = FitArguments.Fit(golden, model, callbacks);
        var figures = new Figures(golden);
        CheckHistory("history", golden, golden.Map("history"), golden.Value("epochs"), history, figures);
        if (golden.Text("kind") == "twice")
        {
            var second = FitArguments.Fit(golden, model, Callbacks(golden, folder));
            CheckHistory("second history", golden, golden.Map("second_history"), golden.Value("second_epochs"), second, figures);
        }
        figures.CheckWeights("weights after training", golden.List("weights_after"), model.GetWeights());
        if (golden.Has("learning_rate_after")) figures.Comparer.Check("learning rate", golden.Value("learning_rate_after"), (double)(float)model.Optimizer.LearningRate);
        if (golden.Has("attributes")) CallbackState.Check(golden.Map("attributes"), callbacks[0], figures.Comparer);
        if (golden.Has("calls")) CheckCalls(golden, model, calls, folder, figures.Comparer);
        if (golden.Has("files")) CheckFiles(golden, folder, figures.Comparer);
    }

    static void Interrupt(GoldenCase golden, Model model, IReadOnlyList<Callback> callbacks)
    {
        try
        {
            FitArguments.Fit(golden, model, callbacks);
        }
        catch (InterruptedTrainingException)
        {
            return;
        }
        throw new MismatchException("the first training was not broken off");
    }

    static List<Callback> Callbacks(GoldenCase golden, string folder) =>
        [.. golden.Json("callbacks").EnumerateArray().Select(json => CallbackTable.Make(golden, json, folder))];

    static void CheckHistory(string what, GoldenCase golden, Dictionary<string, object?> expected, object? epochs, History history, Figures figures)
    {
        _ = golden;
        figures.CheckSeries(what, expected, history.Names.ToDictionary(name => name, name => history[name].ToList(), StringComparer.Ordinal));
        figures.Comparer.Check($"epochs of the {what}", epochs, history.Epochs);
    }

    static void CheckCalls(GoldenCase golden, Model model, List<object?> calls, string folder, Comparer comparer)
    {
        var expected = golden.Map("calls");
        var (x, y) = ((Tensor)golden.Value("x")!, golden.Value("y") as Tensor);
        foreach (var (phase, list) in expected)
        {
            if (phase != "fit")
            {
                calls.Clear();
                var callbacks = Callbacks(golden, folder);
                foreach (var recorder in callbacks.OfType<HookRecorder>()) recorder.Calls = calls;
                if (phase == "evaluate") model.Evaluate(x, y, 32, Verbosity.Silent, callbacks: callbacks);
                else model.Predict(x, 32, Verbosity.Silent, callbacks: callbacks);
            }
            var sorted = ((List<object?>)list!).ConvertAll(call => (object?)Sorted((List<object?>)call!));
            comparer.Check($"calls of {phase}", sorted, calls);
        }
    }

    static List<object?> Sorted(List<object?> call) => [.. call.Take(call.Count - 1), ((List<object?>)call[^1]!).Cast<string>().Order(StringComparer.Ordinal).Cast<object?>().ToList()];

    static void CheckFiles(GoldenCase golden, string folder, Comparer comparer)
    {
        comparer.Check("files", golden.Value("files"), Directory.EnumerateFiles(folder).Select(file => (object?)Path.GetFileName(file)).OrderBy(name => (string)name!, StringComparer.Ordinal).ToList());
        foreach (var (name, text) in golden.Map("texts")) CsvText.Check(name, (string)text!, File.ReadAllText(Path.Combine(folder, name)), comparer);
    }
}
