using Nabla.Goldens.Areas;
using Nabla.Goldens.Cases;
using Nabla.Goldens.Comparing;
using Nabla.Goldens.Ops;

namespace Nabla.Goldens.Programs;

/// <summary>Cases of <c>programs/geometry</c>: points are rows, y = M·p + t, then an activation.</summary>
sealed class GeometryArea : Area
{
    public override void Run(GoldenCase golden)
    {
        var comparer = Comparer.Of(golden);
        var points = (Tensor)golden.Value("points")!;
        if (golden.Text("op") == "transform")
        {
            if (golden.Has("theta")) CheckRotation(golden, comparer);
            comparer.Check("points", golden.Value("outputs"), Transform(points, golden.Value("matrix") as Tensor, golden.Value("shift") as Tensor, golden.Text("activation")));
            return;
        }
        if (golden.Text("op") != "composition") throw new NotSupportedNameException(golden.Text("op") ?? "");
        var (matrices, shifts) = ((Tensor)golden.Value("matrices")!, (Tensor)golden.Value("shifts")!);
        var (plain, curved) = (points, points);
        for (var i = 0; i < matrices.Shape[0]; i++)
        {
            var (matrix, shift) = (OpTable.Invoke("get_item", matrices, new GoldenIndex([(long)i])), OpTable.Invoke("get_item", shifts, new GoldenIndex([(long)i])));
            plain = Transform(plain, matrix, shift, null);
            curved = Transform(curved, matrix, shift, "relu");
        }
        comparer.Check("one after another", golden.Value("outputs"), plain);
        comparer.Check("as one", golden.Value("outputs"), Transform(points, (Tensor)golden.Value("matrix")!, (Tensor)golden.Value("shift")!, null));
        comparer.Check("with relu after each", golden.Value("outputs_with_relu"), curved);
    }

    static Tensor Transform(Tensor points, Tensor? matrix, Tensor? shift, string? activation)
    {
        var y = matrix is null ? points : OpTable.Invoke("matmul", points, OpTable.Invoke("transpose", matrix));
        if (shift is not null) y = OpTable.Invoke("add", y, shift);
        return activation is null ? y : OpTable.Invoke(activation, y);
    }

    static void CheckRotation(GoldenCase golden, Comparer comparer)
    {
        var theta = Tensor.Constant((float)golden.Number("theta", 0));
        var (cos, sin) = (OpTable.Invoke("cos", theta), OpTable.Invoke("sin", theta));
        var matrix = Tensor.Stack([Tensor.Stack([cos, -sin]), Tensor.Stack([sin, cos])]);
        comparer.Check("rotation matrix", golden.Value("matrix"), matrix);
    }
}
