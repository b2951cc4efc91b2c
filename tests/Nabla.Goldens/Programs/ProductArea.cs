using Nabla.Goldens.Areas;
using Nabla.Goldens.Cases;
using Nabla.Goldens.Comparing;
using Nabla.Goldens.Ops;

namespace Nabla.Goldens.Programs;

/// <summary>Cases of <c>programs/multiply-matmul</c>, eagerly: element by element against a matrix product, and what both refuse.</summary>
sealed class ProductArea : Area
{
    public override void Run(GoldenCase golden)
    {
        var inputs = golden.List("inputs").Select(input => (Tensor)input!).ToList();
        if (golden.Text("op") == "multiply")
        {
            Check(golden, OpTable.Invoke("multiply", [.. inputs]));
            return;
        }
        var arguments = golden.Map("arguments");
        var (a, b) = (Turned(inputs[0], arguments, "a"), Turned(inputs[1], arguments, "b"));
        // TensorFlow's function takes matrices only, as the op does; the member MatMul takes vectors too, as keras.ops.matmul does.
        Check(golden, a.Rank < 2 || b.Rank < 2 ? Engine.Current.RunOne(new Operations.MatMul(), a, b) : OpTable.Invoke("matmul", a, b));
    }

    static void Check(GoldenCase golden, Tensor result)
    {
        if (!golden.MustFail) Comparer.Of(golden).Check("product", golden.Value("outputs"), result);
    }

    // Flags of TensorFlow's function are members here: a transpose is a view, and sparse hints change no result.
    static Tensor Turned(Tensor x, Dictionary<string, object?> arguments, string which)
    {
        var (transpose, adjoint) = (arguments.GetValueOrDefault("transpose_" + which) is true, arguments.GetValueOrDefault("adjoint_" + which) is true);
        if (transpose && adjoint) throw new ArgumentException("a product takes the transpose or the adjoint of a factor, not both");
        if (!transpose && !adjoint) return x;
        var axes = Enumerable.Range(0, x.Rank).Select(axis => (object?)(long)axis).ToList();
        (axes[^1], axes[^2]) = (axes[^2], axes[^1]);
        var turned = OpTable.Invoke("transpose", x, axes);
        return adjoint ? OpTable.Invoke("conj", turned) : turned;
    }
}
