namespace Nabla.Tests.Catalog;

/// <summary>Products of vectors, matrices and tensors, and norms.</summary>
static class ProductCases
{
    public static IReadOnlyList<OpCase> All { get; } =
    [
        Case("matmul", x => x[0].MatMul(x[1]), x => Multiply(x[0], x[1], 2, 3, 2), [2, 3], [3, 2]),
        Case("matmul, left transposed", x => x[0].MatMul(x[1], transposeX: true), null, [3, 2], [3, 2]),
        Case("matmul, right transposed", x => x[0].MatMul(x[1], transposeY: true), null, [2, 3], [2, 3]),
        Case("matmul, both transposed", x => x[0].MatMul(x[1], true, true), null, [3, 2], [2, 3]),
        Case("matmul, batches stretch", x => x[0].MatMul(x[1]), null, [2, 1, 2, 3], [2, 3, 1]),
        Case("matmul, batches and one matrix", x => x[0].MatMul(x[1]), null, [2, 2, 3], [3, 2]),
        Case("matmul, batches and one matrix transposed", x => x[0].MatMul(x[1], transposeY: true), null, [2, 1, 2, 3], [2, 3]),
        Case("matmul, vectors", x => x[0].MatMul(x[1]), x => [x[0].Zip(x[1], (a, b) => a * b).Sum()], [3], [3]),
        Case("matmul, vector and matrix", x => x[0].MatMul(x[1]), x => Multiply(x[0], x[1], 1, 3, 2), [3], [3, 2]),
        Case("matmul, matrices and vector", x => x[0].MatMul(x[1]), x => Multiply(x[0], x[1], 4, 3, 1), [2, 2, 3], [3]),
        Case("matmul, nothing to sum", x => x[0].MatMul(x[1]), x => [0, 0, 0, 0], [2, 0], [0, 2]),
        Case("dot", x => x[0].Dot(x[1]), null, [2, 3], [2, 3, 2]),
        Case("dot, scalar", x => x[0].Dot(x[1]), x => [.. x[1].Select(v => v * x[0][0])], [], [3]),
        Case("inner", x => x[0].Inner(x[1]), null, [2, 3], [4, 3]),
        Case("outer", x => x[0].Outer(x[1]), x => [.. x[0].SelectMany(a => x[1].Select(b => a * b))], [2, 2], [3]),
        Case("vdot", x => x[0].VDot(x[1]), x => [x[0].Zip(x[1], (a, b) => a * b).Sum()], [2, 2], [4]),
        Case("tensordot", x => x[0].TensorDot(x[1]), null, [2, 3, 2], [3, 2, 2]),
        Case("tensordot, named axes", x => x[0].TensorDot(x[1], [0, 2], [2, 0]), null, [2, 3, 4], [4, 2, 2]),
        Case("tensordot, no axes", x => x[0].TensorDot(x[1], 0), x => [.. x[0].SelectMany(a => x[1].Select(b => a * b))], [2], [3]),
        Case("kron", x => x[0].Kron(x[1]), null, [2, 2], [3]),
        Case("cross", x => x[0].Cross(x[1]), x => [(x[0][1] * x[1][2]) - (x[0][2] * x[1][1]), (x[0][2] * x[1][0]) - (x[0][0] * x[1][2]), (x[0][0] * x[1][1]) - (x[0][1] * x[1][0])], [3], [3]),
        Case("cross, in the plane", x => x[0].Cross(x[1]), x => [(x[0][0] * x[1][1]) - (x[0][1] * x[1][0])], [2], [2]),
        Case("cross, one in the plane", x => x[0].Cross(x[1], axis: 0), null, [2, 4], [3, 1]),
        Case("einsum, matrices", x => Tensor.Einsum("ij,jk->ik", x[0], x[1]), x => Multiply(x[0], x[1], 2, 3, 2), [2, 3], [3, 2]),
        Case("einsum, attention", x => Tensor.Einsum("bqhd,bkhd->bhqk", x[0], x[1]), null, [2, 2, 1, 3], [2, 2, 1, 3]),
        Case("einsum, three", x => Tensor.Einsum("ij,j,jk->ik", x[0], x[1], x[2]), null, [2, 3], [3], [3, 2]),
        Case("einsum, diagonal", x => Tensor.Einsum("bii->bi", x[0]), null, [2, 3, 3]),
        Case("einsum, trace", x => Tensor.Einsum("ii", x[0]), x => [x[0][0] + x[0][4] + x[0][8]], [3, 3]),
        Case("einsum, ellipses", x => Tensor.Einsum("...ij,...jk", x[0], x[1]), null, [2, 1, 2, 3], [2, 3, 1]),
        Case("einsum, transposed by the alphabet", x => Tensor.Einsum("ba", x[0]), x => [x[0][0], x[0][3], x[0][1], x[0][4], x[0][2], x[0][5]], [2, 3]),
        Case("conj", x => Turned(Tensor.Complex(x[0], x[1]).Conj()), x => [.. x[0].Zip(x[1], (a, b) => a - (2 * b))], [3], [3]),
        Case("norm", x => x[0].Norm(), x => [Math.Sqrt(x[0].Sum(v => v * v))], [2, 3]),
        Case("norm of vectors, order 3", x => x[0].Norm(3, 0), null, [3, 2]),
        Case("norm of vectors, order 1", x => x[0].Norm(1), x => [x[0].Sum(Math.Abs)], [4]),
        Case("norm of vectors, infinite", x => x[0].Norm(double.PositiveInfinity, -1, true), x => [x[0].Max(Math.Abs)], [4]),
        Case("norm of vectors, least", x => x[0].Norm(double.NegativeInfinity), x => [x[0].Min(Math.Abs)], [4]),
        Case("norm of matrices, order 1", x => x[0].Norm(1), x => [Enumerable.Range(0, 3).Max(k => Math.Abs(x[0][k]) + Math.Abs(x[0][k + 3]))], [2, 3]),
        Case("norm of matrices, rows", x => x[0].Norm(double.NegativeInfinity, [0, 2], true), null, [2, 3, 2]),
        Case("norm of matrices, Frobenius", x => x[0].Norm(MatrixNorm.Frobenius), x => [Math.Sqrt(x[0].Sum(v => v * v))], [2, 3]),
        Case("norm of matrices, largest singular value", x => x[0].Norm(2), x => [Math.Sqrt(Squared(x[0], 1))], [2, 2]),
        Case("norm of matrices, least singular value", x => x[0].Norm(-2), x => [Math.Sqrt(Squared(x[0], -1))], [2, 2]),
        Case("norm of matrices, nuclear", x => x[0].Norm(MatrixNorm.Nuclear, [2, 0], true), null, [2, 3, 3]),
        Case("singular vectors", x => Engine.Current.Run(new Nabla.Operations.SingularValueDecomposition(), x[0]) is [var s, var u, var v] ? (u * s.ExpandDims(-2)).MatMul(v * v * v, transposeY: true) : x[0], null, [3, 2]),
    ];

    static Tensor Turned(Tensor z) => z.Real() + (z.Imag() * 2);

    // The squares of the singular values of [[a, b], [c, d]]: the roots of λ² − (a² + b² + c² + d²)·λ + det².
    static double Squared(double[] x, int sign)
    {
        double sum = x.Sum(v => v * v), determinant = (x[0] * x[3]) - (x[1] * x[2]);
        return (sum + (sign * Math.Sqrt((sum * sum) - (4 * determinant * determinant)))) / 2;
    }

    static OpCase Case(string name, Func<IReadOnlyList<Tensor>, Tensor> run, Func<double[][], double[]>? reference, params Shape[] shapes) =>
        new(name, run, reference) { Shapes = shapes };

    static double[] Multiply(double[] a, double[] b, int rows, int length, int columns)
    {
        var c = new double[rows * columns];
        for (int i = 0; i < c.Length; i++)
        {
            c[i] = Enumerable.Range(0, length).Sum(k => a[(i / columns * length) + k] * b[(k * columns) + (i % columns)]);
        }

        return c;
    }
}
