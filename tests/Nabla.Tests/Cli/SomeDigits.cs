using Nabla.Data;
using Nabla.Formats;

namespace Nabla.Tests.Cli;

/// <summary>A few drawn digits in MNIST's files, and a model that learnt some of them, made once for all tests of commands.</summary>
public sealed class SomeDigits : IDisposable
{
    readonly TemporaryFolder folder = new();

    public SomeDigits()
    {
        var (train, test) = Digits.LoadData(trainCount: 640, testCount: 100, seed: 5);
        Write("train-images-idx3-ubyte", train.Images);
        Write("train-labels-idx1-ubyte", train.Labels);
        Write("t10k-images-idx3-ubyte", test.Images);
        Write("t10k-labels-idx1-ubyte", test.Labels);
        Test = test;
        Training = NablaProgram.Run("train", "mnist", "--model", "softmax", "--epochs", "2", "--batch-size", "32", "--seed", "1", "--data", folder.Path, "--save", Model);
    }

    public (Tensor Images, Tensor Labels) Test { get; }

    public string Folder => folder.Path;

    /// <summary>The file of the model.</summary>
    public string Model => folder.File("digits.keras");

    internal NablaProgram Training { get; }

    public string File(string name) => folder.File(name);

    /// <summary>An archive with one row of so many zeros.</summary>
    public string File(string name, int length)
    {
        Nabla.Formats.Npz.WriteArrays(File(name), [new("x", Nabla.Formats.NpyTensors.ToNpyArray(Tensor.Zeros([1, length])))]);
        return File(name);
    }

    public void Dispose() => folder.Dispose();

    void Write(string name, Tensor x) =>
        System.IO.File.WriteAllBytes(folder.File(name), Idx.Encode(new IdxArray(IdxType.UInt8, [.. x.Shape.ToArray().Select(n => (int)n)], x.ToArray<byte>())));
}
