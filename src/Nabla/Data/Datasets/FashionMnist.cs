namespace Nabla.Data;

/// <summary>Fashion-MNIST: 60,000 pictures of clothes to train on and 10,000 to test with, in the form of MNIST.</summary>
/// <remarks>Xiao, Rasul and Vollgraf, "Fashion-MNIST: a novel image dataset for benchmarking machine learning algorithms", 2017.</remarks>
public static class FashionMnist
{
    /// <summary>What class 0, 1, … 9 is.</summary>
    public static IReadOnlyList<string> ClassNames { get; } =
        ["T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"];

    /// <summary>The data set, from the first of: the given folder, the folder that the environment variable NABLA_DATA names, the cache, the internet.</summary>
    /// <param name="dataFolder">A folder with the four idx files, packed or unpacked, in it or in a folder "fashion-mnist" below it.</param>
    /// <param name="notice">Told when the data set is downloaded.</param>
    /// <param name="cancellation">Ends a download.</param>
    /// <returns>Train images uint8 [60000, 28, 28] and labels uint8 [60000], test images uint8 [10000, 28, 28] and labels uint8 [10000].</returns>
    /// <remarks>A download is given up after 5 seconds without a connection, is checked by SHA-256, and is kept in the cache.</remarks>
    /// <exception cref="FileNotFoundException">The files are nowhere.</exception>
    /// <exception cref="ModelFormatException">A file is damaged.</exception>
    public static ((Tensor Images, Tensor Labels) Train, (Tensor Images, Tensor Labels) Test) LoadData(
        string? dataFolder = null, Action<string>? notice = null, CancellationToken cancellation = default) => Load(Source, dataFolder, notice, cancellation).ToTensors();

    internal static DatasetSource Source { get; } = new(
        "fashion-mnist",
        [
            new("train-images-idx3-ubyte.gz", 26_421_880, "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84"),
            new("train-labels-idx1-ubyte.gz", 29_515, "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845"),
            new("t10k-images-idx3-ubyte.gz", 4_422_102, "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073"),
            new("t10k-labels-idx1-ubyte.gz", 5_148, "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5"),
        ],
        [new("https://storage.googleapis.com/tensorflow/tf-keras-datasets/"), new("http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/")]);

    internal static ImageDataset Load(DatasetSource source, string? dataFolder, Action<string>? notice, CancellationToken cancellation) =>
        source.Find(dataFolder, notice, cancellation) is { } paths
            ? ImageDataset.Read(paths)
            : throw new FileNotFoundException(
                "Fashion-MNIST is not at hand and could not be downloaded: get the four files train-images-idx3-ubyte.gz, train-labels-idx1-ubyte.gz, t10k-images-idx3-ubyte.gz and "
                + "t10k-labels-idx1-ubyte.gz, put them into a folder, and give it (--data, or the environment variable NABLA_DATA).");
}
