using System.Numerics;
using Xunit;

namespace Nabla.Tests.Operations.Comparison;

public sealed class WhereTests
{
    static readonly Tensor Condition = Tensor.Constant(new[] { true, false });

    [Fact]
    public void Every_type_is_chosen_from()
    {
        foreach (var type in Enum.GetValues<ElementType>().Where(type => type != ElementType.String))
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

    [Fact]
    public void A_condition_is_bool()
    {
        var error = Assert.Throws<ElementTypeException>(() => Engine.Current.RunOne(new Nabla.Operations.Where(), Tensor.Constant(1f), Tensor.Constant(1f), Tensor.Constant(2f)));
        Assert.Contains("float32", error.Message, StringComparison.Ordinal);
    }
}
