namespace Nabla.Tests.Catalog;

/// <summary>Factorisations, inverses and systems of equations.</summary>
static class FactorisationCases
{
    // What must hold of the result shows the values; sums with uneven weights make signs of vectors harmless.
    static readonly Tensor Uneven = Tensor.Constant(new[,] { { 1, -0.3, 0.2 }, { 0.7, 1.1, -0.4 }, { 0.5, 0.1, 0.9 } });

    public static IReadOnlyList<OpCase> All { get; } =
    [
        Case("inverse", x => Safe(x[0]).Inv().MatMul(Safe(x[0])), _ => [1, 0, 0, 0, 1, 0, 0, 0, 1], [3, 3]),
        Case("inverse, gradient", x => Safe(x[0]).Inv(adjoint: true), null, [2, 3, 3]),
        Case("determinant", x => x[0].Det(), v => [Determinant(v[0])], [3, 3]),
        Case("log determinant", x => Safe(x[0]).LogDet(), v => [Math.Log(Determinant([v[0][0] + 6, v[0][1], v[0][2], v[0][3], v[0][4] + 6, v[0][5], v[0][6], v[0][7], v[0][8] + 6]))], [3, 3]),
        Case("cholesky", x => Positive(x[0]).Cholesky().MatMul(Positive(x[0]).Cholesky(upper: true)) - Positive(x[0]), _ => new double[9], [3, 3]),
        Case("cholesky, gradient", x => Positive(x[0]).Cholesky(), null, [3, 3]),
        Case("cholesky inverse", x => Positive(x[0]).Cholesky(upper: true).CholeskyInverse(upper: true).MatMul(Positive(x[0])), _ => [1, 0, 0, 0, 1, 0, 0, 0, 1], [3, 3]),
        Case("solve", x => Safe(x[0]).MatMul(Safe(x[0]).Solve(x[1])), v => v[1], [3, 3], [3, 2]),
        Case("solve, adjoint, a vector", x => Safe(x[0]).Solve(x[1], adjoint: true), null, [3, 3], [3]),
        Case("solve, batches stretch", x => Safe(x[0]).Solve(x[1]), null, [2, 2, 2], [1, 2, 2]),
        Case("solve_triangular, lower", x => Safe(x[0]).Tril().MatMul(Safe(x[0]).SolveTriangular(x[1], lower: true)), v => v[1], [3, 3], [3, 2]),
        Case("solve_triangular, upper adjoint", x => Safe(x[0]).SolveTriangular(x[1], adjoint: true), null, [3, 3], [3, 2]),
        Case("lu", x => (Safe(x[0]).Lu().Lu.Tril(-1) + Tensor.Eye(3, elementType: ElementType.Float64)).MatMul(Safe(x[0]).Lu().Lu.Triu()), null, [3, 3]),
        Case("lu, gradient", x => (x[0] + Uneven * Tensor.Constant(new[] { 1.0, 9, 3 })).Lu().Lu, null, [3, 3]),
        Case("qr", x => x[0].Qr() is var (q, r) ? q.MatMul(r) : x[0], v => v[0], [4, 3]),
        Case("qr, gradient", x => Safe(x[0]).Qr() is var (q, r) ? q + (2 * r) : x[0], null, [3, 3]),
        Case("qr, complete", x => x[0].Qr(complete: true) is var (q, r) ? q.MatMul(r) : x[0], v => v[0], [4, 3]) with { Orders = 0 },
        Case("svd", x => x[0].Svd(fullMatrices: false) is var (u, s, vh) ? (u * s.ExpandDims(-2)).MatMul(vh) : x[0], v => v[0], [3, 2]),
        Case("svd, full", x => x[0].Svd() is var (u, s, _) ? u.MatMul(u, transposeY: true) + (s.Sum() * 0) : x[0], v => [1, 0, 0, 0, 1, 0, 0, 0, 1], [3, 2]) with { Orders = 0 },
        Case("eigh", x => Symmetric(x[0]).Eigh() is var (w, v) ? (v * w.ExpandDims(-2)).MatMul(v, transposeY: true) - Symmetric(x[0]) : x[0], _ => new double[9], [3, 3]),
        Case("eigh, values", x => Symmetric(x[0]).Eigh().Values, null, [3, 3]),
        Case("pinv", x => x[0].MatMul(x[0].Pinv()).MatMul(x[0]), v => v[0], [3, 2]),
        Case("pinv, gradient", x => x[0].Pinv(), null, [2, 3]),
        Case("lstsq", x => x[0].Lstsq(x[1]), null, [4, 2], [4]),
        Case("least squares by normal equations", x => x[0].MatrixSolveLs(x[1], 0.5), null, [2, 3], [2, 2]),
        Case("matrix_rank", x => x[0].MatrixRank().Cast(ElementType.Float64), _ => [2], [2, 4]) with { Orders = 0 },
        Case("eig", x => x[0].Eig() is var (w, v) ? (v * w.ExpandDims(-2) - Complex(x[0]).MatMul(v)).Abs() : x[0], _ => new double[16], [4, 4]) with { Orders = 0 },
        Case("matrix square root", x => Safe(x[0]).MatrixSquareRoot() is var root ? root.MatMul(root) - Safe(x[0]) : x[0], _ => new double[9], [3, 3]) with { Orders = 0 },
        Case("matrix logarithm", x => Turn(x[0][0]).MatrixLogarithm().Real(), v => [0, -v[0][0], v[0][0], 0], [1]) with { Orders = 0 },
        Case("tridiagonal solve", x => Banded(x[0]).TridiagonalSolve(x[1]), v => Banded(v[0], v[1]), [3, 4], [4, 2]),
    ];

    static OpCase Case(string name, Func<IReadOnlyList<Tensor>, Tensor> run, Func<double[][], double[]>? reference, params Shape[] shapes) =>
        new(name, run, reference) { Shapes = shapes, Tolerance = 1e-12 };

    static Tensor Safe(Tensor x) => x + (6 * Tensor.Eye(x.Shape[^1], elementType: ElementType.Float64));

    static Tensor Positive(Tensor x) => x.MatMul(x, transposeY: true) + Tensor.Eye(3, elementType: ElementType.Float64);

    static Tensor Symmetric(Tensor x) => x + x.Transpose() + Tensor.Constant(new[] { 0.0, 3, 7 }).Diag();

    static Tensor Complex(Tensor x) => Tensor.Complex(x, x.ZerosLike());

    // Turns the plane by an angle: its logarithm turns by a right angle and stretches by the angle.
    static Tensor Turn(Tensor angle) => Complex(Tensor.Stack([Tensor.Stack([angle.Cos(), -angle.Sin()]), Tensor.Stack([angle.Sin(), angle.Cos()])]));

    static Tensor Banded(Tensor x) => x + Tensor.Constant(new[,] { { 0.0 }, { 5 }, { 0 } });

    static double Determinant(double[] a) =>
        (a[0] * ((a[4] * a[8]) - (a[5] * a[7]))) - (a[1] * ((a[3] * a[8]) - (a[5] * a[6]))) + (a[2] * ((a[3] * a[7]) - (a[4] * a[6])));

    // Gauss's elimination without pivots: the diagonal outweighs the others.
    static double[] Banded(double[] bands, double[] right)
    {
        double[] main = [.. bands[4..8].Select(e => e + 5)], x = [.. right];
        for (int i = 1; i < 4; i++)
        {
            double factor = bands[8 + i] / main[i - 1];
            main[i] -= factor * bands[i - 1];
            x[2 * i] -= factor * x[(2 * i) - 2];
            x[(2 * i) + 1] -= factor * x[(2 * i) - 1];
        }

        for (int i = 3; i >= 0; i--)
        {
            for (int j = 0; j < 2; j++)
            {
                x[(2 * i) + j] = (x[(2 * i) + j] - (i < 3 ? bands[i] * x[(2 * i) + 2 + j] : 0)) / main[i];
            }
        }

        return x;
    }
}
