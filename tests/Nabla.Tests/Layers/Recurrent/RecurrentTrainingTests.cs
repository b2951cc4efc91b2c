using Nabla.Layers;
using Nabla.Optimizers;
using Xunit;

namespace Nabla.Tests.Layers.Recurrent;

/// <summary>They set the global seed, so nothing else draws beside them.</summary>
[Collection(AloneCollection.Name)]
public sealed class RecurrentTrainingTests
{
    [Fact]
    public void Training_compiled_is_training_at_once()
    {
        float[] Train(bool eagerly)
        {
            SeedGenerator.SetGlobal(5);
            var model = new Sequential([
                new Input([6, 3]), new Masking(), new Bidirectional(new LSTM(4, dropout: 0.3, returnSequences: true)),
                new GRU(4, recurrentDropout: 0.3, returnSequences: true), new TimeDistributed(new Dense(3, "relu")), new SimpleRNN(3), new Dense(1)]);
            model.Compile(new Adam(0.01), "mse", runEagerly: eagerly);
            var x = Tensor.RandomUniform([24, 6, 3], seed: 1);
            model.Fit(x, x.Sum([1, 2]).ExpandDims(1), batchSize: 8, epochs: 2, shuffle: false, verbose: Verbosity.Silent);
            return [.. model.GetWeights().SelectMany(w => w.ToArray<float>())];
        }

        Assert.Equal(Train(true), Train(false));
    }
}
