using Nabla.Data;
using Nabla.Formats;
using Nabla.Images;

namespace Nabla.Samples;

/// <summary>Softmax regression on digits: the network, in a graph.</summary>
public sealed class MnistNetwork
{
    public MnistNetwork()
    {
        // The number of images is open: null.
        X = Graph.Placeholder(ElementType.Float32, [null, 784]);
        Label = Graph.Placeholder(ElementType.Float32, [null, 10]);
        var w = new Variable(Tensor.RandomNormal([784, 10]));
        var b = new Variable(Tensor.RandomNormal([10]));
        Y = (X.MatMul(w) + b).Softmax();

        // Cross-entropy; 1e-10 keeps the logarithm finite where a probability is 0.
        Loss = -(Label * (Y + 1e-10).Log()).Sum();
        TrainStep = new Train.GradientDescentOptimizer(0.01).Minimize(Loss);
        Accuracy = (Label.ArgMax(1) == Y.ArgMax(1)).Cast(ElementType.Float32).Mean();
    }

    public Tensor X { get; }

    public Tensor Label { get; }

    public Tensor Y { get; }

    public Tensor Loss { get; }

    public GraphNode TrainStep { get; }

    public Tensor Accuracy { get; }
}

/// <summary>Trains the network in 10,000 steps of 64 digits, and saves it every 1,000.</summary>
public static class MnistTrain
{
    public static float Run(SampleOptions options)
    {
        const int BatchSize = 64, SaveInterval = 1000, DisplayInterval = 100;
        int steps = (int)(10000 * options.Share);
        var data = Mnist.ReadDataSets(options.Data, oneHot: true, validationSize: 0, seed: options.Seed, notice: Console.WriteLine);
        using var graph = new Graph { Seed = options.Seed };
        var net = new MnistNetwork();
        var init = Graph.GlobalVariablesInitializer();
        var saver = new Saver();
        string checkpoint = Path.Combine(options.Checkpoints("mnist"), "mnist-model.ckpt");

        using var session = new Session();
        session.Run(init);
        var watch = new Train.LossWatch();
        for (int step = 1; step <= steps; step++)
        {
            var (x, label) = data.Train.NextBatch(BatchSize);
            Feeds feeds = new() { [net.X] = x, [net.Label] = label };
            session.Run(net.TrainStep, feeds);
            if (step % DisplayInterval == 0)
            {
                float loss = (float)session.Run(net.Loss, feeds);
                Console.WriteLine($"step={step}, loss={loss:F2}");
                if (watch.Look(loss) is { } warning)
                {
                    Console.WriteLine(warning);
                }
            }

            if (step % SaveInterval == 0 || step == steps)
            {
                Console.WriteLine($"model saved in file {saver.Save(session, checkpoint, globalStep: step - 1)}");
            }
        }

        float accuracy = (float)session.Run(net.Accuracy, new() { [net.X] = data.Test.Images, [net.Label] = data.Test.Labels });
        Console.WriteLine($"accuracy={accuracy:F4}, {data.Test.NumExamples} pictures are tested");
        return accuracy;
    }
}

/// <summary>Loads what <see cref="MnistTrain"/> saved, and reads digits from pictures.</summary>
public sealed class MnistPredict : IDisposable
{
    readonly Graph graph = new();
    readonly MnistNetwork net = new();
    readonly Session session;

    public MnistPredict(string folder)
    {
        session = new Session(graph);
        var saver = new Saver();
        graph.Dispose();
        saver.RestoreLatest(session, folder);
    }

    /// <summary>The digits of the test images that lie among the pictures, drawn by Nabla itself where no pictures are given.</summary>
    public static IReadOnlyList<int> Run(SampleOptions options)
    {
        string[] pictures = options.Pictures is { } folder ? [.. Directory.EnumerateFiles(folder, "*.png").Order(StringComparer.Ordinal)] : Drawn(options);
        using var predict = new MnistPredict(options.Checkpoints("mnist"));
        return predict.Predict(pictures);
    }

    /// <summary>The digits of several pictures, in one run.</summary>
    public IReadOnlyList<int> Predict(params IReadOnlyList<string> pictures)
    {
        var rows = Tensor.Concatenate([.. pictures.Select(Row)]);
        var digits = session.Run(net.Y, new() { [net.X] = rows }).ArgMax(1).ToArray<int>();
        for (int i = 0; i < digits.Length; i++)
        {
            Console.WriteLine($"{pictures[i]}\n          -> Predict digit {digits[i]}");
        }

        return digits;
    }

    public void Dispose()
    {
        session.Dispose();
        graph.Dispose();
    }

    /// <summary>A picture as the network wants it: 784 numbers from 0 (paper) to 1 (ink).</summary>
    static Tensor Row(string path)
    {
        var picture = ImageFile.Read(path);
        var digit = picture.ToDigit(out string? note);
        if (note is not null)
        {
            Console.WriteLine($"{path}: {note}");
        }

        return Tensor.Constant(digit.Bytes, [1, 784]).Cast(ElementType.Float32) / 255;
    }

    static string[] Drawn(SampleOptions options) =>
    [
        .. Enumerable.Range(0, 10).Select(digit =>
        {
            string path = options.Picture($"digit-{digit}.png");
            new Pixels(28, 28, 1, Digits.DrawOne(digit, options.Seed)).Save(path);
            return path;
        }),
    ];
}
