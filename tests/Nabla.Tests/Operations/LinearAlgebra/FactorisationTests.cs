using System.Numerics;
using Xunit;

namespace Nabla.Tests.Operations;

public sealed class FactorisationTests
{
    static readonly Tensor Singular = Tensor.Constant(new[,] { { 1f, 2 }, { 2, 4 } });

    [Fact]
    public void Singular_matrices_are_refused_by_name()
    {
        Assert.Contains("singular", Assert.Throws<ArithmeticException>(() => Singular.Inv()).Message, StringComparison.Ordinal);
        Assert.Contains("singular", Assert.Throws<ArithmeticException>(() => Singular.Solve(Tensor.Ones([2, 1]))).Message, StringComparison.Ordinal);
        Assert.Contains("diagonal", Assert.Throws<ArithmeticException>(() => Tensor.Zeros([2, 2]).SolveTriangular(Tensor.Ones([2, 1]))).Message, StringComparison.Ordinal);
        Assert.Contains("positive definite", Assert.Throws<ArithmeticException>(() => (-Singular).Cholesky()).Message, StringComparison.Ordinal);
        Assert.Contains("singular", Assert.Throws<ArithmeticException>(() => Tensor.Zeros([3, 2]).TridiagonalSolve(Tensor.Ones([2, 1]))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Determinants_of_singular_matrices_are_zero()
    {
        Assert.Equal(0, (float)Singular.Det());
        var (sign, log) = Singular.SLogDet();
        Assert.Equal(0, (float)sign);
        Assert.Equal(float.NegativeInfinity, (float)log);
        Assert.Equal(1, (float)Tensor.Zeros([0, 0]).Det());
    }

    [Fact]
    public void Matrices_that_are_not_square_are_refused_before_anything_runs()
    {
        var x = Tensor.Ones([2, 3]);
        foreach (Func<Tensor> call in (Func<Tensor>[])[() => x.Inv(), () => x.Det(), () => x.Cholesky(), () => x.Solve(x), () => x.Eigh().Values, () => x.Eig().Values, () => x.Lu().Lu, () => x.MatrixSquareRoot()])
        {
            Assert.Contains("square", Assert.Throws<ShapeException>(call).Message, StringComparison.Ordinal);
        }

        Assert.Throws<NoGradientException>(() =>
        {
            using var tape = new GradientTape();
            tape.Watch(x);
            return tape.Gradient(x.Qr().R, x);
        });
    }

    [Fact]
    public void No_matrices_give_no_matrices()
    {
        var none = Tensor.Zeros([0, 3, 3]);
        Assert.Equal([0, 3, 3], none.Inv().Shape);
        Assert.Equal([0], none.Det().Shape);
        Assert.Equal([0, 3], none.Eigh().Values.Shape);
        Assert.Equal([0, 3, 3], none.Svd().U.Shape);
        Assert.Equal([2, 0], Tensor.Zeros([2, 0, 0]).SingularValues().Shape);
        Assert.Equal([0, 3, 3], none.Eig().Vectors.Shape);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(17)]
    public void Eigenvalues_of_a_companion_matrix_are_the_roots_of_its_polynomial(int n)
    {
        // xⁿ − 1: the roots of unity.
        var a = new double[n, n];
        for (int k = 0; k < n; k++)
        {
            a[k, (k + n - 1) % n] = 1;
        }

        var found = Tensor.Constant(a).Eig().Values.ToArray<Complex>();
        for (int k = 0; k < n; k++)
        {
            var root = Complex.FromPolarCoordinates(1, 2 * Math.PI * k / n);
            Assert.True(found.Min(w => (w - root).Magnitude) < 1e-13, $"root {k} of {n} is missing");
        }
    }

    [Fact]
    public void Eigenvectors_of_a_matrix_that_has_too_few_are_finite()
    {
        var (values, vectors) = Tensor.Constant(new[,] { { 2.0, 1 }, { 0, 2 } }).Eig();
        Assert.All(values.ToArray<Complex>(), w => Assert.Equal(2, w.Real, 12));
        Assert.All(vectors.ToArray<Complex>(), v => Assert.True(Complex.IsFinite(v)));
    }

    [Fact]
    public void Real_matrices_without_a_real_root_give_NaN()
    {
        Assert.All(Tensor.Constant(new[,] { { -1.0, 0 }, { 0, 4 } }).MatrixSquareRoot().ToArray<double>(), value => Assert.True(double.IsNaN(value)));
    }
}
