using Nabla.Goldens.Areas;
using Nabla.Goldens.Cases;
using Nabla.Goldens.Comparing;
using Nabla.Losses;

namespace Nabla.Goldens.Programs;

/// <summary>Cases of <c>programs/from-scratch</c> and <c>programs/eager-mnist</c>: networks written with tensors alone, trained on MNIST from given start weights.</summary>
sealed class ScratchArea : Area
{
    public override void Run(GoldenCase golden)
    {
        var isEager = golden.Topic.Name.EndsWith("eager-mnist", StringComparison.Ordinal);
        var weights = Start(golden);
        var scale = golden.Text("scaling")!.StartsWith("none", StringComparison.Ordinal) ? 1f : 255f;
        var rows = golden.Json("rows");
        var (from, to) = (rows[0].GetInt32(), rows[1].GetInt32());
        var part = golden.Text("part")!.Split('_')[0];
        var images = Rows(MnistFiles.Part(part + "_images")[from..to], scale);
        var labels = MnistFiles.Part(part + "_labels")[from..to].Cast(ElementType.Int32);
        var network = new ScratchNetwork(weights, isEager);
        Train(golden, network, images, labels, scale);
        CheckWeights(golden, weights);
        CheckImages(golden, network, isEager, scale);
    }

    static Dictionary<string, Variable> Start(GoldenCase golden)
    {
        var start = golden.Map("start");
        if (start.TryGetValue("same_as", out var other))
        {
            var keys = golden.Map("weights_after").Keys;
            start = keys.ToDictionary(key => key, key => (object?)golden.ArrayOf((string)other!, key), StringComparer.Ordinal);
        }
        return start.ToDictionary(pair => pair.Key, pair => new Variable((Tensor)pair.Value!, name: pair.Key), StringComparer.Ordinal);
    }

    static void Train(GoldenCase golden, ScratchNetwork network, Tensor images, Tensor labels, float scale)
    {
        var comparer = Comparer.Of(golden);
        var (size, batches, rate) = ((int)golden.Number("batch_size", 128), BatchesOf(golden, images), golden.Number("rate", 0.001));
        var stepLosses = Comparer.Flatten(golden.Value("step_losses") is Tensor x ? Elements.Real(x).ToList() : golden.List("step_losses"));
        var printed = golden.List("printed_losses").Select(row => Comparer.Flatten(row)).ToDictionary(row => (Convert.ToInt32(row[0]), Convert.ToInt32(row[1])), row => row[2]);
        var (lasts, accuracies) = (golden.List("last_loss_of_epoch"), golden.List("test_accuracy_after_epoch"));
        var (testImages, testLabels) = (Rows(MnistFiles.Part("test_images"), scale), MnistFiles.Part("test_labels").ToArray<byte>());
        var step = 0;
        for (var epoch = 0; epoch < golden.Number("epochs", 1); epoch++)
        {
            Tensor? loss = null;
            for (var batch = 0; batch < batches; batch++, step++)
            {
                var end = (int)Math.Min((batch + 1) * (long)size, images.Shape[0]);
                loss = network.Step(images[(batch * size)..end], labels[(batch * size)..end], rate);
                if (step < stepLosses.Count) comparer.Check($"loss of step {step}", stepLosses[step], loss);
                if (printed.TryGetValue((epoch, batch), out var shown)) comparer.Check($"printed loss {epoch}, {batch}", shown, loss);
            }
            if (epoch < lasts.Count) comparer.Check($"last loss of epoch {epoch}", lasts[epoch], loss);
            if (epoch < accuracies.Count) new Comparer(0, 0.003).Check($"accuracy after epoch {epoch}", accuracies[epoch], network.Accuracy(testImages, testLabels));
        }
    }

    static int BatchesOf(GoldenCase golden, Tensor images)
    {
        if (golden.Has("batches_an_epoch")) return (int)golden.Number("batches_an_epoch", 0);
        return (int)Math.Ceiling(images.Shape[0] / golden.Number("batch_size", 128));
    }

    public static void CheckWeights(GoldenCase golden, IReadOnlyDictionary<string, Variable> weights)
    {
        var comparer = Comparer.Of(golden);
        foreach (var (name, value) in golden.Map("weights_after"))
        {
            var expected = (Dictionary<string, object?>)value!;
            var weight = weights[name].Value;
            comparer.Check($"shape of {name}", expected["shape"], weight.Shape);
            if (expected.TryGetValue("every", out var every))
            {
                var steps = ((List<object?>)every!).Select(step => Slice.Step(null, null, (long)step!)).ToArray();
                comparer.Check(name, expected["values"], weight[steps]);
                var values = Elements.Real(weight);
                new Comparer(comparer.RelativeTolerance, comparer.AbsoluteTolerance * Math.Sqrt(values.Length)).Check($"sum of {name}", expected["sum_in_float64"], values.Sum());
                new Comparer(comparer.RelativeTolerance, comparer.AbsoluteTolerance).Check($"sum of squares of {name}", expected["sum_of_squares_in_float64"], values.Sum(v => v * v));
            }
            else
            {
                comparer.Check(name, expected["values"], weight);
            }
        }
    }

    static void CheckImages(GoldenCase golden, ScratchNetwork network, bool isEager, float scale)
    {
        var expected = golden.Map("first_20_test_images");
        var outputs = network.Outputs(Rows(MnistFiles.Part("test_images")[..20], scale));
        // Pixels up to 255 multiply what rounding did to the weights.
        var comparer = Comparer.Of(golden) with { AbsoluteTolerance = golden.AbsoluteTolerance * (scale == 1 ? 10 : 1) };
        comparer.Check("outputs of the first test images", expected[isEager ? "outputs" : "probabilities"], outputs);
        Comparer.Of(golden).Check("predicted classes", expected["predicted"], outputs.ArgMax(1));
    }

    public static Tensor Rows(Tensor images, float scale)
    {
        var rows = images.Reshape([images.Shape[0], 784]).Cast(ElementType.Float32);
        return scale == 1 ? rows : rows / scale;
    }
}

/// <summary>A network of weights W1, b1, W2, b2 …: relu between layers; softmax and cross-entropy, or plain outputs and squared error.</summary>
sealed class ScratchNetwork(IReadOnlyDictionary<string, Variable> weights, bool isEager)
{
    readonly Variable[] all = [.. weights.OrderBy(pair => pair.Key[1..], StringComparer.Ordinal).ThenByDescending(pair => char.ToLowerInvariant(pair.Key[0])).Select(pair => pair.Value)];

    public Tensor Outputs(Tensor x) => isEager ? Sums(x) : Sums(x).Softmax(-1);

    // The last layer before its softmax.
    Tensor Sums(Tensor x)
    {
        for (var i = 0; i < all.Length; i += 2)
        {
            x = x.MatMul(all[i]) + all[i + 1];
            if (i + 2 < all.Length) x = x.Relu();
        }
        return x;
    }

    public Tensor Step(Tensor x, Tensor labels, double rate)
    {
        using var tape = new GradientTape();
        var sums = Sums(x);
        // Keras takes the cross-entropy of a softmax's output from what went into the softmax, so that no probability is clipped.
        var loss = isEager ? (labels.OneHot(sums.Shape[1]) - sums).Square().Mean() : SparseCategoricalCrossentropy.Of(labels, sums, fromLogits: true).Mean();
        var gradients = tape.Gradient(loss, all);
        for (var i = 0; i < all.Length; i++) all[i].AssignSub(gradients[i] * rate);
        return loss;
    }

    public double Accuracy(Tensor x, byte[] labels)
    {
        var predicted = Elements.Whole(Outputs(x).ArgMax(1));
        return predicted.Zip(labels).Count(pair => pair.First == pair.Second) / (double)labels.Length;
    }
}
