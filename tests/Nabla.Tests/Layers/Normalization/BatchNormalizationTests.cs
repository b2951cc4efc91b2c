using Nabla.Layers;
using Xunit;

namespace Nabla.Tests.Layers;

public sealed class BatchNormalizationTests
{
    static readonly Tensor x = Tensor.Constant(new float[,] { { 1, 10 }, { 3, 30 } });

    [Fact]
    public void Training_normalises_by_the_batch_and_moves_the_averages()
    {
        var layer = new BatchNormalization(momentum: 0.75, epsilon: 0);

        Assert.Equal([-1, -1, 1, 1], layer.Call(x, training: true).ToArray<float>());
        Assert.Equal([0.5f, 5], layer.MovingMean.ToArray<float>());
        Assert.Equal([1, 25.75f], layer.MovingVariance.ToArray<float>());
    }

    [Fact]
    public void A_frozen_layer_uses_and_keeps_its_averages_in_training()
    {
        var layer = new BatchNormalization(epsilon: 0) { Trainable = false };

        Assert.Equal(x.ToArray<float>(), layer.Call(x, training: true).ToArray<float>());
        Assert.Equal([0, 0], layer.MovingMean.ToArray<float>());
    }

    [Fact]
    public void Averages_move_in_compiled_steps_too()
    {
        var model = new Sequential([new Input([2]), new BatchNormalization(momentum: 0.5), new Dense(1)]);
        model.Compile("sgd", "mse");

        model.Fit(x, Tensor.Zeros([2, 1]), batchSize: 2, epochs: 3, verbose: Verbosity.Silent);

        // 2 · (1 − 2⁻³) and 20 · (1 − 2⁻³).
        Assert.Equal([1.75f, 17.5f], ((BatchNormalization)model.Layers[0]).MovingMean.ToArray<float>());
    }
}
