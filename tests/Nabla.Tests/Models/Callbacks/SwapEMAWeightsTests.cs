using Nabla.Callbacks;
using Nabla.Layers;
using Nabla.Optimizers;
using Xunit;

namespace Nabla.Tests.Models.Callbacks;

public sealed class SwapEMAWeightsTests
{
    static readonly Tensor X = Tensor.RandomNormal([20, 3], seed: 1);
    static readonly Tensor Y = X.Sum(-1, keepDims: true);

    static Sequential Made(Optimizer optimizer)
    {
        var model = new Sequential([new Input([3]), new Dense(1, useBias: false, kernelInitializer: "ones")]);
        model.Compile(optimizer, "mse");
        return model;
    }

    [Fact]
    public void Evaluations_see_the_averages_and_training_goes_on_with_the_weights()
    {
        var averaged = new SGD(0.1) { UseEma = true, EmaMomentum = 0.9 };
        var seen = new Watcher();
        Sequential model = Made(averaged), plain = Made(new SGD(0.1) { UseEma = true, EmaMomentum = 0.9 });
        model.SetWeights([Tensor.Zeros([3, 1])]);
        plain.SetWeights([Tensor.Zeros([3, 1])]);
        model.Fit(X, Y, batchSize: 5, epochs: 2, verbose: Verbosity.Silent, shuffle: false, validationData: (X, Y), callbacks: [new SwapEMAWeights(), seen]);
        plain.Fit(X, Y, batchSize: 5, epochs: 2, verbose: Verbosity.Silent, shuffle: false);
        Assert.Equal(plain.GetWeights()[0].ToArray<float>(), model.GetWeights()[0].ToArray<float>());
        Assert.Equal(model.GetWeights()[0].ToArray<float>(), seen.AtTests[^1]);
        Assert.NotEqual(seen.AtEpochs[0], seen.AtTests[0]);
    }

    [Fact]
    public void At_the_end_of_an_epoch_they_are_there_when_asked_for_and_stay_after_the_last()
    {
        var seen = new Watcher();
        var model = Made(new LossScaleOptimizer(new SGD(0.1) { UseEma = true, EmaMomentum = 0.9 }, 16));
        model.SetWeights([Tensor.Zeros([3, 1])]);
        model.Fit(X, Y, batchSize: 5, epochs: 2, verbose: Verbosity.Silent, shuffle: false, callbacks: [new SwapEMAWeights(swapOnEpoch: true), seen]);
        Assert.Equal(model.GetWeights()[0].ToArray<float>(), seen.AtEpochs[^1]);
    }

    [Fact]
    public void Predictions_leave_the_weights_as_they_were()
    {
        var model = Made(new SGD(0.1) { UseEma = true, EmaMomentum = 0.9 });
        model.SetWeights([Tensor.Zeros([3, 1])]);
        model.TrainOnBatch(X, Y);
        model.TrainOnBatch(X, Y);
        var (before, plain) = (model.GetWeights()[0].ToArray<float>(), model.Predict(X).ToArray<float>());
        Assert.NotEqual(plain, model.Predict(X, callbacks: [new SwapEMAWeights()]).ToArray<float>());
        Assert.Equal(before, model.GetWeights()[0].ToArray<float>());
    }

    [Fact]
    public void An_optimizer_without_averages_is_refused() =>
        Assert.Contains("UseEma = true", Assert.Throws<InvalidOperationException>(() => Made("sgd").Fit(X, Y, verbose: Verbosity.Silent, callbacks: [new SwapEMAWeights()])).Message, StringComparison.Ordinal);

    sealed class Watcher : Callback
    {
        public List<float[]> AtTests { get; } = [];

        public List<float[]> AtEpochs { get; } = [];

        public override void OnTestBegin() => AtTests.Add(Model.GetWeights()[0].ToArray<float>());

        public override void OnEpochEnd(int epoch, IDictionary<string, double> logs) => AtEpochs.Add(Model.GetWeights()[0].ToArray<float>());
    }
}
