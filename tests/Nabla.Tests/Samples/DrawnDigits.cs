extern alias samples;

using Nabla.Data;
using Nabla.Formats;
using samples::Nabla.Samples;
using Xunit;

namespace Nabla.Tests.Samples;

/// <summary>Options with which samples run on a few drawn digits in a folder of their own: nothing is downloaded.</summary>
public sealed class DrawnDigits : IDisposable
{
    public const string Collection = "Samples";

    readonly TemporaryFolder folder = new();

    public DrawnDigits()
    {
        var (train, test) = Digits.LoadData(trainCount: 1280, testCount: 400, seed: 3);
        Write("train-images-idx3-ubyte", train.Images);
        Write("train-labels-idx1-ubyte", train.Labels);
        Write("t10k-images-idx3-ubyte", test.Images);
        Write("t10k-labels-idx1-ubyte", test.Labels);
        Options = new SampleOptions(Data: folder.Path, Output: Path.Combine(folder.Path, "pictures"));
    }

    public SampleOptions Options { get; }

    /// <summary>The bytes of a picture that a sample left.</summary>
    public byte[] Picture(string name) => File.ReadAllBytes(Path.Combine(Options.Output, name));

    public void Dispose() => folder.Dispose();

    void Write(string name, Tensor x) =>
        File.WriteAllBytes(folder.File(name), Idx.Encode(new IdxArray(IdxType.UInt8, [.. x.Shape.ToArray().Select(n => (int)n)], x.ToArray<byte>())));
}

/// <summary>Samples set the global seed, so nothing else runs beside them.</summary>
[CollectionDefinition(DrawnDigits.Collection, DisableParallelization = true)]
public sealed class SamplesCollection : ICollectionFixture<DrawnDigits>;
