using System.Numerics;
using Xunit;

namespace Nabla.Tests.Operations.Comparison;

public sealed class WhereTests
{
    static readonly Tensor Condition = Tensor.Constant(new[] { true, false });

    [Fact]
    public void Every_type_is_chosen_from()
    {
        foreach (var type in Enum.GetValues<ElementType>().Where(type => type < ElementType.String))
        {
            Tensor x = Tensor.Constant(new[] { 1, 1 }).Cast(type), y = Tensor.Constant(new[] { 0, 0 }).Cast(type);
            Assert.Equal([1, 0], Tensor.Where(Condition, x, y).Cast(ElementType.Int32).ToArray<int>());
        }

        Assert.Equal(["a", "d"], Tensor.Where(Condition, Tensor.Constant(new[] { "a", "b" }), Tensor.Constant(new[] { "c", "d" })).ToArray<string>());
    }

    [Fact]
    public void Wide_elements_keep_both_halves_through_strides()
    {
        var x = Tensor.Constant(new Complex[,] { { new(1, 2), new(3, 4) }, { new(5, 6), new(7, 8) } });
        var y = Tensor.Where(Condition, x.Transpose(), Tensor.Constant(new Complex(-1, -2)));
        Assert.Equal([new Complex(1, 2), new(-1, -2), new(3, 4), new(-1, -2)], y.ToArray<Complex>());
    }

    [Fact]
    public void The_three_stretch_and_gradients_go_to_the_chosen_one()
    {
        Tensor x = Tensor.Constant(new[] { 1.0, 2 }), y = Tensor.Constant(new double[,] { { 3 }, { 4 } });
        using var tape = new GradientTape();
        tape.Watch(x);
        tape.Watch(y);
        var z = Tensor.Where(Condition, x, y);
        Assert.Equal([1.0, 3, 1, 4], z.ToArray<double>());
        var gradients = tape.Gradient(z, [x, y]);
        Assert.Equal([2.0, 0], gradients[0].ToArray<double>());
        Assert.Equal([1.0, 1], gradients[1].ToArray<double>());
    }

    [Theory]
    [InlineData(ElementType.Int32, ElementType.Float32, ElementType.Float32)]
    [InlineData(ElementType.Int64, ElementType.Float16, ElementType.Float16)]
    [InlineData(ElementType.Float16, ElementType.BFloat16, ElementType.Float32)]
    [InlineData(ElementType.UInt8, ElementType.Int8, ElementType.Int16)]
    [InlineData(ElementType.UInt16, ElementType.Int32, ElementType.Int32)]
    [InlineData(ElementType.UInt32, ElementType.Int32, ElementType.Int64)]
    [InlineData(ElementType.UInt64, ElementType.Int64, ElementType.Float32)]
    [InlineData(ElementType.UInt8, ElementType.UInt64, ElementType.UInt64)]
    [InlineData(ElementType.Bool, ElementType.Int8, ElementType.Int8)]
    [InlineData(ElementType.Float64, ElementType.Complex64, ElementType.Complex128)]
    [InlineData(ElementType.Float32, ElementType.Complex64, ElementType.Complex64)]
    public void Two_types_meet_in_the_one_that_holds_both(ElementType one, ElementType other, ElementType common)
    {
        Tensor x = Tensor.Constant(new[] { 1, 1 }).Cast(one), y = Tensor.Constant(new[] { 0, 0 }).Cast(other);
        foreach (var z in new[] { Tensor.Where(Condition, x, y), Tensor.Where(!Condition, y, x) })
        {
            Assert.Equal(common, z.ElementType);
            Assert.Equal([1, 0], z.Cast(ElementType.Int32).ToArray<int>());
        }
    }

    [Fact]
    public void Gradients_come_back_in_the_type_of_each_and_text_meets_no_number()
    {
        Tensor x = Tensor.Constant(new[] { 1f, 2 }), y = Tensor.Constant(new[] { 3.0, 4 });
        using var tape = new GradientTape();
        tape.Watch(x);
        tape.Watch(y);
        var gradients = tape.Gradient(Tensor.Where(Condition, x, y), [x, y]);
        Assert.Equal([1f, 0], gradients[0].ToArray<float>());
        Assert.Equal([0.0, 1], gradients[1].ToArray<double>());
        Assert.Throws<ElementTypeException>(() => Tensor.Where(Condition, Tensor.Constant(new[] { "a", "b" }), x));
    }

    [Fact]
    public void A_condition_is_bool()
    {
        var error = Assert.Throws<ElementTypeException>(() => Engine.Current.RunOne(new Nabla.Operations.Where(), Tensor.Constant(1f), Tensor.Constant(1f), Tensor.Constant(2f)));
        Assert.Contains("float32", error.Message, StringComparison.Ordinal);
    }
}
