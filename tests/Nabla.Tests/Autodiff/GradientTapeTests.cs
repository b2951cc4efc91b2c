using Xunit;

namespace Nabla.Tests.Autodiff;

public sealed class GradientTapeTests
{
    static Tensor Vector(params double[] values) => Tensor.Constant((ReadOnlySpan<double>)values);

    [Fact]
    public void The_gradient_of_a_square_is_twice_its_argument()
    {
        var x = Vector(1, -2, 3);
        using var tape = new GradientTape();
        tape.Watch(x);
        var y = x * x;
        Assert.Equal([2.0, -4, 6], tape.Gradient(y, x).ToArray<double>());
    }

    [Fact]
    public void Nested_tapes_give_the_second_order()
    {
        var x = Vector(0.5, -1.25);
        using var outer = new GradientTape();
        outer.Watch(x);
        Tensor first;
        using (var inner = new GradientTape())
        {
            inner.Watch(x);
            first = inner.Gradient(x.Tanh(), x);
        }

        var second = outer.Gradient(first, x).ToArray<double>();
        double[] expected = [.. new[] { 0.5, -1.25 }.Select(v => -2 * Math.Tanh(v) * (1 - (Math.Tanh(v) * Math.Tanh(v))))];
        for (int i = 0; i < 2; i++)
        {
            Assert.Equal(expected[i], second[i], 1e-12);
        }
    }

    [Fact]
    public void Variables_are_watched_and_broadcast_gradients_are_summed_back()
    {
        var w = new Variable(Tensor.Constant(new double[,] { { 1, 2 }, { 3, 4 } }));
        var b = new Variable(Vector(10, 20));
        var x = Tensor.Constant(new double[,] { { 1, -1 }, { 2, 0.5 }, { 0, 3 } });
        using var tape = new GradientTape();
        var loss = (x.MatMul(w) + b).Sum();
        var gradients = tape.Gradient(loss, [w, b]);
        Assert.Equal([3.0, 3, 2.5, 2.5], gradients[0].ToArray<double>());
        Assert.Equal([3.0, 3], gradients[1].ToArray<double>());
    }

    [Fact]
    public void A_tensor_read_before_an_assignment_keeps_its_value()
    {
        var v = new Variable(Vector(1, 2));
        var before = v.Value;
        using var tape = new GradientTape();
        var y = v * 3;
        v.AssignSub(Vector(1, 1));
        v += 0.5;
        Assert.Equal([1.0, 2], before.ToArray<double>());
        Assert.Equal([0.5, 1.5], v.ToArray<double>());
        Assert.Equal([3.0, 3], tape.Gradient(y, v).ToArray<double>());
    }

    [Fact]
    public void A_target_that_does_not_depend_on_the_source_is_an_error_that_names_it_or_zeros()
    {
        var v = new Variable(Vector(1, 2), name: "weights");
        using var tape = new GradientTape(persistent: true);
        var y = Vector(1).Exp();
        var error = Assert.Throws<InvalidOperationException>(() => tape.Gradient(y, v));
        Assert.Contains("weights", error.Message, StringComparison.Ordinal);
        Assert.Equal([0.0, 0], tape.Gradient(y, v, unconnected: UnconnectedGradients.Zero).ToArray<double>());
    }
}
