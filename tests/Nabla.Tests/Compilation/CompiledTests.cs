using Xunit;

namespace Nabla.Tests.Compilation;

public sealed class CompiledTests
{
    [Fact]
    public void A_function_is_recorded_once_for_each_shape()
    {
        int calls = 0;
        var f = Compiled.Of((Tensor x) =>
        {
            calls++;
            return (x * 2) + 1;
        });
        var four = Tensor.Constant([1f, 2, 3, 4]);
        Assert.Equal([3f, 5, 7, 9], f.Run(four).ToArray<float>());
        Assert.Equal([3f, 5, 7, 9], f.Run(four).ToArray<float>());
        Assert.Equal([3f, 5], f.Run(four[..2]).ToArray<float>());
        Assert.Equal([3f, 5, 7, 9], f.Run(four).ToArray<float>());
        Assert.Equal(2, calls);
    }

    [Fact]
    public void An_open_axis_is_recorded_once_for_all_lengths()
    {
        int calls = 0;
        var f = Compiled.Of(
            (Tensor x) =>
            {
                calls++;
                return x.Mean(0) + x.Sum() - x.LengthOf(0);
            },
            new TensorSpec(ElementType.Float32, [null, 2]));
        for (int n = 1; n < 12; n++)
        {
            var x = Tensor.RandomNormal([n, 2], seed: n);
            CompiledOpTableTests.Same(x.Mean(0) + x.Sum() - x.LengthOf(0), f.Run(x));
        }

        Assert.Equal(1, calls);
        Assert.Throws<ShapeException>(() => f.Run(Tensor.Zeros([2, 3])));
    }

    [Fact]
    public void Results_stay_as_they_are_when_the_function_runs_again()
    {
        var f = Compiled.Of((Tensor x) => (x + 1).Reshape([2, 2]).T);
        var first = f.Run(Tensor.Constant([1f, 2, 3, 4]));
        var second = f.Run(Tensor.Constant([5f, 6, 7, 8]));
        Assert.Equal([2f, 4, 3, 5], first.ToArray<float>());
        Assert.Equal([6f, 8, 7, 9], second.ToArray<float>());
    }

    [Fact]
    public void An_input_that_is_the_result_is_a_tensor_of_its_own()
    {
        var f = Compiled.Of((Tensor x) => x);
        var v = new Variable(Tensor.Constant([1f, 2]));
        var result = f.Run(v);
        v.Assign(Tensor.Constant([3f, 4]));
        Assert.Equal([1f, 2], result.ToArray<float>());
        Assert.Equal([3f, 4], f.Run(v).ToArray<float>());
    }

    [Fact]
    public void Variables_are_read_and_changed_in_the_order_of_the_program()
    {
        var v = new Variable(Tensor.Constant([1f, 2]));
        var f = Compiled.Of((Tensor x) =>
        {
            var before = v.Value;
            v.Assign(v + x);
            var between = v * 10;
            v.Assign(v * 2);
            return Tensor.Concatenate([before, between, v]);
        });
        var x = Tensor.Constant([1f, 1]);
        Assert.Equal([1f, 2, 20, 30, 4, 6], f.Run(x).ToArray<float>());
        var held = v.Value;
        Assert.Equal([4f, 6, 50, 70, 10, 14], f.Run(x).ToArray<float>());
        Assert.Equal([4f, 6], held.ToArray<float>());
        Assert.Equal([10f, 14], v.ToArray<float>());
    }

    [Fact]
    public void A_variable_that_is_read_only_after_it_was_changed_shows_the_change()
    {
        var v = new Variable(Tensor.Constant([1f, 2]));
        var f = Compiled.Of((Tensor x) => v.Assign(x * 2) * 10);
        for (int i = 0; i < 3; i++)
        {
            var held = v.Value;
            Assert.Equal([20f * i, 20], f.Run(Tensor.Constant([1f * i, 1])).ToArray<float>());
            Assert.Equal(i == 0 ? [1f, 2] : [2f * (i - 1), 2], held.ToArray<float>());
        }
    }

    [Fact]
    public void A_variable_that_takes_its_own_transpose_is_not_read_after_it_is_written()
    {
        var v = new Variable(Tensor.Constant([1f, 2, 3, 4], [2, 2]));
        var f = Compiled.Of(() => v.Assign(v.T));
        f.Run();
        Assert.Equal([1f, 3, 2, 4], v.ToArray<float>());
        f.Run();
        Assert.Equal([1f, 2, 3, 4], v.ToArray<float>());
    }

    [Fact]
    public void Code_that_asks_for_values_is_refused_with_advice()
    {
        var f = Compiled.Of((Tensor x) => x.Sum().ToScalar<float>() > 0 ? x : -x);
        var error = Assert.ThrowsAny<InvalidOperationException>(() => f.Run(Tensor.Ones([2])));
        Assert.Contains("Tensor.Where", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Variables_made_inside_are_made_once()
    {
        Variable? v = null;
        var f = Compiled.Of((Tensor x) =>
        {
            v ??= new Variable(Tensor.Zeros([2]) + 1);
            v.AssignAdd(x);
            return v.Value;
        });
        Assert.Equal([2f, 3], f.Run(Tensor.Constant([1f, 2])).ToArray<float>());
        Assert.Equal([3f, 5], f.Run(Tensor.Constant([1f, 2])).ToArray<float>());
        Assert.Throws<InvalidOperationException>(() => Compiled.Of((Tensor x) => new Variable(x).Value).Run(Tensor.Ones([2])));
    }

    [Fact]
    public void Shapes_that_depend_on_values_are_taken_as_they_come()
    {
        var f = Compiled.Of((Tensor x) => x[x.Greater(0)] * 2);
        Assert.Equal([2f, 6], f.Run(Tensor.Constant([1f, -2, 3])).ToArray<float>());
        Assert.Equal([4f], f.Run(Tensor.Constant([-1f, 2, -3])).ToArray<float>());
    }

    [Fact]
    public void A_tape_sees_through_a_compiled_function()
    {
        var f = Compiled.Of((Tensor x) => x * x);
        var x = Tensor.Constant([3f]);
        using var tape = new GradientTape();
        tape.Watch(x);
        Assert.Equal([6f], tape.Gradient(f.Run(x), x).ToArray<float>());
    }

    [Fact]
    public void Calls_from_many_threads_do_not_meet()
    {
        var w = new Variable(Tensor.RandomNormal([20, 20], seed: 1));
        var f = Compiled.Of((Tensor x) => x.MatMul(w).Tanh().MatMul(w) + x);
        var inputs = Enumerable.Range(0, 16).Select(i => Tensor.RandomNormal([5, 20], seed: i)).ToArray();
        var expected = inputs.Select(x => x.MatMul(w).Tanh().MatMul(w) + x).ToArray();
        Parallel.For(0, 200, i => CompiledOpTableTests.Same(expected[i % 16], f.Run(inputs[i % 16])));
    }

    [Fact]
    public void A_plan_explains_itself()
    {
        var w = new Variable(Tensor.RandomNormal([784, 512], seed: 1));
        var b = new Variable(Tensor.Zeros([512]));
        var f = Compiled.Of((Tensor x) => (x.MatMul(w) + b).Relu().Sigmoid() * 2 + 1);
        Assert.Contains("Call Run once", Assert.Throws<InvalidOperationException>(f.Explain).Message, StringComparison.Ordinal);
        f.Run(Tensor.Ones([16, 784]));
        string text = f.Explain();
        Assert.Contains("MatMul + bias + Relu", text, StringComparison.Ordinal);
        Assert.Contains("Fused(Sigmoid, Multiply, Add)", text, StringComparison.Ordinal);
        Assert.Contains("12,861,440", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_least_recently_used_shape_is_forgotten()
    {
        int calls = 0;
        var f = Compiled.Of((Tensor x) =>
        {
            calls++;
            return x + 1;
        });
        for (int n = 1; n <= 9; n++)
        {
            f.Run(Tensor.Ones([n]));
        }

        f.Run(Tensor.Ones([9]));
        Assert.Equal(9, calls);
        f.Run(Tensor.Ones([1]));
        Assert.Equal(10, calls);
    }
}
