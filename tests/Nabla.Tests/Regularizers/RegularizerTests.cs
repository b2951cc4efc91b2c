using Nabla.Regularizers;
using Xunit;

namespace Nabla.Tests.Regularizers;

public sealed class RegularizerTests
{
    static readonly Tensor X = Tensor.Constant(new[,] { { 3.0, -4 }, { 0, 2 } });

    [Fact]
    public void Penalties_are_their_formulas()
    {
        Assert.Equal(0.9, new L1(0.1).Call(X).ToScalar<double>(), 1e-12);
        Assert.Equal(2.9, new L2(0.1).Call(X).ToScalar<double>(), 1e-12);
        Assert.Equal(0.9 + 5.8, new L1L2(0.1, 0.2).Call(X).ToScalar<double>(), 1e-12);
        Assert.Equal(0, new L1L2().Call(X).ToScalar<double>());
        Assert.Equal(0.5 * 0.8 / 2, new OrthogonalRegularizer(0.5).Call(X).ToScalar<double>() / 2, 1e-12);
    }

    [Fact]
    public void Names_make_regularizers_and_wrong_ones_are_refused()
    {
        Assert.IsType<L2>((Regularizer)"l2");
        Assert.IsType<L1L2>((Regularizer)"l1_l2");
        Assert.Throws<ArgumentException>(() => (Regularizer)"l3");
        Assert.Throws<ArgumentOutOfRangeException>(() => new L1(-0.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new L2(double.NaN));
        Assert.Throws<ShapeException>(() => new OrthogonalRegularizer().Call(Tensor.Zeros([3])));
    }

    [Fact]
    public void A_lambda_is_a_regularizer() => Assert.Equal(1, Regularizer.From(x => x.Sum()).Call(X).ToScalar<double>());
}
