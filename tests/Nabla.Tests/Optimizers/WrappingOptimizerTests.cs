using Nabla.Optimizers;
using Xunit;

namespace Nabla.Tests.Optimizers;

/// <summary>Optimizers made of others.</summary>
public sealed class WrappingOptimizerTests
{
    static Tensor Vector(params float[] values) => Tensor.Constant(values);

    [Fact]
    public void A_scaled_loss_gives_the_steps_of_the_loss()
    {
        Variable w = new(Vector(3, -2)), plain = new(Vector(3, -2));
        Optimizer scaled = new LossScaleOptimizer(new Adam(0.1), 1024), adam = new Adam(0.1);
        for (int step = 0; step < 3; step++)
        {
            Assert.Equal(adam.Minimize(() => plain.Square().Sum(), [plain]).ToScalar<float>(), scaled.Minimize(() => w.Square().Sum(), [w]).ToScalar<float>());
        }

        Assert.Equal(plain.ToArray<float>(), w.ToArray<float>());
        Assert.Equal(3L, scaled.Iterations.ToScalar<long>());
    }

    [Fact]
    public void The_scale_grows_after_good_steps_and_a_bad_one_halves_it_and_changes_nothing_else()
    {
        var inner = new SGD(1.0, 0.5) { UseEma = true };
        var optimizer = new LossScaleOptimizer(inner, 8, 2);
        var w = new Variable(Vector(0)) { Constraint = x => x * 1.0 };
        var seen = new List<(float Scale, float Value)>();
        foreach (float g in new[] { 8f, 8, 16, float.NaN, float.PositiveInfinity, 4 })
        {
            var before = inner.Variables.Select(v => v.Value.Cast(ElementType.Float32).ToArray<float>()).ToList();
            optimizer.Apply([Vector(g)], [w]);
            seen.Add((optimizer.DynamicScale.ToScalar<float>(), w.ToScalar<float>()));
            if (!float.IsFinite(g))
            {
                Assert.Equal(before, inner.Variables.Select(v => v.Value.Cast(ElementType.Float32).ToArray<float>()));
            }
        }

        Assert.Equal([(8, -1), (16, -2.5f), (16, -4.25f), (8, -4.25f), (4, -4.25f), (4, -6.125f)], seen);
        Assert.Equal(4L, optimizer.Iterations.ToScalar<long>());
    }

    [Fact]
    public void Accumulated_gradients_wait_over_a_bad_step()
    {
        var optimizer = new LossScaleOptimizer(new SGD(1.0) { GradientAccumulationSteps = 2 }, 1);
        var w = new Variable(Vector(0));
        // The bad step halved the scale, so that the last gradient is 4.
        foreach (float g in new[] { 2f, float.NaN, 2 })
        {
            optimizer.Apply([Vector(g)], [w]);
        }

        Assert.Equal(-3f, w.ToScalar<float>());
    }

    [Fact]
    public void A_compiled_step_decides_by_values()
    {
        var optimizer = new LossScaleOptimizer(new RMSprop(0.5), 4, 1);
        Variable w = new(Vector(1)), factor = new(Vector(1), trainable: false);
        var step = Compiled.Of(() => optimizer.Minimize(() => (w * factor).Sum(), [w]));
        var scales = new List<float>();
        foreach (float f in new[] { 1f, float.PositiveInfinity, 1, 1 })
        {
            factor.Assign(Vector(f));
            var before = w.ToScalar<float>();
            step.Run();
            Assert.Equal(float.IsFinite(f), before != w.ToScalar<float>());
            scales.Add(optimizer.DynamicScale.ToScalar<float>());
        }

        Assert.Equal([8f, 4, 8, 16], scales);
    }

    [Fact]
    public void Rows_of_a_gradient_are_scaled_and_refused_as_dense_ones_are()
    {
        foreach (var make in new Func<Optimizer>[] { () => new SGD(0.5), () => new Adagrad(0.5), () => new Adam(0.5) })
        {
            Variable rows = new(Tensor.Ones([4, 2])), dense = new(Tensor.Ones([4, 2]));
            Optimizer optimizer = new LossScaleOptimizer(make(), 4), plain = make();
            foreach (float factor in new[] { 1, float.NaN, 1 })
            {
                var values = Tensor.Constant(new[,] { { 1f, 2 }, { 3, -4 } }) * factor;
                optimizer.Apply([new IndexedSlices(values * ((LossScaleOptimizer)optimizer).DynamicScale, Tensor.Constant([3, 1]), rows.Value)], [rows]);
                if (float.IsFinite(factor))
                {
                    plain.Apply([new IndexedSlices(values, Tensor.Constant([3, 1]), dense.Value).ToDense()], [dense]);
                }
            }

            Assert.Equal(dense.ToArray<float>(), rows.ToArray<float>());
        }
    }

    [Fact]
    public void Its_rate_and_its_options_are_those_of_the_inner_one()
    {
        var optimizer = new LossScaleOptimizer(new SGD(0.5));
        optimizer.LearningRate = 0.25;
        Assert.Equal(0.25f, (float)optimizer.InnerOptimizer.LearningRate);
        Assert.Equal(["loss_scale_optimizer/iteration", "loss_scale_optimizer/learning_rate", "sgd/iteration", "sgd/learning_rate"], optimizer.Variables.Select(v => v.Name));
        Assert.Contains("Set it there", Assert.Throws<ArgumentException>(() => new LossScaleOptimizer(new SGD()) { Clipnorm = 1 }).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new LossScaleOptimizer(optimizer));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LossScaleOptimizer(new SGD(), 0));
        Assert.Throws<ArgumentException>(() => new LossScaleOptimizer(new SGD()).Apply([null], [new Variable(Vector(1))]));
    }

    [Fact]
    public void Each_variable_is_changed_by_the_first_optimizer_whose_pattern_it_contains()
    {
        var optimizer = new MultiOptimizer(new SGD(1.0), [("kernel", new SGD(0.5)), ("dense", new SGD(0.25))]);
        Variable[] w = [new(Vector(0), name: "dense/kernel"), new(Vector(0), name: "dense/bias"), new(Vector(0), name: "scale")];
        optimizer.Apply([Vector(1), Vector(1), Vector(1)], w);
        Assert.Equal([-0.5f, -0.25f, -1], w.Select(v => v.ToScalar<float>()));
        optimizer.Apply([null, null, Vector(1)], w);
        Assert.Equal([-0.5f, -0.25f, -2], w.Select(v => v.ToScalar<float>()));
        Assert.Equal(2L, optimizer.Iterations.ToScalar<long>());
        var sgd = new SGD();
        Assert.Throws<ArgumentException>(() => new MultiOptimizer(sgd, [("a", sgd)]));
        Assert.Throws<ArgumentException>(() => new MultiOptimizer(sgd, []) { UseEma = true });
    }

    [Fact]
    public void A_whole_of_parts_can_be_scaled()
    {
        var optimizer = new LossScaleOptimizer(new MultiOptimizer(new SGD(1.0), [("kernel", new Adam(0.5))]), 16);
        Variable[] w = [new(Vector(0), name: "kernel"), new(Vector(0), name: "bias")];
        optimizer.Apply([Vector(16), Vector(float.NaN)], w);
        Assert.Equal([0f, 0], w.Select(v => v.ToScalar<float>()));
        optimizer.Apply([Vector(8), Vector(8)], w);
        Assert.Equal([-0.5, -1], w.Select(v => Math.Round(v.ToScalar<float>(), 4)));
    }
}
