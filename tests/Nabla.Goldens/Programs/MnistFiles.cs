using Nabla.Data;
using Nabla.Formats;

namespace Nabla.Goldens.Programs;

/// <summary>The four files of MNIST, which golden cases refer to: in NABLA_DATA, in NABLA_ARTIFACTS/datasets, or in artifacts/datasets beside a folder above the cases.</summary>
static class MnistFiles
{
    static readonly Dictionary<string, Tensor> parts = new(StringComparer.Ordinal);

    /// <summary>The folder of golden cases that is run.</summary>
    public static string Goldens { get; set; } = "";

    /// <summary><c>train_images</c>, <c>train_labels</c>, <c>test_images</c> or <c>test_labels</c> as bytes.</summary>
    public static Tensor Part(string name)
    {
        if (parts.TryGetValue(name, out var part)) return part;
        var file = name switch
        {
            "train_images" => "train-images-idx3-ubyte",
            "train_labels" => "train-labels-idx1-ubyte",
            "test_images" => "t10k-images-idx3-ubyte",
            "test_labels" => "t10k-labels-idx1-ubyte",
            _ => throw new Cases.NotSupportedNameException(name),
        };
        var array = Idx.Read(Find(file));
        return parts[name] = Tensor.Constant((Array)array.Bytes, Shape.Of([.. array.Lengths.Select(length => (long)length)]));
    }

    /// <summary>The folder in which the files lie.</summary>
    public static string Folder => Path.GetDirectoryName(Find("train-images-idx3-ubyte"))!;

    static string Find(string file)
    {
        foreach (var folder in Folders())
        {
            foreach (var name in new[] { file, file + ".gz" })
            {
                var path = Path.Combine(folder, name);
                if (File.Exists(path)) return path;
            }
        }
        throw new FileNotFoundException($"MNIST is not at hand: {file} is in none of {string.Join(", ", Folders())}. Set NABLA_DATA to its folder.");
    }

    static IEnumerable<string> Folders()
    {
        if (Environment.GetEnvironmentVariable("NABLA_DATA") is { Length: > 0 } data) yield return Path.Combine(data, "mnist");
        if (Environment.GetEnvironmentVariable("NABLA_DATA") is { Length: > 0 } plain) yield return plain;
        if (Environment.GetEnvironmentVariable("NABLA_ARTIFACTS") is { Length: > 0 } artifacts) yield return Path.Combine(artifacts, "datasets", "mnist");
        for (var folder = Path.GetFullPath(Goldens); !string.IsNullOrEmpty(folder); folder = Path.GetDirectoryName(folder))
        {
            yield return Path.Combine(folder, "artifacts", "datasets", "mnist");
        }
    }
}
