using Google.Protobuf;
using Nabla.Formats;
using Nabla.Formats.TensorFlow;
using Nabla.Formats.Protobuf;
using Xunit;

namespace Nabla.Tests.Formats.TensorFlow;

public sealed class CheckpointErrorTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    string Save()
    {
        CheckpointWriter.WriteParts(folder.File("model.ckpt"), [new("layer/weights", Tensor.Constant(new[] { 1f, 2, 3 })), new("layer/bias", Tensor.Constant("text"), Shard: 1)], shards: 2);
        return folder.File("model.ckpt");
    }

    static string Refusal(string prefix, string name = "layer/weights") => Assert.Throws<ModelFormatException>(() =>
    {
        using var reader = CheckpointReader.Open(prefix);
        reader.Read(name);
    }).Message;

    [Fact]
    public void An_unknown_name_is_answered_with_the_nearest()
    {
        using var reader = CheckpointReader.Open(Save());
        var message = Assert.Throws<ArgumentException>(() => reader.Read("layer/weight")).Message;
        Assert.Contains("'layer/weight': the checkpoint holds no variable of this name; it holds 2: layer/bias, layer/weights. Use one of these names", message, StringComparison.Ordinal);
        Assert.Equal("dense/kernel, dense_1/kernel, dense/bias, x", NearVariables.List("dense/kernel:0", ["x", "dense/bias", "dense_1/kernel", "dense/kernel"]));
    }

    [Fact]
    public void A_missing_file_is_named_with_the_variable()
    {
        var prefix = Save();
        File.Delete(prefix + ".data-00001-of-00002");
        Assert.Contains("model.ckpt.index: 'layer/bias': its value lies in the file 'model.ckpt.data-00001-of-00002', which is not there", Refusal(prefix, "layer/bias"), StringComparison.Ordinal);
        using (var reader = CheckpointReader.Open(prefix))
        {
            Assert.Equal(3, reader.Read("layer/weights").Size);
            Assert.Contains("layer/bias", Assert.Single(reader.Verify()), StringComparison.Ordinal);
        }
        File.Delete(prefix + ".index");
        Assert.Contains("there is 'model.ckpt.data-00000-of-00002', and no 'model.ckpt.index'", Refusal(prefix), StringComparison.Ordinal);
    }

    [Fact]
    public void Where_there_is_no_checkpoint_the_message_says_what_to_do()
    {
        string Missing(string prefix) => Assert.Throws<FileNotFoundException>(() => CheckpointReader.Open(prefix)).Message;
        Assert.Contains("No model has been saved there", Missing(folder.File("model.ckpt")), StringComparison.Ordinal);
        Assert.Contains("No model has been saved there", Missing(folder.File("none/model.ckpt")), StringComparison.Ordinal);
        var prefix = Save();
        Assert.Contains("Checkpoints there: model.ckpt.", Missing(folder.File("model.ckp")), StringComparison.Ordinal);
        Assert.Contains("Checkpoints.LatestCheckpoint", Missing(folder.Path), StringComparison.Ordinal);
        foreach (var ending in new[] { ".index", ".data-00000-of-00002", ".meta" })
            Assert.Contains($"Give '{prefix}'", Assert.Throws<ArgumentException>(() => CheckpointReader.Open(prefix + ending)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_value_is_named_by_its_checksum()
    {
        var prefix = Save();
        foreach (var (file, name) in new[] { (".data-00000-of-00002", "layer/weights"), (".data-00001-of-00002", "layer/bias") })
        {
            var bytes = File.ReadAllBytes(prefix + file);
            bytes[^1] ^= 1;
            File.WriteAllBytes(prefix + file, bytes);
            Assert.Contains($"model.ckpt{file}: '{name}': its checksum is wrong: the file is damaged, or belongs to another checkpoint", Refusal(prefix, name), StringComparison.Ordinal);
            File.WriteAllBytes(prefix + file, bytes[..^1]);
            Assert.Contains("the file is cut off, or belongs to another checkpoint", Refusal(prefix, name), StringComparison.Ordinal);
        }
        var index = File.ReadAllBytes(prefix + ".index");
        index[9] ^= 1;
        File.WriteAllBytes(prefix + ".index", index);
        Assert.Contains("model.ckpt.index: block at 0: its checksum is wrong", Refusal(prefix), StringComparison.Ordinal);
        File.WriteAllBytes(prefix + ".index", index[..^1]);
        Assert.Contains("footer: the mark of a table is missing", Refusal(prefix), StringComparison.Ordinal);
        File.WriteAllBytes(prefix + ".index", []);
        Assert.Contains("the file is empty", Refusal(prefix), StringComparison.Ordinal);
    }

    [Fact]
    public void An_index_that_cannot_be_read_says_why()
    {
        var good = new BundleHeaderProto { NumShards = 1 };
        var entry = new BundleEntryProto { Dtype = DataType.DtFloat, Shape = TensorShapes.ToProto([1]), Size = 4 };
        string With(BundleHeaderProto header, BundleEntryProto? value, string name = "x") => Refusal(Table(("", header.ToByteArray()), (name, (value ?? entry).ToByteArray())), name);
        Assert.Contains("highest byte first", With(new BundleHeaderProto { NumShards = 1, Endianness = BundleHeaderProto.Types.Endianness.Big }, null), StringComparison.Ordinal);
        Assert.Contains("in 0 files", With(new BundleHeaderProto(), null), StringComparison.Ordinal);
        Assert.Contains("asks for version 9", With(new BundleHeaderProto { NumShards = 1, Version = new VersionDef { MinConsumer = 9 } }, null), StringComparison.Ordinal);
        Assert.Contains("no index of a checkpoint", Refusal(Table(("x", entry.ToByteArray()))), StringComparison.Ordinal);
        Assert.Contains("no index of a checkpoint", Refusal(Table()), StringComparison.Ordinal);
        Assert.Contains("it lies in file 3 of 1", With(good, new BundleEntryProto(entry) { ShardId = 3 }), StringComparison.Ordinal);
        Assert.Contains("no value that could be read", With(good, new BundleEntryProto(entry) { Dtype = DataType.DtVariant }), StringComparison.Ordinal);
        File.WriteAllBytes(folder.File("table.data-00000-of-00001"), new byte[4]);
        Assert.Contains("needs 8 bytes, and it has 4", With(good, new BundleEntryProto(entry) { Shape = TensorShapes.ToProto([2]) }), StringComparison.Ordinal);
        Assert.Contains("the index says that there is such a part", With(good, new BundleEntryProto(entry) { Slices = { SliceProtos.ToProto(new CheckpointSlice([0], [1])) } }), StringComparison.Ordinal);
        Assert.Contains("a part does not lie in the shape [1]", With(good, new BundleEntryProto(entry) { Slices = { SliceProtos.ToProto(new CheckpointSlice([0], [2])) } }), StringComparison.Ordinal);
        Assert.Contains("no BundleEntryProto message", Refusal(Table(("", good.ToByteArray()), ("x", [255, 255]))), StringComparison.Ordinal);
        Assert.Contains("not in order", Refusal(Table(("", good.ToByteArray()), ("y", entry.ToByteArray()), ("x", entry.ToByteArray()))), StringComparison.Ordinal);
    }

    string Table(params (string Key, byte[] Value)[] entries)
    {
        using var stream = File.Create(folder.File("table.index"));
        var table = new SortedTableWriter(stream);
        foreach (var (key, value) in entries) table.Add(System.Text.Encoding.UTF8.GetBytes(key), value);
        table.Finish();
        return folder.File("table");
    }
}
