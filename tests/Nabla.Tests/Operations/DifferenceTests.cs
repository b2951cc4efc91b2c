using Xunit;

namespace Nabla.Tests.Operations;

/// <summary>Answers that differ from TensorFlow's on purpose; docs/golden-differences.md says why.</summary>
public sealed class DifferenceTests
{
    const double Inf = double.PositiveInfinity;

    [Fact]
    public void The_slope_of_selu_just_below_zero_is_the_left_one()
    {
        var x = Tensor.Constant(new[] { -1e-30f, 0f });
        using var tape = new GradientTape();
        tape.Watch(x);
        Assert.Equal([1.7580993f, 1.050701f], tape.Gradient(x.Selu(), x).ToArray<float>());
    }

    [Fact]
    public void A_saturating_cast_never_wraps() =>
        Assert.Equal([int.MinValue, -1, 2, int.MaxValue], Tensor.Constant(new[] { -3e9f, -1.5f, 2.5f, 3e9f }).SaturateCast(ElementType.Int32).ToArray<int>());

    [Fact]
    public void Constants_in_float64_are_not_rounded_to_float32()
    {
        double x = -1.8560479793866744, y = -0.2571841480462418, z = -0.43534031821883734;
        Assert.Equal(0.5 * x * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + (0.044715 * x * x * x)))), Tensor.Constant(x).Gelu().ToArray<double>()[0], 1e-15);
        Assert.Equal(0.2 * x, Tensor.Constant(x).LeakyRelu().ToArray<double>()[0]);
        Assert.Equal(Math.Log2(Math.Pow(2, y) + Math.Pow(2, z)), Tensor.Constant(y).LogAddExp2(Tensor.Constant(z)).ToArray<double>()[0], 1e-15);
    }

    [Fact]
    public void Softmax_of_a_row_without_an_order_is_NaN_throughout()
    {
        double[] x = [Inf, 0, 1, double.NaN, 0, 1, -Inf, -Inf, -Inf];
        Assert.All(Tensor.Constant(x).Reshape([3, 3]).Softmax().ToArray<double>(), y => Assert.True(double.IsNaN(y)));
    }

    [Fact]
    public void An_infinite_side_makes_an_infinite_length()
    {
        Tensor x = Tensor.Constant(new[] { Inf, -Inf, Inf, double.NaN }), y = Tensor.Constant(new[] { Inf, Inf, double.NaN, -Inf });
        Assert.All(x.Hypot(y).ToArray<double>(), z => Assert.Equal(Inf, z));
        Assert.All(x.Cast(ElementType.Float32).Hypot(y.Cast(ElementType.Float32)).ToArray<float>(), z => Assert.Equal(float.PositiveInfinity, z));
    }

    [Fact]
    public void Places_of_a_matrix_have_coordinates_inside_the_array()
    {
        var coordinates = Tensor.Constant(new long[,] { { 0, 2 }, { 0, 5 } }).UnravelIndex([2, 3]);
        Assert.Equal([0, 0, 0, 1], coordinates[0].ToArray<long>());
        Assert.Equal([0, 2, 0, 2], coordinates[1].ToArray<long>());
    }

    [Fact]
    public void A_half_turn_reverses_both_axes() =>
        Assert.Equal([6, 5, 4, 3, 2, 1], Tensor.Constant(new[,] { { 1, 2, 3 }, { 4, 5, 6 } }).Rot90(2).ToArray<int>());

    [Fact]
    public void Gelu_of_minus_infinity_is_NaN_in_both_forms()
    {
        foreach (var type in new[] { ElementType.Float32, ElementType.Float64 })
        {
            var x = Tensor.Constant(new[] { -Inf, Inf }).Cast(type);
            Assert.Equal([double.NaN, Inf], x.Gelu(approximate: false).Cast(ElementType.Float64).ToArray<double>());
            Assert.Equal([double.NaN, Inf], x.Gelu().Cast(ElementType.Float64).ToArray<double>());
        }
    }
}
