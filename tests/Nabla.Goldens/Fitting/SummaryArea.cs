using Nabla.Goldens.Areas;
using Nabla.Goldens.Cases;
using Nabla.Goldens.Comparing;

namespace Nabla.Goldens.Fitting;

/// <summary>Cases of <c>training/summary</c>: the text of a model's summary, and its number of parameters.</summary>
sealed class SummaryArea : Area
{
    // Keras leaves some columns of a terminal free beside its table, which is never wider than this.
    const int Margin = 4, Widest = 88;

    public override void Run(GoldenCase golden)
    {
        var model = ModelCase.Make(golden);
        foreach (var name in golden.Map("args").Keys) throw new BindingException($"the runner does not pass on '{name}'");
        if (golden.Has("compile"))
        {
            ModelCase.Compile(golden, model, golden.Json("compile"));
            if (golden.Flag("trained")) model.Optimizer.BuildFor(model.TrainableWeights);
        }
        if (golden.Has("count_params")) Comparer.Of(golden).Check("number of parameters", golden.Value("count_params"), model.CountParams());
        var (expected, found) = (golden.Text("text")!, model.SummaryText(Math.Min((int)golden.Number("columns", 80) - Margin, Widest)));
        if (expected.TrimEnd('\n') != found.TrimEnd('\n')) throw new MismatchException($"expected the text\n{expected}\ngot\n{found}");
    }
}
