using Xunit;

namespace Nabla.Tests.Operations.Bits;

public sealed class BitTests
{
    [Fact]
    public void Truth_values_combine()
    {
        Tensor x = Tensor.Constant(new[] { true, true, false, false }), y = Tensor.Constant(new[] { true, false, true, false });
        Assert.Equal([true, false, false, false], (x & y).ToArray<bool>());
        Assert.Equal([true, true, true, false], (x | y).ToArray<bool>());
        Assert.Equal([false, true, true, false], (x ^ y).ToArray<bool>());
        Assert.Equal([false, false, true, true], (!x).ToArray<bool>());
        Assert.Equal([false, false, true, true], (~x).ToArray<bool>());
        Assert.Equal([true, false, true, false], (true & y).ToArray<bool>());
    }

    [Fact]
    public void Numbers_are_true_where_they_are_not_zero()
    {
        Tensor x = Tensor.Constant(new[] { 0f, -0f, 0.5f, float.NaN }), y = Tensor.Constant(new[] { 1, 1, 1, 0 });
        Assert.Equal([false, false, true, false], x.LogicalAnd(y).ToArray<bool>());
        Assert.Equal([true, true, true, true], x.LogicalOr(y).ToArray<bool>());
        Assert.Equal([true, true, false, true], x.LogicalXor(y).ToArray<bool>());
        Assert.Equal([true, true, false, false], x.LogicalNot().ToArray<bool>());
    }

    [Fact]
    public void Bits_of_every_whole_type_combine()
    {
        foreach (var type in Enum.GetValues<ElementType>().Where(type => type.IsInteger))
        {
            Tensor x = Tensor.Constant(new[] { 12, 10 }).Cast(type), y = Tensor.Constant(new[] { 10, 6 }).Cast(type);
            Assert.Equal([8, 2], (x & y).Cast(ElementType.Int32).ToArray<int>());
            Assert.Equal([14, 14], (x | y).Cast(ElementType.Int32).ToArray<int>());
            Assert.Equal([6, 12], (x ^ y).Cast(ElementType.Int32).ToArray<int>());
            Assert.Equal([-13, -11], (~x).Cast(ElementType.Int64).ToArray<long>().Select(v => type.IsUnsigned && type.Size < 8 ? v - (1L << (8 * type.Size)) : v));
            Assert.Equal([24, 20], (x << 1).Cast(ElementType.Int32).ToArray<int>());
            Assert.Equal([3, 2], (x >> 2).Cast(ElementType.Int32).ToArray<int>());
        }
    }

    [Fact]
    public void Shifts_beyond_the_width_leave_nothing_but_the_sign()
    {
        var x = Tensor.Constant(new[] { 5, -5 });
        Assert.Equal([0, 0], x.LeftShift(40).ToArray<int>());
        Assert.Equal([0, -1], x.RightShift(40).ToArray<int>());
        Assert.Equal([160, 32], Tensor.Constant(new byte[] { 26, 57 }).LeftShift(Tensor.Constant(new byte[] { 4, 5 })).ToArray<byte>());
    }

    [Fact]
    public void Floating_numbers_have_no_bits()
    {
        var x = Tensor.Constant(new[] { 1f });
        Assert.Throws<ElementTypeException>(() => x & x);
        Assert.Throws<ElementTypeException>(() => ~x);
        Assert.Throws<ElementTypeException>(() => !x);
        Assert.Throws<ElementTypeException>(() => x << 1);
        Assert.Contains("LogicalAnd", Assert.Throws<ElementTypeException>(() => Tensor.Constant(true).BitwiseAnd(Tensor.Constant(true))).Message, StringComparison.Ordinal);
    }
}
