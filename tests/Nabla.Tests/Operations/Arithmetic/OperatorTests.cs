using Xunit;

namespace Nabla.Tests.Operations.Arithmetic;

/// <summary>Which types and constants C# operators take, and what they give: TensorFlow's table.</summary>
public sealed class OperatorTests
{
    [Theory]
    [InlineData(ElementType.UInt8, ElementType.Float32)]
    [InlineData(ElementType.Int16, ElementType.Float32)]
    [InlineData(ElementType.Int32, ElementType.Float64)]
    [InlineData(ElementType.UInt32, ElementType.Float64)]
    [InlineData(ElementType.Int64, ElementType.Float64)]
    [InlineData(ElementType.Float16, ElementType.Float16)]
    [InlineData(ElementType.BFloat16, ElementType.BFloat16)]
    [InlineData(ElementType.Complex64, ElementType.Complex64)]
    public void Quotients_of_whole_numbers_are_real(ElementType type, ElementType expected)
    {
        var x = Tensor.Constant(new[] { 1, 3 }).Cast(type);
        Assert.Equal(expected, (x / x).ElementType);
        Assert.Equal(expected, (x / 2).ElementType);
        Assert.Equal([0.5, 1.5], (x / 2).Cast(ElementType.Float64).ToArray<double>());
    }

    [Fact]
    public void A_real_number_beside_whole_ones_is_refused_by_operators_and_lifts_in_functions()
    {
        var x = Tensor.Constant(new[] { 1, 2 });
        Assert.Throws<ElementTypeException>(() => x + 1.5);
        Assert.Equal([2.5f, 3.5f], x.Add(1.5).ToArray<float>());
    }

    [Fact]
    public void Truth_values_are_no_numbers()
    {
        var x = Tensor.Constant(new[] { true, false });
        Assert.Throws<ElementTypeException>(() => x + x);
        Assert.Throws<ElementTypeException>(() => x / x);
        Assert.Throws<ElementTypeException>(() => x + 1);
        Assert.Equal([2, 1], x.Add(1).ToArray<int>());
    }

    [Fact]
    public void Mixed_tensors_are_refused_by_name_even_where_one_is_whole()
    {
        Tensor x = Tensor.Constant(new[] { 1 }), y = Tensor.Constant(new[] { 1f });
        foreach (var call in new Func<Tensor>[] { () => x + y, () => x / y, () => x % y, () => x.Divide(y), () => x.ArcTan2(y), () => x.Heaviside(y), () => y.IsClose(x) })
        {
            string message = Assert.Throws<ElementTypeException>(call).Message;
            Assert.Contains("int32", message, StringComparison.Ordinal);
            Assert.Contains("float32", message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Remainders_take_the_sign_of_the_divisor_and_fmod_that_of_the_dividend()
    {
        Tensor x = Tensor.Constant(new[] { 7, -7, 7, -7 }), y = Tensor.Constant(new[] { 3, 3, -3, -3 });
        Assert.Equal([1, 2, -2, -1], (x % y).ToArray<int>());
        Assert.Equal([1, -1, 1, -1], x.Fmod(y).ToArray<int>());
        Assert.Equal([2, -3, -3, 2], x.FloorDivide(y).ToArray<int>());
        Assert.Equal([1.0, 2, -2, -1], (x.Cast(ElementType.Float64) % y.Cast(ElementType.Float64)).ToArray<double>());
    }

    [Fact]
    public void Whole_numbers_have_no_quotient_by_zero()
    {
        var x = Tensor.Constant(new[] { 1, 2 });
        Assert.Contains("FloorDivide", Assert.Throws<DivideByZeroException>(() => x.FloorDivide(0)).Message, StringComparison.Ordinal);
        Assert.Throws<DivideByZeroException>(() => x % 0);
        Assert.Throws<DivideByZeroException>(() => x.Fmod(0));
        Assert.Equal([int.MinValue], Tensor.Constant(new[] { int.MinValue }).FloorDivide(-1).ToArray<int>());
        Assert.Equal([0L], Tensor.Constant(new[] { long.MinValue }).Mod(-1).ToArray<long>());
    }

    [Fact]
    public void Powers_of_whole_numbers_stay_whole()
    {
        var x = Tensor.Constant(new[] { 2, -3, 10 });
        Assert.Equal([8, -27, 1000], x.Power(3).ToArray<int>());
        Assert.Equal([1, 1, 1], x.Power(0).ToArray<int>());
        Assert.Throws<ArgumentOutOfRangeException>(() => x.Power(-1));
        Assert.Equal(1661992960, x.Power(20).ToArray<int>()[2]);
    }

    [Fact]
    public void Float64_constants_keep_their_digits()
    {
        var x = Tensor.Constant(new[] { 1.0 });
        Assert.Equal(1 + 0.1, (x + 0.1).ToArray<double>()[0]);
        Assert.Equal(0.1, x.Multiply(0.1).ToArray<double>()[0]);
        Assert.Equal(1 % 0.1, x.Fmod(0.1).ToArray<double>()[0]);
    }

    [Fact]
    public void Greatest_divisors_and_least_multiples_are_positive()
    {
        Tensor x = Tensor.Constant(new[] { -12L, 0, 5 }), y = Tensor.Constant(new[] { 18L, 7, 0 });
        Assert.Equal([6L, 7, 5], x.Gcd(y).ToArray<long>());
        Assert.Equal([36L, 0, 0], x.Lcm(y).ToArray<long>());
    }

    [Fact]
    public void Neighbours_step_over_zero_and_stop_at_equality()
    {
        var x = Tensor.Constant(new[] { 0f, 1f, float.MaxValue, 2f });
        var y = Tensor.Constant(new[] { -1f, 2f, float.PositiveInfinity, 2f });
        Assert.Equal([-float.Epsilon, MathF.BitIncrement(1), float.PositiveInfinity, 2], x.NextAfter(y).ToArray<float>());
        Assert.Equal([Half.BitIncrement((Half)1)], Tensor.Constant(new[] { (Half)1 }).NextAfter(Tensor.Constant((Half)2)).ToArray<Half>());
        Assert.Equal([1.0078125f], Tensor.Constant(new[] { (BFloat16)1f }).NextAfter(Tensor.Constant((BFloat16)2f)).Cast(ElementType.Float32).ToArray<float>());
    }
}
