using Nabla.Layers;
using Nabla.Losses;
using Nabla.Optimizers;
using Xunit;

namespace Nabla.Tests.Compilation;

/// <summary>A compiled step that returns nothing allocates nothing, on any thread.</summary>
[Collection(AloneCollection.Name)]
public sealed class CompiledMemoryTests
{
    const int Steps = 1000;

    [Theory]
    [InlineData("sgd")]
    [InlineData("rmsprop")]
    [InlineData("adam")]
    [InlineData("nadam")]
    [InlineData("lamb")]
    public void A_step_of_training_allocates_nothing(string optimizer)
    {
        var model = new Sequential([new Dense(32, "relu"), new Dense(24, "tanh"), new Dense(10, "softmax")]);
        model.BuildFor([null, 20]);
        Optimizer o = optimizer;
        var loss = new SparseCategoricalCrossentropy();
        var weights = model.TrainableWeights;
        var step = Compiled.Of((Tensor x, Tensor y) =>
        {
            using var tape = new GradientTape();
            var value = loss.Call(y, model.Call(x, training: true));
            o.ApplyGradients(tape.Gradient(value, weights), weights);
        });
        Tensor x = Tensor.RandomNormal([64, 20], seed: 1), y = Tensor.RandInt([64], 0, 10, seed: 2);
        Check(() => step.Run(x, y));
    }

    [Fact]
    public void Usual_operations_allocate_nothing()
    {
        var table = new Variable(Tensor.RandomNormal([50, 16], seed: 1));
        var scale = new Variable(Tensor.Ones([16]));
        var kept = new Variable(Tensor.Zeros([16]));
        var step = Compiled.Of((Tensor indices) =>
        {
            using var tape = new GradientTape();
            var x = table.Gather(indices);
            var normal = (x - x.Mean(-1, keepDims: true)) * (x.Var(-1, keepDims: true) + 1e-5).Rsqrt() * scale;
            var both = Tensor.Concatenate([normal.Sigmoid(), normal.Gelu()], -1).Softmax(-1);
            var hot = indices.OneHot(50).Sum(0);
            var value = both.Log().Mean() + hot.LogSumExp() + Tensor.Where(normal.Greater(0), normal, normal * 0.1).Sum() + normal.Max(-1).Sum();
            var gradients = tape.Gradient(value, [table, scale]);
            kept.Assign(gradients[1]);
            table.AssignSub(gradients[0] * 0.01);
        });
        var indices = Tensor.RandInt([24], 0, 50, seed: 3);
        Check(() => step.Run(indices));
    }

    [Theory]
    [InlineData(DataFormat.ChannelsLast)]
    [InlineData(DataFormat.ChannelsFirst)]
    public void Convolutions_and_poolings_allocate_nothing(DataFormat format)
    {
        var kernel = new Variable(Tensor.RandomNormal([3, 3, 4, 8], seed: 1));
        var bias = new Variable(Tensor.Zeros([8]));
        var step = Compiled.Of((Tensor x) =>
        {
            using var tape = new GradientTape();
            var y = x.Conv(kernel, padding: Padding.Same, dataFormat: format).BiasAdd(bias, format == DataFormat.ChannelsFirst).Relu().MaxPool(2, dataFormat: format).AveragePool(2, 1, Padding.Same, format);
            var gradients = tape.Gradient(y.Square().Mean(), [kernel, bias]);
            kernel.AssignSub(gradients[0] * 0.01);
            bias.AssignSub(gradients[1] * 0.01);
        });
        var x = Tensor.RandomNormal(format == DataFormat.ChannelsLast ? [2, 9, 8, 4] : [2, 4, 9, 8], seed: 3);
        Check(() => step.Run(x));
    }

    [Theory]
    [InlineData("lstm")]
    [InlineData("gru")]
    [InlineData("gru reset before")]
    [InlineData("simple")]
    public void Recurrent_layers_allocate_nothing(string kind)
    {
        Nabla.Layers.RNN layer = kind switch
        {
            "lstm" => new Nabla.Layers.LSTM(8, returnSequences: true),
            "gru" => new Nabla.Layers.GRU(8, returnSequences: true),
            "gru reset before" => new Nabla.Layers.GRU(8, resetAfter: false, returnSequences: true),
            _ => new Nabla.Layers.SimpleRNN(8, returnSequences: true),
        };
        var next = new Nabla.Layers.LSTM(4);
        var x = Tensor.RandomNormal([10, 5, 3], seed: 3);
        next.Call(layer.Call(x));
        Variable[] weights = [.. layer.Weights, .. next.Weights];
        var step = Compiled.Of((Tensor rows) =>
        {
            using var tape = new GradientTape();
            var gradients = tape.Gradient(next.Call(layer.Call(rows)).Square().Mean(), weights);
            for (int i = 0; i < weights.Length; i++)
            {
                weights[i].AssignSub(gradients[i] * 0.01);
            }
        });
        Check(() => step.Run(x));
    }

    static void Check(Action step)
    {
        for (int i = 0; i < 200; i++)
        {
            step();
        }

        // The least of several windows: other threads of the process may allocate in one of them.
        long least = long.MaxValue;
        for (int window = 0; window < 5 && least >= Steps; window++)
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            for (int i = 0; i < Steps; i++)
            {
                step();
            }

            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }

        Assert.True(least < Steps, $"{Steps} steps allocated {least} bytes");
    }
}
