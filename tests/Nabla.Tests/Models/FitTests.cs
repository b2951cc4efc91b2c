using Nabla.Callbacks;
using Nabla.Layers;
using Xunit;

namespace Nabla.Tests.Models;

public sealed class FitTests
{
    static readonly Tensor x = Tensor.RandomNormal([50, 4], seed: 1);
    static readonly Tensor y = x.Sum(-1, keepDims: true);

    static Sequential Model(OutputMetrics? metrics = null)
    {
        var model = new Sequential([new Input([4]), new Dense(3, "tanh", kernelInitializer: new Nabla.Initializers.GlorotUniform(seed: 1)), new Dense(1, kernelInitializer: new Nabla.Initializers.GlorotUniform(seed: 2))]);
        model.Compile("sgd", "mse", metrics);
        return model;
    }

    static float[] Flat(Model model) => [.. model.GetWeights().SelectMany(w => w.ToArray<float>())];

    [Fact]
    public void The_order_of_samples_is_a_function_of_the_seed()
    {
        float[] Trained(long seed)
        {
            var model = Model();
            model.Fit(x, y, batchSize: 8, epochs: 2, verbose: Verbosity.Silent, seed: seed);
            return Flat(model);
        }

        Assert.Equal(Trained(5), Trained(5));
        Assert.NotEqual(Trained(5), Trained(6));
    }

    [Fact]
    public void The_history_has_every_figure_of_every_epoch_under_names_of_their_own()
    {
        var model = Model();
        model.Compile("sgd", "mse", ["mae", "mae"], ["mae"]);

        var history = model.Fit(x, y, epochs: 3, verbose: Verbosity.Silent, validationSplit: 0.2);

        Assert.Equal(["loss", "mae", "mae_1", "weighted_mae", "val_loss", "val_mae", "val_mae_1", "val_weighted_mae"], history.Names);
        Assert.All(history.Names, name => Assert.Equal(3, history[name].Count));
        Assert.Contains("val_mae", Assert.Throws<KeyNotFoundException>(() => history["accuracy"]).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Validation_follows_the_epochs_asked_for()
    {
        Assert.Equal(2, Model().Fit(x, y, epochs: 5, verbose: Verbosity.Silent, validationData: (x, y), validationFreq: 2)["val_loss"].Count);
        Assert.Equal(3, Model().Fit(x, y, epochs: 5, verbose: Verbosity.Silent, validationData: (x, y), validationFreq: new[] { 1, 2, 5 })["val_loss"].Count);
        Assert.Throws<ArgumentOutOfRangeException>(() => Model().Fit(x, y, validationFreq: 0));
    }

    [Fact]
    public void Class_weights_are_for_training_only_and_take_one_hot_labels()
    {
        var labels = Tensor.Constant(new[] { 0, 1, 1, 0 }).OneHot(2);
        var inputs = Tensor.Ones([4, 2]);
        Sequential Softmax()
        {
            var model = new Sequential([new Input([2]), new Dense(2, "softmax", kernelInitializer: "zeros")]);
            model.Compile(new Nabla.Optimizers.SGD(0), "categorical_crossentropy");
            return model;
        }

        var history = Softmax().Fit(inputs, labels, verbose: Verbosity.Silent, classWeight: new Dictionary<int, double> { [1] = 3 }, validationData: (inputs, labels));

        Assert.Equal(Math.Log(2) * 2, history["loss"][0], 1e-5);
        Assert.Equal(Math.Log(2), history["val_loss"][0], 1e-5);
        var error = Assert.Throws<ArgumentException>(() => Softmax().Fit(inputs, labels, sampleWeight: Tensor.Ones([4]), classWeight: new Dictionary<int, double> { [1] = 3 }));
        Assert.Contains("class weights and sample weights", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Steps_of_an_epoch_go_on_where_the_epoch_before_stopped()
    {
        var seen = new List<float>();
        var model = new Sequential([new Lambda(batch =>
        {
            seen.Add(batch.ToArray<float>()[0]);
            return batch;
        })]);
        model.Add(new Dense(1));
        model.Compile("sgd", "mse", runEagerly: true);
        var data = Dataset.FromTensorSlices(Tensor.Arange(0, 6).Cast(ElementType.Float32).ExpandDims(-1), Tensor.Zeros([6, 1])).Batch(1);

        // Building looks at shapes only through trials with zeros.
        model.BuildFor([1, 1]);
        seen.Clear();
        model.Fit(data, epochs: 4, stepsPerEpoch: 4, verbose: Verbosity.Silent);

        Assert.Equal([0, 1, 2, 3, 4, 5, 0, 1, 2, 3, 4, 5], seen);
    }

    [Fact]
    public void Cancelling_ends_after_the_running_step_and_keeps_the_history()
    {
        using var source = new CancellationTokenSource();
        int steps = 0;
        var stop = new LambdaCallback
        {
            TrainBatchEnd = (batch, _) =>
        {
            steps++;
            if (batch == 1)
            {
                source.Cancel();
            }
        }
        };

        var history = Model().Fit(x, y, batchSize: 10, epochs: 5, verbose: Verbosity.Silent, callbacks: [stop], cancellationToken: source.Token);

        Assert.Equal(2, steps);
        Assert.Single(history["loss"]);
    }

    [Fact]
    public void Figures_of_a_step_are_the_same_whether_somebody_looks_or_not()
    {
        var watched = new List<double>();
        var watch = new LambdaCallback { TrainBatchEnd = (_, logs) => watched.Add(logs["mae"]) };

        var history = Model(["mae"]).Fit(x, y, batchSize: 10, epochs: 2, verbose: Verbosity.Silent, shuffle: false, callbacks: [watch]);

        Assert.Equal(10, watched.Count);
        Assert.Equal(history["mae"], Model(["mae"]).Fit(x, y, batchSize: 10, epochs: 2, verbose: Verbosity.Silent, shuffle: false)["mae"]);
        Assert.Equal(history["mae"][0], watched[4]);
    }

    [Fact]
    public void Steps_on_batches_add_up_until_they_are_reset()
    {
        var model = Model(["mae"]);
        var first = model.TestOnBatch(x[..10], y[..10])["mae"];
        var both = model.TestOnBatch(x[10..20], y[10..20])["mae"];
        model.ResetMetrics();
        var second = model.TestOnBatch(x[10..20], y[10..20])["mae"];

        Assert.Equal((first + second) / 2, both, 1e-5);
    }

    [Fact]
    public void Predictions_do_not_depend_on_the_batch_size()
    {
        var model = Model();
        Assert.Equal(model.Predict(x, batchSize: 50).ToArray<float>(), model.Predict(x, batchSize: 7).ToArray<float>());
        Assert.Equal([50L, 1], model.Predict(x).Shape.Select(length => length!.Value));
    }

    [Fact]
    public void Mistakes_are_named_with_their_cure()
    {
        static string Message(Action action) => Assert.ThrowsAny<Exception>(action).Message;
        Assert.Contains("50 inputs but 40 labels", Message(() => Model().Fit(x, y[..40])), StringComparison.Ordinal);
        Assert.Contains("50 inputs but 40 labels", Message(() => Model().Fit(x, y[..40], validationSplit: 0.2)), StringComparison.Ordinal);
        Assert.Contains("Compile", Message(() => new Sequential([new Dense(1)]).Fit(x, y)), StringComparison.Ordinal);
        Assert.Contains("no batches", Message(() => Model().Fit(x[..0], y[..0], verbose: Verbosity.Silent)), StringComparison.Ordinal);
        Assert.Contains("stepsPerEpoch", Message(() => Model().Fit(Dataset.FromTensors(x, y).Repeat())), StringComparison.Ordinal);
        var classes = new Sequential([new Dense(3, "softmax")]);
        classes.Compile("sgd", "sparse_categorical_crossentropy");
        Assert.Contains("one-hot", Message(() => classes.Fit(x, Tensor.Zeros([50, 3]), verbose: Verbosity.Silent)), StringComparison.Ordinal);
    }

    [Fact]
    public void Moving_averages_become_the_weights_when_training_ends()
    {
        var model = Model();
        model.Compile(new Nabla.Optimizers.SGD(0.1) { UseEma = true, EmaMomentum = 1 }, "mse");
        model.Fit(x, y, epochs: 3, verbose: Verbosity.Silent, shuffle: false, batchSize: 50);
        var once = Model();
        once.Compile(new Nabla.Optimizers.SGD(0.1), "mse");
        once.Fit(x, y, epochs: 1, verbose: Verbosity.Silent, shuffle: false, batchSize: 50);

        Assert.Equal(Flat(once), Flat(model));
    }
}
