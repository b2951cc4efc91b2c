using Nabla.Initializers;
using Nabla.Kernels;
using Nabla.Layers;
using Nabla.Optimizers;
using Xunit;

namespace Nabla.Tests.Layers;

/// <summary>Training steps of a small Transformer, run at once and compiled.</summary>
public sealed class TransformerStepTests
{
    [Fact]
    public void Compiled_steps_have_the_bits_of_eager_ones_for_any_number_of_threads()
    {
        float[][] eager = Train(compiled: false, threads: 1);
        Assert.Equal(eager, Train(compiled: true, threads: 1));
        Assert.Equal(eager, Train(compiled: true, threads: 3));
    }

    [Fact]
    public void A_compiled_step_allocates_no_more_than_its_result()
    {
        var (model, x, y) = Model();
        var step = Compiled.Of(Step(model));
        using var one = Workers.WithThreads(1);
        for (int i = 0; i < 5; i++)
        {
            step.Run(x, y);
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 10; i++)
        {
            step.Run(x, y);
        }

        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / 10, 0, 2000);
    }

    static float[][] Train(bool compiled, int threads)
    {
        var (model, x, y) = Model();
        using var scope = Workers.WithThreads(threads);
        var step = Step(model);
        if (compiled)
        {
            var plan = Compiled.Of(step);
            step = (a, b) => plan.Run(a, b);
        }

        float loss = 0;
        for (int i = 0; i < 3; i++)
        {
            loss = step(x, y).ToScalar<float>();
        }

        return [[loss], .. model.Weights.Select(weight => weight.ToArray<float>())];
    }

    static Func<Tensor, Tensor, Tensor> Step(Functional model)
    {
        var (optimizer, weights) = (new Adam(0.01), model.TrainableWeights);
        return (x, y) =>
        {
            using var tape = new GradientTape();
            var loss = Tensor.SparseCategoricalCrossentropy(y, model.Call(x, training: true), fromLogits: true).Mean();
            optimizer.ApplyGradients(tape.Gradient(loss, weights), weights);
            return loss;
        };
    }

    static (Functional Model, Tensor X, Tensor Y) Model()
    {
        int seed = 1;
        Initializer Next() => new GlorotUniform(seed++);
        Tensor words = new Input([40], elementType: ElementType.Int32);
        var x = new Embedding(11, 24, Next()).Call(words);
        var seen = new MultiHeadAttention(3, 8, kernelInitializer: Next()).Call(x, x, useCausalMask: true);
        x = new LayerNormalization().Call(x + seen);
        seen = new GroupQueryAttention(8, 4, 2, kernelInitializer: Next()).Call(x, x);
        x = new RMSNormalization().Call(x + seen);
        var model = new Functional(words, new Dense(11, kernelInitializer: Next()).Call(x));
        return (model, Tensor.RandInt([8, 40], 0, 11, seed: 1), Tensor.RandInt([8, 40], 0, 11, seed: 2));
    }
}
