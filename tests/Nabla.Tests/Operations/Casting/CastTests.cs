using System.Numerics;
using Xunit;

namespace Nabla.Tests.Operations.Casting;

public sealed class CastTests
{
    [Fact]
    public void Every_pair_of_types_keeps_small_numbers()
    {
        var types = Enum.GetValues<ElementType>().Where(type => type < ElementType.String).ToArray();
        foreach (var from in types)
        {
            foreach (var to in types)
            {
                var x = Tensor.Constant(new[] { 0, 1 }).Cast(from).Cast(to);
                Assert.Equal(to, x.ElementType);
                Assert.Equal([0, 1], x.Cast(ElementType.Int32).ToArray<int>());
            }
        }
    }

    [Fact]
    public void Views_are_cast_as_they_are_seen()
    {
        var x = Tensor.Constant(new int[,] { { 1, 2, 3 }, { 4, 5, 6 } }).Transpose();
        Assert.Equal([1.0, 4, 2, 5, 3, 6], x.Cast(ElementType.Float64).ToArray<double>());
        Assert.Equal([new Complex(1, 0), 4, 2, 5, 3, 6], x.Cast(ElementType.Complex128).ToArray<Complex>());
    }

    [Fact]
    public void Complex_numbers_give_their_real_part_and_truth_of_either()
    {
        var z = Tensor.Constant(new Complex[] { new(1.5, 2), new(0, 1), 0 });
        Assert.Equal([1.5, 0, 0], z.Cast(ElementType.Float64).ToArray<double>());
        Assert.Equal([true, true, false], z.Cast(ElementType.Bool).ToArray<bool>());
    }

    [Fact]
    public void Saturation_stops_at_the_ends_of_the_range()
    {
        var x = Tensor.Constant(new[] { double.NegativeInfinity, -1e300, -1.7, 300.9, 1e300, double.NaN });
        Assert.Equal([0, 0, 0, 255, 255, 0], x.SaturateCast(ElementType.UInt8).ToArray<byte>());
        Assert.Equal([long.MinValue, long.MinValue, -1, 300, long.MaxValue, 0], x.SaturateCast(ElementType.Int64).ToArray<long>());
        Assert.Equal([0, 0, 0, 300, ulong.MaxValue, 0], x.SaturateCast(ElementType.UInt64).ToArray<ulong>());
        Assert.Equal((Half)65504, x.SaturateCast(ElementType.Float16).ToArray<Half>()[4]);
        Assert.Equal([127], Tensor.Constant(new[] { ulong.MaxValue }).SaturateCast(ElementType.Int8).ToArray<sbyte>());
    }

    [Fact]
    public void Saturation_lets_gradients_through_within_the_range()
    {
        var x = Tensor.Constant(new[] { 1.0, 1e300 });
        using var tape = new GradientTape();
        tape.Watch(x);
        Assert.Equal([1.0, 0], tape.Gradient(x.SaturateCast(ElementType.Float32), x).ToArray<double>());
    }

    [Fact]
    public void Text_is_refused_both_ways()
    {
        Assert.Contains("string", Assert.Throws<ElementTypeException>(() => Tensor.Constant("1").Cast(ElementType.Int32)).Message, StringComparison.Ordinal);
        Assert.Throws<ElementTypeException>(() => Tensor.Constant(1).Cast(ElementType.String));
        Assert.Throws<ElementTypeException>(() => Tensor.Constant("1").SaturateCast(ElementType.Int32));
    }
}
