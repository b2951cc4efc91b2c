using System.Numerics;
using Nabla.Data;
using Nabla.Formats;
using Nabla.Images;
using Xunit;

namespace Nabla.Tests.Models.Converting;

public sealed class TensorConversionTests
{
    static readonly KeyValuePair<string, Tensor>[] Some =
    [
        new("layers/dense/vars/0", Tensor.Constant(new float[,] { { 1, -2.5f }, { float.NaN, float.PositiveInfinity } })),
        new("layers/dense/vars/1", Tensor.Constant(new[] { 1.5, -0.0 })),
        new("layers/other/vars/0", Tensor.Constant(new[] { true, false })),
        new("layers/other/vars/1", Tensor.Constant(long.MinValue)),
        new("layers/other/vars/2", Tensor.Constant(new[] { 1f, 2 }).Cast(ElementType.BFloat16)),
        new("layers/other/vars/3", Tensor.Zeros([0, 3], ElementType.Int8)),
    ];

    public static TheoryData<string, string> Pairs
    {
        get
        {
            string[] names = ["a.npz", "a.safetensors", "a.hdf5", "a.weights.h5", "a.weights.json", "a.ckpt"];
            var pairs = new TheoryData<string, string>();
            foreach (string from in names)
            {
                foreach (string to in names)
                {
                    pairs.Add(from, to == from ? "b" + to : to);
                }
            }

            return pairs;
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Tensors_keep_names_types_shapes_and_bits(string from, string to)
    {
        using var folder = new TemporaryFolder();
        Npz.WriteArrays(folder.File("start.npz"), Some.Select(pair => KeyValuePair.Create(pair.Key, pair.Value.ToNpyArray())));
        FileConversion.Convert(folder.File("start.npz"), folder.File(from));
        FileConversion.Convert(folder.File(from), folder.File(to));
        FileConversion.Convert(folder.File(to), folder.File("end.npz"));
        var end = Npz.ReadArrays(folder.File("end.npz")).ToDictionary(pair => pair.Key, pair => pair.Value.ToTensor(), StringComparer.Ordinal);
        Assert.Equal(Some.Length, end.Count);
        foreach (var (name, value) in Some)
        {
            Assert.Equal((value.ElementType, value.Shape), (end[name].ElementType, end[name].Shape));
            Assert.Equal(value.ToNpyArray().Values, end[name].ToNpyArray().Values);
        }
    }

    [Fact]
    public void One_array_goes_through_npy_from_idx_and_from_a_picture()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("labels-idx1-ubyte.gz"), Idx.Encode(new IdxArray(IdxType.UInt8, [3], [7, 0, 2]), gzip: true));
        Assert.Empty(FileConversion.Convert(folder.File("labels-idx1-ubyte.gz"), folder.File("labels.npy")));
        Assert.Equal([7, 0, 2], Npy.ReadArray(folder.File("labels.npy")).ToTensor().ToArray<byte>());
        FileConversion.Convert(folder.File("labels.npy"), folder.File("labels.safetensors"));
        Assert.Equal("labels", Assert.Single(Safetensors.Read(folder.File("labels.safetensors"))).Key);
        Digits.LoadData(1, 1, 1).Test.Images[0].ToImage().Save(folder.File("digit.png"));
        FileConversion.Convert(folder.File("digit.png"), folder.File("digit.npz"));
        Assert.Equal([28L, 28, 1], Assert.Single(Npz.ReadArrays(folder.File("digit.npz"))).Value.Shape);
    }

    [Fact]
    public void What_a_target_does_not_keep_is_said()
    {
        using var folder = new TemporaryFolder();
        Safetensors.Write(folder.File("a.safetensors"), [new("w", Tensor.Zeros([2]).Cast(ElementType.BFloat16))], [new("format", "pt")]);
        var notes = FileConversion.Convert(folder.File("a.safetensors"), folder.File("a.npz"));
        Assert.Contains(notes, note => note.Contains("'format'", StringComparison.Ordinal));
        Assert.Contains(notes, note => note.Contains("bfloat16", StringComparison.Ordinal));

        var writer = new Hdf5Writer();
        writer.Root.Add("x", Hdf5Array.Of(new[] { 1f }, 1)).SetAttribute("unit", "m");
        writer.Root.Add("y", Hdf5Array.OfNothing(typeof(float)));
        writer.Write(folder.File("a.h5"));
        notes = FileConversion.Convert(folder.File("a.h5"), folder.File("b.npz"));
        Assert.Contains(notes, note => note.Contains("1 attributes", StringComparison.Ordinal));
        Assert.Contains(notes, note => note.Contains("'/y'", StringComparison.Ordinal));
        Assert.Equal("x", Assert.Single(Npz.ReadArrays(folder.File("b.npz"))).Key);
    }

    [Fact]
    public void What_cannot_be_written_is_refused_and_leaves_nothing()
    {
        using var folder = new TemporaryFolder();
        Npz.WriteArrays(folder.File("a.npz"), [new("w", Tensor.Zeros([2]).ToNpyArray()), new("c", Tensor.Constant(new[] { Complex.One }).ToNpyArray()), new("w/b", Tensor.Zeros([1]).ToNpyArray())]);
        string[] before = Names(folder);
        Refused("a.npz", "a.npz", "the source itself");
        Refused("a.npz", "./a.npz", "the source itself");
        Refused("a.npz", "a.npy", "3 tensors");
        Refused("a.npz", "a.safetensors", "complex");
        Refused("a.npz", "a.h5", "is a dataset");
        Refused("a.npz", "a.keras", "weights alone make no model");
        Refused("a.npz", "a.weights.h5", "--model");
        Refused("a.npz", "a.txt", "Expected .keras");
        Refused("a.npz", "a.pb", "graphs become graphs");
        Refused("none.npz", "a.npy", "no such file");
        Assert.Equal(before, Names(folder));

        void Refused(string from, string to, string reason) => Assert.Contains(reason, Assert.ThrowsAny<Exception>(() => FileConversion.Convert(folder.File(from), folder.File(to))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_source_leaves_the_old_target()
    {
        using var folder = new TemporaryFolder();
        Npz.WriteArrays(folder.File("a.npz"), [new("w", Tensor.Zeros([200]).ToNpyArray()), new("v", Tensor.Zeros([200]).ToNpyArray())]);
        byte[] bytes = File.ReadAllBytes(folder.File("a.npz"));
        bytes[bytes.AsSpan().LastIndexOf("NUMPY"u8) + 300] ^= 1;
        File.WriteAllBytes(folder.File("a.npz"), bytes);
        File.WriteAllText(folder.File("b.npz"), "old");
        Assert.Throws<ModelFormatException>(() => FileConversion.Convert(folder.File("a.npz"), folder.File("b.npz")));
        Assert.Equal("old", File.ReadAllText(folder.File("b.npz")));
        Assert.Equal(2, Names(folder).Length);
    }

    [Fact]
    public void Progress_counts_all_bytes_and_a_cancelled_conversion_writes_nothing()
    {
        using var folder = new TemporaryFolder();
        Safetensors.Write(folder.File("a.safetensors"), [new("w", Tensor.Zeros([2, 3])), new("v", Tensor.Zeros([4]))]);
        var told = new List<(long, long)>();
        FileConversion.Convert(folder.File("a.safetensors"), folder.File("a.npz"), new() { Progress = (done, all) => told.Add((done, all)) });
        Assert.Equal(2, told.Count);
        Assert.Equal((40, 40), told[^1]);
        using var source = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => FileConversion.Convert(folder.File("a.safetensors"), folder.File("c.npz"), new() { Progress = (_, _) => source.Cancel() }, source.Token));
        Assert.False(File.Exists(folder.File("c.npz")));
    }

    static string[] Names(TemporaryFolder folder) => [.. Directory.EnumerateFileSystemEntries(folder.Path).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];
}
