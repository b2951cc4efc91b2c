using Nabla.Files;

namespace Nabla.Data;

/// <summary>CIFAR-10: 60,000 coloured pictures of 32×32 pixels in ten classes (Krizhevsky, 2009), in its binary form.</summary>
/// <remarks>A record is one byte with the class, 0 … 9, then 1,024 bytes red, 1,024 green and 1,024 blue, each row by row. https://www.cs.toronto.edu/~kriz/cifar.html</remarks>
public static class Cifar10
{
    const int Side = 32, Pixels = Side * Side, Record = 1 + (3 * Pixels);

    /// <summary>The classes by number.</summary>
    public static IReadOnlyList<string> ClassNames { get; } = ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"];

    /// <summary>The pictures of a file, or of all files <c>*.bin</c> of a folder in the order of their names.</summary>
    /// <param name="path">The file or the folder.</param>
    /// <returns>Pictures [count, 32, 32, 3] and classes [count, 1], both uint8, as Keras gives them.</returns>
    /// <exception cref="FileNotFoundException">There is no such file, or the folder has none.</exception>
    /// <exception cref="ModelFormatException">A file is no sequence of whole records, or names a class beyond 9.</exception>
    public static (Tensor Images, Tensor Labels) Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string[] files = Directory.Exists(path) ? [.. Directory.GetFiles(path, "*.bin").Order(StringComparer.Ordinal)] : [path];
        if (files.Length == 0 || !File.Exists(files[0]))
        {
            throw new FileNotFoundException($"Cifar10: '{path}': there is no such file, and no folder with files *.bin. Give the folder of the unpacked binary version.", path);
        }

        var parts = files.Select(ReadFile).ToList();
        return parts is [var only] ? only : (Tensor.Concatenate([.. parts.Select(p => p.Images)]), Tensor.Concatenate([.. parts.Select(p => p.Labels)]));
    }

    static (Tensor Images, Tensor Labels) ReadFile(string path)
    {
        long size = new FileInfo(path).Length;
        if (size == 0 || size % Record != 0 || size > Array.MaxLength)
        {
            throw new ModelFormatException(path, "size", $"{size:N0} bytes are no whole number of records of {Record:N0}");
        }

        var records = File.ReadAllBytes(path);
        int count = records.Length / Record;
        var labels = new byte[count];
        for (int i = 0; i < count; i++)
        {
            labels[i] = records[i * Record] < ClassNames.Count ? records[i * Record]
                : throw new ModelFormatException(path, $"record {i}", $"class {records[i * Record]}, where there are {ClassNames.Count}");
        }

        var pictures = Tensor.Constant<byte>(records, [count, Record])[.., 1..].Reshape([count, 3, Side, Side]);
        return (pictures.Transpose([0, 2, 3, 1]), Tensor.Constant<byte>(labels, [count, 1]));
    }
}
