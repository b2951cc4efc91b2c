using Nabla.Optimizers;
using Xunit;

namespace Nabla.Tests.Compilation;

/// <summary>Three compiled steps are three eager ones, with the learning rate changed between them.</summary>
public sealed class CompiledOptimizerTests
{
    public static TheoryData<string> Names => [.. OptimizerTable.Rows.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Steps_equal_eager_ones(string name) => Check(() => name);

    [Fact]
    public void Steps_with_options_equal_eager_ones()
    {
        Check(() => new SGD(0.1, momentum: 0.9, nesterov: true) { Clipnorm = 0.5, WeightDecay = 0.01 });
        Check(() => new Adam(0.1) { GlobalClipnorm = 0.5, UseEma = true, EmaOverwriteFrequency = 2 });
        Check(() => new RMSprop(0.1, momentum: 0.5, centered: true) { Clipvalue = 0.1, LossScaleFactor = 4 });
        Check(() => new Adam(0.1, amsgrad: true) { GradientAccumulationSteps = 2 });
        Check(() => new Lion(0.1) { GradientAccumulationSteps = 2, WeightDecay = 0.1 });
        Check(() => new LossScaleOptimizer(new Adam(0.1) { GradientAccumulationSteps = 2, UseEma = true }, 16, 2));
        Check(() => new LossScaleOptimizer(new Lamb(0.1), 16, 2));
        Check(() => new MultiOptimizer(new SGD(0.1), [("Variable", new Muon(0.1))]));
    }

    [Fact]
    public void Rows_of_a_table_are_changed_as_eager_changes_them()
    {
        var indices = Tensor.Constant([3, 1, 3, 0]);
        CheckSteps(() => new Adam(0.1), w => w[0].Gather(indices).Square().Sum() + w[1].Sum());
        CheckSteps(() => new Adagrad(0.1), w => w[0].Gather(indices).Square().Sum() + (w[1] * w[1]).Sum());
    }

    static void Check(Func<Optimizer> make) => CheckSteps(make, w => ((w[0].MatMul(w[1]).Tanh() - 0.3) * w[0].Sum()).Square().Mean());

    static void CheckSteps(Func<Optimizer> make, Func<Variable[], Tensor> loss)
    {
        var (eager, compiled) = (Steps(make, loss, f => f), Steps(make, loss, f => Compiled.Of(f).Run));
        Assert.Equal(eager.Length, compiled.Length);
        for (int i = 0; i < eager.Length; i++)
        {
            CompiledOpTableTests.Same(eager[i], compiled[i]);
        }
    }

    static Tensor[] Steps(Func<Optimizer> make, Func<Variable[], Tensor> loss, Func<Func<Tensor>, Func<Tensor>> prepared)
    {
        Variable[] w = [new(Tensor.RandomNormal([5, 7], seed: 1)), new(Tensor.RandomNormal([7, 5], seed: 2))];
        var optimizer = make();
        var step = prepared(() =>
        {
            using var tape = new GradientTape();
            var value = loss(w);
            optimizer.ApplyGradients(tape.Gradient(optimizer.ScaleLoss(value), w), w);
            return value;
        });
        var results = new List<Tensor>();
        for (int i = 0; i < 3; i++)
        {
            results.Add(step());
            results.AddRange(w.Select(v => v.Value));
            results.AddRange(optimizer.Variables.Select(v => v.Value));
            optimizer.LearningRate = 0.05 / (i + 1);
        }

        return [.. results];
    }
}
