using Nabla.Callbacks;
using Nabla.Initializers;
using Nabla.Layers;
using Nabla.Optimizers;
using Nabla.Schedules;
using Xunit;

namespace Nabla.Tests.Compilation;

/// <summary>Fit, Evaluate and Predict give the same bits compiled and eagerly.</summary>
public sealed class CompiledFitTests
{
    [Fact]
    public void A_training_with_dropout_metrics_and_a_smaller_last_batch_is_the_same() => Check(
        () => [new Dense(16, "relu", kernelInitializer: new GlorotUniform(1)), new Dropout(0.3, seed: 5), new Dense(8, "gelu", kernelRegularizer: "l2", kernelInitializer: new GlorotUniform(2)), new Dense(3, "softmax", kernelInitializer: new GlorotUniform(3))],
        () => new Adam(0.01));

    [Fact]
    public void A_rate_that_a_callback_changes_is_used() => Check(
        () => [new Dense(8, "tanh", kernelInitializer: new GlorotUniform(1)), new Dense(3, "softmax", kernelInitializer: new GlorotUniform(2))],
        () => new SGD(0.1, momentum: 0.5),
        model => new LambdaCallback { EpochBegin = epoch => model.Optimizer.LearningRate = 0.1 / (epoch + 1) });

    [Fact]
    public void A_rate_that_follows_a_schedule_is_used() => Check(
        () => [new Dense(3, "softmax", kernelInitializer: new GlorotUniform(2))],
        () => new RMSprop(new ExponentialDecay(0.1, 3, 0.5)));

    [Fact]
    public void Freezing_a_layer_between_two_trainings_is_noticed()
    {
        var first = new Dense(4, "relu");
        var model = new Sequential([first, new Dense(3, "softmax")]);
        model.Compile("sgd", "sparse_categorical_crossentropy");
        var (x, y) = (Tensor.RandomNormal([10, 5], seed: 1), Tensor.RandInt([10], 0, 3, seed: 2));
        model.TrainOnBatch(x, y);
        first.Trainable = false;
        var before = first.Kernel.Value;
        model.TrainOnBatch(x, y);
        CompiledOpTableTests.Same(before, first.Kernel.Value);
    }

    [Fact]
    public void A_layer_that_asks_for_values_is_refused_with_advice()
    {
        var model = new Sequential([new Lambda(x => x.Sum().ToScalar<float>() > 0 ? x : -x), new Dense(1)]);
        model.BuildFor([1, 2]);
        model.Compile("sgd", "mse");
        var (x, y) = (Tensor.Ones([2, 2]), Tensor.Ones([2, 1]));
        var error = Assert.Throws<InvalidOperationException>(() => model.Fit(x, y, verbose: Verbosity.Silent));
        Assert.Contains("runEagerly: true", error.Message, StringComparison.Ordinal);
        model.Compile("sgd", "mse", runEagerly: true);
        model.Fit(x, y, verbose: Verbosity.Silent);
    }

    static void Check(Func<Layer[]> layers, Func<Optimizer> optimizer, Func<Model, Callback>? callback = null)
    {
        var (x, y, w) = (Tensor.RandomNormal([50, 6], seed: 1), Tensor.RandInt([50], 0, 3, seed: 2), Tensor.RandomUniform([50], seed: 3));
        var runs = new[] { true, false }.Select(eagerly =>
        {
            var model = new Sequential(layers());
            model.Compile(optimizer(), "sparse_categorical_crossentropy", ["accuracy"], runEagerly: eagerly);
            var history = model.Fit(x, y, batchSize: 16, epochs: 3, sampleWeight: w, seed: 7, validationSplit: 0.2, verbose: Verbosity.Silent, callbacks: callback is null ? [] : [callback(model)]);
            return (model, history, Evaluation: model.Evaluate(x, y, verbose: Verbosity.Silent), Prediction: model.Predict(x, batchSize: 16));
        }).ToArray();
        var (eager, compiled) = (runs[0], runs[1]);
        CompiledOpTableTests.Same(eager.Prediction, compiled.Prediction);
        Assert.Equal(eager.Evaluation, compiled.Evaluation);
        foreach (var (a, b) in eager.model.Weights.Concat(eager.model.Optimizer.Variables).Zip(compiled.model.Weights.Concat(compiled.model.Optimizer.Variables)))
        {
            CompiledOpTableTests.Same(a.Value, b.Value);
        }
    }
}
