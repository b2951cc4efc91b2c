using Nabla.Data;
using Nabla.Layers;
using Nabla.Optimizers;

namespace Nabla.Samples;

/// <summary>A residual network of 20 layers (He and others, 2015) on pictures of 32×32 pixels: blocks whose input is added to their output.</summary>
public static class ResidualNetwork
{
    /// <returns>The loss of each epoch.</returns>
    public static IReadOnlyList<double> Run(SampleOptions options, int epochs = 8)
    {
        SeedGenerator.SetGlobal(options.Seed);
        var (x, y) = Pictures(options);

        // <model-residual>
        Tensor Block(Tensor x, int filters, int stride)
        {
            var y = new Conv2D(filters, 3, stride, Padding.Same, useBias: false).Call(x);
            y = new ReLU().Call(new BatchNormalization().Call(y));
            y = new Conv2D(filters, 3, padding: Padding.Same, useBias: false).Call(y);
            y = new BatchNormalization().Call(y);
            var way = stride == 1 ? x : new Conv2D(filters, 1, stride, useBias: false).Call(x);
            return new ReLU().Call(new Add().Call([y, way]));
        }

        Tensor input = new Input([32, 32, 3]);
        var features = new ReLU().Call(new BatchNormalization().Call(new Conv2D(16, 3, padding: Padding.Same, useBias: false).Call(input)));
        foreach (int filters in new[] { 16, 32, 64 })
        {
            for (int block = 0; block < 3; block++)
            {
                features = Block(features, filters, stride: filters > 16 && block == 0 ? 2 : 1);
            }
        }

        var output = new Dense(10).Call(new GlobalAveragePooling2D().Call(features));
        var model = new Functional(input, output, name: "resnet20");
        // </model-residual>

        Console.WriteLine($"{model.Layers.Count} layers, {model.CountParams():N0} weights");
        model.Compile(new SGD(0.05, momentum: 0.9), new Losses.SparseCategoricalCrossentropy(fromLogits: true), ["accuracy"]);
        var history = model.Fit(x, y, batchSize: 64, epochs: epochs, seed: options.Seed);

        var loss = history["loss"];
        new Plot("A residual network of 20 layers learns").Line(loss.Select((_, i) => i + 1.0), loss, "loss", "#0b6efd", markers: true)
            .XLabel("epoch").YLabel("loss").Save(options.Picture("residual-loss.png"));
        return loss;
    }

    /// <summary>CIFAR-10 from the data folder; where it has none, drawn digits in colours of chance.</summary>
    static (Tensor X, Tensor Y) Pictures(SampleOptions options)
    {
        var (images, labels) = Folder(options) is { } folder ? Cifar10.Read(folder) : Drawn(options);
        int count = (int)Math.Max(64, images.Shape[0] * options.Share);
        var x = images[..count].Cast(ElementType.Float32) / 127.5 - 1;
        return (x, labels[..count].Cast(ElementType.Int32));
    }

    static string? Folder(SampleOptions options) =>
        new[] { options.Data, options.Data is null ? null : Path.Combine(options.Data, "cifar10"), Environment.GetEnvironmentVariable("NABLA_DATA") is { Length: > 0 } data ? Path.Combine(data, "cifar10") : null }
            .FirstOrDefault(folder => folder is not null && Directory.Exists(folder) && Directory.GetFiles(folder, "*.bin").Length > 0);

    static (Tensor Images, Tensor Labels) Drawn(SampleOptions options)
    {
        Console.WriteLine("No CIFAR-10 (files *.bin of its binary version) in --data FOLDER: coloured digits drawn by this program take its place.");
        var (train, _) = Digits.LoadData(trainCount: 1280, testCount: 10, seed: options.Seed);
        var digits = train.Images.Pad([(0, 0), (2, 2), (2, 2)]).ExpandDims(-1).Cast(ElementType.Float32);
        var colour = Tensor.RandomUniform([train.Images.Shape[0], 1, 1, 3], 0.3, 1, seed: options.Seed);
        return ((digits * colour).Cast(ElementType.UInt8), train.Labels);
    }
}
