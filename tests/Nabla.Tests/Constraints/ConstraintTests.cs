using Nabla.Constraints;
using Xunit;

namespace Nabla.Tests.Constraints;

public sealed class ConstraintTests
{
    static readonly Tensor W = Tensor.Constant(new[,] { { 3.0, 0.3 }, { -4, 0.4 } });

    [Fact]
    public void Long_columns_are_shortened_and_short_ones_stay() => Near([1.2, 0.3, -1.6, 0.4], new MaxNorm(2).Call(W));

    [Fact]
    public void Columns_become_unit_vectors() => Near([0.6, 0.6, -0.8, 0.8], new UnitNorm().Call(W));

    [Fact]
    public void Lengths_move_into_the_interval_at_the_rate() => Near([3.0 * 3 / 5, 0.3 * 0.75 / 0.5, -4.0 * 3 / 5, 0.4 * 0.75 / 0.5], new MinMaxNorm(1, 1, 0.5).Call(W));

    [Fact]
    public void Negative_elements_and_nan_become_zero() => Assert.Equal([0f, 0, 2], new NonNeg().Call(Tensor.Constant(new[] { -1f, float.NaN, 2 })).ToArray<float>());

    [Fact]
    public void Names_make_constraints_and_a_missing_axis_is_refused()
    {
        Assert.IsType<NonNeg>((Constraint)"non_neg");
        Assert.IsType<MaxNorm>((Constraint)"MaxNorm");
        Assert.Throws<ArgumentException>(() => (Constraint)"positive");
        Assert.Throws<ShapeException>(() => new MaxNorm(axis: 3).Call(W));
    }

    static void Near(double[] expected, Tensor actual) => Assert.All(expected.Zip(actual.ToArray<double>()), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
}
