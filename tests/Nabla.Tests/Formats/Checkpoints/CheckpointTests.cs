using System.Numerics;
using Nabla.Formats;
using Nabla.Formats.TensorFlow;
using Xunit;

namespace Nabla.Tests.Formats.TensorFlow;

public sealed class CheckpointTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    static readonly Tensor[] values =
    [
        Tensor.Constant(new[] { true, false }), Tensor.Constant(new byte[] { 1, 255 }), Tensor.Constant(new sbyte[] { -1 }), Tensor.Constant(new ushort[] { 65535 }), Tensor.Constant(new short[] { -2 }),
        Tensor.Constant(new uint[] { 7 }), Tensor.Constant(new int[,] { { 1, 2 }, { 3, 4 } }), Tensor.Constant(new ulong[] { ulong.MaxValue }), Tensor.Constant(-5L), Tensor.Constant(new[] { (Half)1.5f }),
        Tensor.Constant(new[] { (BFloat16)1.5f }), Tensor.Constant(new[] { 1.5f, float.NaN }), Tensor.Constant(2.5), Tensor.Constant(new[] { new Complex64(1, 2) }), Tensor.Constant(new[] { new Complex(3, 4) }),
        Tensor.Constant(new[] { "", "δ", "\uDCFF", new string('x', 300) }), Tensor.Zeros([0, 3]), Tensor.Constant((Array)Array.Empty<string>()), Tensor.Constant(new float[,] { { 1, 2 }, { 3, 4 } }).Transpose(),
    ];

    static void Same(Tensor expected, Tensor actual)
    {
        Assert.Equal((expected.ElementType, expected.Shape), (actual.ElementType, actual.Shape));
        if (expected.ElementType == ElementType.String) Assert.Equal(expected.ToArray<string>(), actual.ToArray<string>());
        else Assert.Equal(TensorProtos.Bytes(expected), TensorProtos.Bytes(actual));
    }

    string Save(string name = "model.ckpt", params (string Name, Tensor Value)[] variables)
    {
        CheckpointWriter.Write(folder.File(name), variables.Select(variable => KeyValuePair.Create(variable.Name, variable.Value)));
        return folder.File(name);
    }

    [Fact]
    public void Variables_of_every_type_come_back()
    {
        Assert.Equal(16, values.Select(x => x.ElementType).Distinct().Count());
        var prefix = Save(variables: [.. values.Select((value, i) => ($"scope/v{i}", value))]);
        using var reader = CheckpointReader.Open(prefix);
        Assert.Equal(values.Length, reader.Entries.Count);
        for (var i = 0; i < values.Length; i++) Same(values[i], reader.Read($"scope/v{i}"));
        Assert.Empty(reader.Verify());
        Assert.Equal(["model.ckpt.data-00000-of-00001", "model.ckpt.index"], Directory.EnumerateFiles(folder.Path).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void Names_of_any_language_and_any_bytes_come_back()
    {
        string[] names = ["权重", "a b", "x\uDCFFy", "é", "Z", "a/b", "a"];
        using var reader = CheckpointReader.Open(Save(variables: [.. names.Select((name, i) => (name, Tensor.Constant(i)))]));
        Assert.Equal(names.Order(StringComparer.Ordinal), reader.Entries.Select(entry => entry.Name));
        for (var i = 0; i < names.Length; i++) Assert.Equal(i, reader.Read(names[i]).ToScalar<int>());
    }

    [Fact]
    public void Many_variables_take_several_blocks_of_the_index()
    {
        var variables = Enumerable.Range(0, 12_000).Select(i => ($"layer_{i:00000}/some_quite_long_name_of_a_variable/kernel_{i}", Tensor.Constant(i))).ToArray();
        var prefix = Save(variables: variables);
        Assert.True(new FileInfo(prefix + ".index").Length > 2 * 262_144);
        using var reader = CheckpointReader.Open(prefix);
        Assert.Equal(variables.Select(variable => variable.Item1), reader.Entries.Select(entry => entry.Name));
        Assert.Equal(11_999, reader.Read(variables[11_999].Item1).ToScalar<int>());
        using var stream = File.OpenRead(prefix + ".index");
        var table = new SortedTableReader(stream, "index", LoadLimits.Default);
        foreach (var i in new[] { 0, 1, 5_000, 11_999 }) Assert.NotNull(table.Find(System.Text.Encoding.ASCII.GetBytes(variables[i].Item1)));
        Assert.Null(table.Find("layer_00001"u8));
        Assert.Null(table.Find("z"u8));
    }

    [Fact]
    public void Parts_are_put_together_and_any_part_is_read()
    {
        var x = Tensor.Constant(Enumerable.Range(0, 7 * 5 * 2).Select(i => (float)i).ToArray(), [7, 5, 2]);
        var texts = Tensor.Constant((Array)new[] { "t0", "t1", "t2", "t3", "t4", "t5" });
        CheckpointPart Part(string name, Tensor whole, int shard, params (long Start, long Length)[] axes) =>
            new(name, Cut(whole, axes), new CheckpointSlice([.. axes.Select(axis => axis.Length < 0 ? 0 : axis.Start)], [.. axes.Select(axis => axis.Length)]), whole.Shape, shard);
        CheckpointWriter.WriteParts(folder.File("m"),
        [
            Part("x", x, 0, (0, 3), (0, -1), (0, -1)), Part("x", x, 1, (3, 4), (0, 2), (0, 2)), Part("x", x, 1, (3, 4), (2, 3), (0, -1)),
            Part("t", texts, 0, (0, 4)), Part("t", texts, 1, (4, 2)), new CheckpointPart("whole", x, Shard: 2),
        ], shards: 3);
        using var reader = CheckpointReader.Open(folder.File("m"));
        Assert.Equal(["t", "whole", "x"], reader.Entries.Select(entry => entry.Name));
        Assert.Equal(["0,3:-:-", "3,4:0,2:0,2", "3,4:2,3:-"], reader.Find("x")!.Slices.Select(slice => slice.ToString()));
        Assert.Equal(7 * 5 * 2 * 4, reader.Find("x")!.Bytes);
        Same(x, reader.Read("x"));
        Same(texts, reader.Read("t"));
        Same(Cut(x, (2, 3), (1, 2), (1, 1)), reader.Read("x", new CheckpointSlice([2, 1, 1], [3, 2, 1])));
        Same(Cut(x, (2, 3), (1, 2), (1, 1)), reader.Read("whole", new CheckpointSlice([2, 1, 1], [3, 2, 1])));
        Same(Cut(texts, (3, 2)), reader.Read("t", new CheckpointSlice([3], [2])));
        Same(Cut(x, (3, 4), (2, 3), (0, 2)), reader.Read("x", new CheckpointSlice([3, 2, 0], [4, 3, -1])));
        Assert.Empty(reader.Read("x", new CheckpointSlice([3, 2, 0], [0, 3, -1])).ToArray<float>());
        Assert.Contains("does not lie in its shape [7, 5, 2]", Assert.Throws<ArgumentException>(() => reader.Read("x", new CheckpointSlice([5, 0, 0], [3, -1, -1]))).Message, StringComparison.Ordinal);
    }

    static Tensor Cut(Tensor x, params (long Start, long Length)[] axes)
    {
        for (var axis = 0; axis < axes.Length; axis++)
        {
            var (start, length) = axes[axis];
            if (length >= 0) x = x.Gather(Tensor.Constant(Enumerable.Range((int)start, (int)length).ToArray()), axis);
        }
        return x;
    }

    [Fact]
    public void Parts_that_do_not_fill_the_shape_are_refused()
    {
        CheckpointPart Part(long start, long length) => new("x", Tensor.Zeros([length]), new CheckpointSlice([start], [length]), [4]);
        CheckpointWriter.WriteParts(folder.File("gap"), [Part(0, 1), Part(2, 2)]);
        CheckpointWriter.WriteParts(folder.File("twice"), [Part(0, 3), Part(2, 2)]);
        foreach (var name in new[] { "gap", "twice" })
        {
            using var reader = CheckpointReader.Open(folder.File(name));
            Assert.Contains("do not fill the shape [4] exactly once", Assert.Throws<ModelFormatException>(() => reader.Read("x")).Message, StringComparison.Ordinal);
            Assert.Equal(2, reader.Read("x", new CheckpointSlice([2], [2])).Size);
        }
    }

    [Fact]
    public void What_does_not_go_together_is_refused_before_a_file_is_written()
    {
        var x = Tensor.Zeros([2]);
        string Refusal(params CheckpointPart[] parts) => Assert.ThrowsAny<ArgumentException>(() => CheckpointWriter.WriteParts(folder.File("m"), parts)).Message;
        Assert.Contains("stands twice", Refusal(new("a", x), new("a", x)), StringComparison.Ordinal);
        Assert.Contains("not empty", Refusal(new CheckpointPart("", x)), StringComparison.Ordinal);
        Assert.Contains("there are 1", Refusal(new CheckpointPart("a", x, Shard: 1)), StringComparison.Ordinal);
        Assert.Contains("expected the shape of the whole", Refusal(new CheckpointPart("a", x, new CheckpointSlice([0], [2]))), StringComparison.Ordinal);
        Assert.Contains("expected [1]", Refusal(new CheckpointPart("a", x, new CheckpointSlice([0], [1]), [4])), StringComparison.Ordinal);
        Assert.Contains("another part of it says otherwise", Refusal(new("a", x, new CheckpointSlice([0], [2]), [4]), new("a", x, new CheckpointSlice([2], [2]), [5])), StringComparison.Ordinal);
        Assert.Contains("stands beside its part", Refusal(new("a", x), new("a", x, new CheckpointSlice([2], [2]), [4])), StringComparison.Ordinal);
        Assert.Contains("stands twice", Refusal(new("a", x, new CheckpointSlice([2], [2]), [4]), new("a", x)), StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public void A_prefix_that_is_saved_again_keeps_its_old_values_to_the_last()
    {
        var prefix = Save(variables: ("x", Tensor.Constant(1)));
        var before = File.ReadAllBytes(prefix + ".data-00000-of-00001");
        using (var open = CheckpointReader.Open(prefix))
        {
            Save(variables: ("x", Tensor.Constant(2)));
            Assert.Equal(["model.ckpt.data-00000-of-00002", "model.ckpt.data-00001-of-00002", "model.ckpt.index"], Directory.EnumerateFiles(folder.Path).Select(Path.GetFileName).Order());
        }
        using (var second = CheckpointReader.Open(prefix)) Assert.Equal(2, second.Read("x").ToScalar<int>());
        Save(variables: ("x", Tensor.Constant(1)));
        Assert.Equal(["model.ckpt.data-00000-of-00001", "model.ckpt.index"], Directory.EnumerateFiles(folder.Path).Select(Path.GetFileName).Order());
        Assert.Equal(before, File.ReadAllBytes(prefix + ".data-00000-of-00001"));
        CheckpointWriter.Delete(prefix);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
        CheckpointWriter.Delete(prefix);
    }

    [Fact]
    public void Temporary_files_of_killed_processes_go_after_a_day()
    {
        string[] names = [".m.data-00000-of-00001.77.3.tmp", ".m.index.77.4.tmp", ".m.index.tmp", "m.index.77.4.tmp", ".notes.77.4.tmp"];
        foreach (var name in names)
        {
            File.WriteAllText(folder.File(name), "x");
            File.SetLastWriteTimeUtc(folder.File(name), new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        }
        File.WriteAllText(folder.File(".m.index.78.1.tmp"), "written just now");
        Save("m", ("x", Tensor.Constant(1)));
        Assert.Equal([".m.index.78.1.tmp", ".m.index.tmp", ".notes.77.4.tmp", "m.data-00000-of-00001", "m.index", "m.index.77.4.tmp"], Directory.EnumerateFiles(folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }
}
