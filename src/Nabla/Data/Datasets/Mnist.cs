namespace Nabla.Data;

/// <summary>MNIST: 60,000 handwritten digits to train on and 10,000 to test with, 28 × 28 bytes, 0 paper, 255 ink.</summary>
/// <remarks>LeCun, Cortes and Burges; LeCun, Bottou, Bengio and Haffner, "Gradient-based learning applied to document recognition", 1998.</remarks>
public static class Mnist
{
    /// <summary>What users are told when drawn digits take the place of MNIST.</summary>
    internal const string DrawnNotice =
        "MNIST is not at hand, so drawn digits take its place: results are like those on MNIST, not the same. "
        + "Give the folder with the four MNIST files (--data, or the environment variable NABLA_DATA) to train on the real ones.";

    internal static DatasetSource Source { get; } = new(
        "mnist",
        [
            new("train-images-idx3-ubyte.gz", 9_912_422, "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"),
            new("train-labels-idx1-ubyte.gz", 28_881, "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"),
            new("t10k-images-idx3-ubyte.gz", 1_648_877, "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"),
            new("t10k-labels-idx1-ubyte.gz", 4_542, "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6"),
        ],
        [new("https://storage.googleapis.com/cvdf-datasets/mnist/"), new("https://ossci-datasets.s3.amazonaws.com/mnist/")]);

    /// <summary>The data set, from the first of: the given folder, the folder that the environment variable NABLA_DATA names, the cache, the internet; else drawn digits.</summary>
    /// <param name="dataFolder">A folder with the four idx files, packed or unpacked, in it or in a folder "mnist" below it.</param>
    /// <param name="notice">Told when the data set is downloaded, and when drawn digits take its place.</param>
    /// <param name="cancellation">Ends a download.</param>
    /// <returns>Train images uint8 [60000, 28, 28] and labels uint8 [60000], test images uint8 [10000, 28, 28] and labels uint8 [10000].</returns>
    /// <remarks>A download is given up after 5 seconds without a connection, is checked by SHA-256, and is kept in the cache.</remarks>
    /// <exception cref="FileNotFoundException">The given folder does not hold the files.</exception>
    /// <exception cref="ModelFormatException">A file is damaged.</exception>
    public static ((Tensor Images, Tensor Labels) Train, (Tensor Images, Tensor Labels) Test) LoadData(
        string? dataFolder = null, Action<string>? notice = null, CancellationToken cancellation = default) => Load(Source, dataFolder, notice, cancellation).ToTensors();

    /// <summary>The data set as TensorFlow's tutorials take it: rows of 784 numbers from 0 to 1, the first images of the training part set aside for validation.</summary>
    /// <param name="dataFolder">As in <see cref="LoadData"/>.</param>
    /// <param name="oneHot">Whether a label is a row of ten numbers, one of them 1; else a class number, uint8.</param>
    /// <param name="validationSize">How many training images are set aside.</param>
    /// <param name="seed">Decides the orders of the batches; drawn from the global generator by default.</param>
    /// <param name="notice">As in <see cref="LoadData"/>.</param>
    /// <param name="cancellation">Ends a download.</param>
    /// <returns>Three readers: 55,000, 5,000 and 10,000 images by default.</returns>
    public static (BatchReader Train, BatchReader Validation, BatchReader Test) ReadDataSets(
        string? dataFolder = null, bool oneHot = false, int validationSize = 5000, int? seed = null, Action<string>? notice = null, CancellationToken cancellation = default)
    {
        using var eager = Engine.Use(null);
        var ((trainImages, trainLabels), (testImages, testLabels)) = LoadData(dataFolder, notice, cancellation);
        if (validationSize < 0 || validationSize > trainImages.Shape[0])
        {
            throw new ArgumentOutOfRangeException(nameof(validationSize), $"ReadDataSets: {validationSize} of {trainImages.Shape[0]} training images for validation: it must be between 0 and that.");
        }

        int first = seed ?? SeedGenerator.Global.NextSeed();
        return (
            Reader(trainImages[validationSize..], trainLabels[validationSize..], first),
            Reader(trainImages[..validationSize], trainLabels[..validationSize], first + 1),
            Reader(testImages, testLabels, first + 2));

        BatchReader Reader(Tensor images, Tensor labels, int order) =>
            new(images.Reshape([images.Shape[0], 28 * 28]).Cast(ElementType.Float32) / 255, oneHot ? labels.Cast(ElementType.Int32).OneHot(10) : labels, order);
    }

    internal static ImageDataset Load(DatasetSource source, string? dataFolder, Action<string>? notice, CancellationToken cancellation)
    {
        if (source.Find(dataFolder, notice, cancellation) is { } paths)
        {
            return ImageDataset.Read(paths);
        }

        notice?.Invoke(DrawnNotice);
        return ImageDataset.Drawn();
    }
}
