extern alias samples;

using Nabla.Goldens.Areas;
using Nabla.Goldens.Cases;
using Nabla.Goldens.Comparing;
using samples::Nabla.Samples;

namespace Nabla.Goldens.Programs;

/// <summary>Cases of <c>programs/bands</c>: the samples, run as they are from the seeds 1, 2 and 3, give what the documents' programs gave.</summary>
sealed class BandArea : Area
{
    static readonly Dictionary<int, double> fromScratch = [];

    public override void Run(GoldenCase golden)
    {
        var program = golden.Text("program")!;
        using var folder = ExtractedFolder.Empty();
        var shown = Console.Out;
        Console.SetOut(TextWriter.Null);
        try
        {
            switch (program)
            {
                case "from-scratch-001":
                case "from-scratch-002":
                    // The second document repeats the first one's program, mended.
                    InBand(golden, folder, options => FromScratchAccuracy(options));
                    break;
                case "convnet-60000":
                    InBand(golden, folder, MnistConvnet.Run);
                    break;
                case "lstm-60000":
                    InBand(golden, folder, options => Lstm(options, 60000));
                    break;
                case "lstm-20000":
                    InBand(golden, folder, options => Lstm(options, 20000));
                    break;
                case "convnet-20000":
                    InBand(golden, folder, options => MnistConvnet.Run(options with { Share = 20000.0 / 60000 }));
                    break;
                case "keras-mnist-002":
                    InBand(golden, folder, KerasMnist.Run);
                    break;
                case "eager-mnist-003":
                    InBand(golden, folder, EagerMnist.Run);
                    break;
                case "mnist-softmax-004":
                    InBand(golden, folder, options => MnistTrain.Run(options));
                    break;
                case "linear-regression-004-gradient-descent":
                    Line(golden, folder, () => new Train.GradientDescentOptimizer(0.01));
                    break;
                case "linear-regression-004-adam":
                    Line(golden, folder, () => new Train.AdamOptimizer(0.01));
                    break;
                case "nonlinear-regression-004":
                    Parabola(golden, folder);
                    break;
                default:
                    throw new NotSupportedNameException(program);
            }
        }
        finally
        {
            Console.SetOut(shown);
        }
    }

    /// <summary>The program behind the band; the sample's rate falls, which makes it better.</summary>
    static double Lstm(SampleOptions options, int count)
    {
        SeedGenerator.SetGlobal(options.Seed);
        var (x, y) = (Pictures("train_images")[..count], MnistFiles.Part("train_labels")[..count]);
        var model = new Sequential([new Nabla.Layers.Input([28, 28]), new Nabla.Layers.LSTM(128), new Nabla.Layers.Dense(10, "softmax")]);
        model.Compile("rmsprop", "sparse_categorical_crossentropy", ["accuracy"]);
        model.Fit(x, y, epochs: 3, batchSize: 64, verbose: Verbosity.Silent);
        return model.Evaluate(Pictures("test_images"), MnistFiles.Part("test_labels"), verbose: Verbosity.Silent)["accuracy"];

        static Tensor Pictures(string part) => MnistFiles.Part(part).Cast(ElementType.Float32) / 255;
    }

    static double FromScratchAccuracy(SampleOptions options)
    {
        if (!fromScratch.TryGetValue(options.Seed, out var accuracy)) fromScratch[options.Seed] = accuracy = FromScratch.Run(options);
        return accuracy;
    }

    static IEnumerable<SampleOptions> Seeds(ExtractedFolder folder, string? data = null) => Enumerable.Range(1, 3).Select(seed => new SampleOptions(data, Output: folder.Root, Seed: seed));

    static void InBand(GoldenCase golden, ExtractedFolder folder, Func<SampleOptions, double> program)
    {
        var accuracies = Seeds(folder, MnistFiles.Folder).Select(program).ToList();
        var band = golden.List("band").Select(Convert.ToDouble).ToList();
        if (accuracies.Average() < band[0] || accuracies.Average() > band[1]) throw new MismatchException($"accuracies {string.Join(", ", accuracies)}: their mean must lie in {band[0]} … {band[1]}");
    }

    static void Line(GoldenCase golden, ExtractedFolder folder, Func<Train.Optimizer> optimizer)
    {
        var (comparer, final) = (new Comparer(0, 1e-4), golden.Map("final"));
        foreach (var options in Seeds(folder))
        {
            var (loss, w, b) = LinearRegression.Run(options, optimizer());
            comparer.Check("W", Mean("W"), w);
            comparer.Check("b", Mean("b"), b);
            comparer.Check("loss", Mean("final_loss"), loss);
        }

        object? Mean(string name) => ((Dictionary<string, object?>)final[name]!)["mean"];
    }

    static void Parabola(GoldenCase golden, ExtractedFolder folder)
    {
        foreach (var (name, value) in golden.Map("combinations"))
        {
            var combination = (Dictionary<string, object?>)value!;
            var final = (Dictionary<string, object?>)combination["final_loss"]!;
            var parts = name.Split('-');
            var activation = Activation(parts[0]);
            foreach (var options in Seeds(folder))
            {
                Train.Optimizer optimizer = parts[2] == "AdamOptimizer" ? new Train.AdamOptimizer(0.1) : new Train.GradientDescentOptimizer(0.1);
                double loss = NonlinearRegression.Train(options, activation, parts[1] == "both" ? activation : Activation("tanh"), optimizer, Convert.ToInt32(combination["epochs"]), "band");

                if (Convert.ToDouble(final["least"]) > 0.05) continue;

                // Units of relu that are dead from the start stay so: such runs stand aside.
                if (parts[0] == "relu" && loss > 0.05) continue;
                var (least, greatest) = (Convert.ToDouble(final["least"]), Convert.ToDouble(final["greatest"]));
                if (loss < 0.8 * least || loss > 1.25 * greatest) throw new MismatchException($"{name}, seed {options.Seed}: the final loss {loss} must lie between {0.8 * least} and {1.25 * greatest}");
            }
        }
    }

    static Func<Tensor, Tensor> Activation(string name) => name switch
    {
        "tanh" => x => x.Tanh(),
        "sigmoid" => x => x.Sigmoid(),
        "relu" => x => x.Relu(),
        _ => throw new NotSupportedNameException(name),
    };
}
