using Nabla.Callbacks;
using Nabla.Layers;
using Nabla.Losses;
using Nabla.Metrics;
using Nabla.Optimizers;
using Nabla.Schedules;
using Losses = Nabla.Losses;

namespace Nabla.Samples;

/// <summary>Training in more than its simplest form: data sets, callbacks, options, one's own layers, models, losses and steps.</summary>
public static class TrainingTour
{
    /// <returns>The test accuracy of each way to train.</returns>
    public static IReadOnlyDictionary<string, double> Run(SampleOptions options)
    {
        SeedGenerator.SetGlobal(options.Seed);
        var (x, y, testX, testY) = Digits28.Load(options);
        string logFile = options.Picture("training.csv");
        return new Dictionary<string, double>(StringComparer.Ordinal)
        {
            ["options"] = WithOptions(x, y, testX, testY),
            ["data set"] = WithDataset(x, y, testX, testY),
            ["callbacks"] = WithCallbacks(x, y, testX, testY, logFile),
            ["own layer"] = WithOwnLayer(x, y, testX, testY),
            ["own model"] = WithOwnModel(x, y, testX, testY),
            ["own step"] = WithOwnStep(x, y, testX, testY),
        };
    }

    static double WithOptions(Tensor x, Tensor y, Tensor testX, Tensor testY)
    {
        // <training-options>
        var model = new Sequential([new Input([784]), new Dense(128, activation: "relu"), new Dropout(0.2), new Dense(10)]);
        model.Summary();
        model.Compile(
            optimizer: new Adam(new ExponentialDecay(0.002, decaySteps: 500, decayRate: 0.9)) { Clipnorm = 1 },
            loss: new Losses.SparseCategoricalCrossentropy(fromLogits: true),
            metrics: ["accuracy", new SparseTopKCategoricalAccuracy(k: 3)]);
        model.Fit(x, y, batchSize: 64, epochs: 2, validationSplit: 0.1);

        var figures = model.Evaluate(testX, testY);             // loss, accuracy, sparse_top_k_categorical_accuracy
        var digits = model.Predict(testX).ArgMax(axis: 1);      // the class with the largest output
        // </training-options>
        Console.WriteLine($"first predictions: {digits[..10]}, labels: {testY[..10]}");
        return figures["accuracy"];
    }

    static double WithDataset(Tensor x, Tensor y, Tensor testX, Tensor testY)
    {
        var model = Network();
        // <training-dataset>
        var training = Dataset.FromTensorSlices(x, y)
            .Shuffle(bufferSize: 10_000, seed: 1)
            .Batch(64)
            .Map((images, labels) => (images * 2 - 1, labels))
            .Prefetch(2);
        model.Fit(training, epochs: 2);
        // </training-dataset>
        return model.Evaluate(testX * 2 - 1, testY, verbose: Verbosity.Silent)["accuracy"];
    }

    static double WithCallbacks(Tensor x, Tensor y, Tensor testX, Tensor testY, string logFile)
    {
        var model = Network();
        // <training-callbacks>
        var history = model.Fit(x, y, batchSize: 64, epochs: 4, validationData: (testX, testY), callbacks:
        [
            new EarlyStopping("val_loss", patience: 2, restoreBestWeights: true),
            new CSVLogger(logFile),
            new LambdaCallback { EpochEnd = (epoch, logs) => Console.WriteLine($"{epoch}: {logs["val_loss"]:F3}") },
        ]);
        Console.WriteLine(string.Join(", ", history.Names));    // accuracy, loss, val_accuracy, val_loss
        // </training-callbacks>
        return history["val_accuracy"][^1];
    }

    static double WithOwnLayer(Tensor x, Tensor y, Tensor testX, Tensor testY)
    {
        // <training-own-loss>
        var squared = Loss.From((yTrue, yPred) => (yTrue.Cast(ElementType.Int32).OneHot(10) - yPred).Square().Sum(axis: -1));
        var right = Metric.From((yTrue, yPred) => (yPred.ArgMax(axis: -1) == yTrue.Cast(ElementType.Int32)).Cast(ElementType.Float32), "right");

        var model = new Sequential([new Scaled(), new Dense(64, activation: "relu"), new Dense(10, activation: "softmax")]);
        model.Compile(optimizer: "adam", loss: squared, metrics: [right]);
        // </training-own-loss>
        model.Fit(x, y, batchSize: 64, epochs: 2);
        return model.Evaluate(testX, testY, verbose: Verbosity.Silent)["right"];
    }

    static double WithOwnModel(Tensor x, Tensor y, Tensor testX, Tensor testY)
    {
        var model = new Residual();
        model.Compile("adam", "sparse_categorical_crossentropy", ["accuracy"]);
        model.Fit(x, y, batchSize: 64, epochs: 2);
        return model.Evaluate(testX, testY, verbose: Verbosity.Silent)["accuracy"];
    }

    static double WithOwnStep(Tensor x, Tensor y, Tensor testX, Tensor testY)
    {
        // <training-own-step>
        var model = new Sequential([new Dense(64, activation: "relu"), new Dense(10)]);
        var loss = new Losses.SparseCategoricalCrossentropy(fromLogits: true);
        var optimizer = new RMSprop(0.001);

        foreach (var (images, labels) in Dataset.FromTensorSlices(x, y).Shuffle(10_000, seed: 2).Batch(64).Repeat(2))
        {
            using var tape = new GradientTape();
            var value = loss.Call(labels, model.Call(images, training: true));
            var weights = model.TrainableWeights;
            optimizer.ApplyGradients(tape.Gradient(value, weights), weights);
        }
        // </training-own-step>

        var predicted = model.Call(testX).ArgMax(axis: 1);
        return (predicted == testY).Cast(ElementType.Float64).Mean().ToScalar<double>();
    }

    static Sequential Network()
    {
        var model = new Sequential([new Dense(128, activation: "relu"), new Dense(10, activation: "softmax")]);
        model.Compile("rmsprop", "sparse_categorical_crossentropy", ["accuracy"]);
        return model;
    }

    // <training-own-layer>
    /// <summary>y = x · factor, a factor for each feature.</summary>
    sealed class Scaled() : Layer()
    {
        Variable? factor;

        protected override void Build(Shape inputShape) => factor = AddWeight("factor", [inputShape[^1]], "ones");

        protected override Tensor Forward(Tensor x) => x * Made(factor);
    }
    // </training-own-layer>

    // <training-own-model>
    /// <summary>A model with a short cut around its second layer.</summary>
    sealed class Residual : Model
    {
        readonly Dense first, second, last;

        public Residual()
        {
            first = Track(new Dense(64, activation: "relu"));
            second = Track(new Dense(64, activation: "relu"));
            last = Track(new Dense(10, activation: "softmax"));
        }

        protected override Tensor Forward(Tensor x)
        {
            var h = first.Call(x);
            return last.Call(h + second.Call(h));
        }
    }
    // </training-own-model>
}
