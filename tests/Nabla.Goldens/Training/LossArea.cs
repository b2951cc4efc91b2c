using Nabla.Goldens.Cases;
using Nabla.Goldens.Comparing;
using Nabla.Losses;
using Nabla.Models.Saving;

namespace Nabla.Goldens.Training;

/// <summary>Cases of <c>losses/</c>.</summary>
sealed class LossArea() : PartArea<Loss>(KerasLosses.Table, "loss")
{
    public override void Run(GoldenCase golden)
    {
        if (KerasCase.Gets(golden, name => _ = (Loss)name)) return;
        var loss = golden.Has("loss") ? Read(golden) : null;
        if (KerasCase.Sample(golden, "y_true") is not { } yTrue) return;
        var yPred = KerasCase.Sample(golden, "y_pred")!;
        using var tape = new GradientTape();
        tape.Watch(yPred);
        var value = loss is null ? Function(golden)(yTrue, yPred) : loss.Call(yTrue, yPred, KerasCase.Sample(golden, "sample_weight"), golden.Value("mask") as Tensor);
        if (golden.MustFail) return;
        var comparer = Comparer.Of(golden);
        comparer.Check("value", golden.Value("value"), value);
        if (golden.Has("y_pred_gradient"))
        {
            comparer.Check("gradient", golden.Value("y_pred_gradient"), tape.Gradient(value, yPred, (golden.Value("value_gradient") as Tensor)?.Cast(value.ElementType)));
        }
    }

    static Func<Tensor, Tensor, Tensor> Function(GoldenCase golden)
    {
        if (golden.Text("function") != "circle") return KerasFunctions.Of(golden.Text("function")!, KerasCase.Arguments(golden));
        var arguments = golden.Map("kwargs");
        return (t, p) => Circle.Of(
            t, p, arguments.GetValueOrDefault("ref_labels") as Tensor, arguments.GetValueOrDefault("ref_embeddings") as Tensor,
            arguments.GetValueOrDefault("remove_diagonal") is not false, Convert.ToDouble(arguments.GetValueOrDefault("gamma") ?? 80.0), Convert.ToDouble(arguments.GetValueOrDefault("margin") ?? 0.4));
    }
}
