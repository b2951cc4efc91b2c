using Nabla.Goldens.Areas;
using Nabla.Goldens.Cases;
using Nabla.Goldens.Comparing;

namespace Nabla.Goldens.Fitting;

/// <summary>Cases of <c>training/summary</c>: the text of a model's summary, and its number of parameters.</summary>
sealed class SummaryArea : Area
{
    // Keras leaves some columns of a terminal free beside its table, which is never wider than this.
    const int Margin = 4, Widest = 88, WidestConnected = 108, TrainableColumn = 12;

    public override void Run(GoldenCase golden)
    {
        var model = ModelCase.Make(golden);
        var args = golden.Map("args");
        foreach (var name in args.Keys.Except(["line_length", "positions", "show_trainable", "layer_range", "expand_nested"])) throw new BindingException($"the runner does not pass on '{name}'");
        if (golden.Has("compile"))
        {
            ModelCase.Compile(golden, model, golden.Json("compile"));
            if (golden.Flag("trained")) model.Optimizer.BuildFor(model.TrainableWeights);
        }
        if (golden.Has("count_params")) Comparer.Of(golden).Check("number of parameters", golden.Value("count_params"), model.CountParams());
        var (expected, found) = (golden.Text("text")!, Text(golden, model, args, (int)golden.Number("columns", 80) - Margin));
        if (expected.TrimEnd('\n') != found.TrimEnd('\n')) throw new MismatchException($"expected the text\n{expected}\ngot\n{found}");
    }

    static string Text(GoldenCase golden, Model model, Dictionary<string, object?> args, int columns)
    {
        var shows = args.GetValueOrDefault("show_trainable") is true;
        var widest = (model is Functional && golden.Text("text")!.Contains("Connected to", StringComparison.Ordinal) ? WidestConnected : Widest) + (shows ? TrainableColumn : 0);
        var length = args.GetValueOrDefault("line_length") is long given ? (int)given : Math.Min(columns, widest);
        var positions = (args.GetValueOrDefault("positions") as List<object?>)?.ConvertAll(Convert.ToDouble);
        var range = args.GetValueOrDefault("layer_range") is List<object?> names ? ((string)names[0]!, (string)names[1]!) : default((string, string)?);
        return model.SummaryText(length, positions, shows, range, args.GetValueOrDefault("expand_nested") is true);
    }
}
