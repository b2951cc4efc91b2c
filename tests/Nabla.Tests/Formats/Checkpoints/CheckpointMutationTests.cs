using Google.Protobuf;
using Nabla.Files;
using Nabla.Formats;
using Nabla.Formats.Protobuf;
using Nabla.Formats.TensorFlow;
using Xunit;

namespace Nabla.Tests.Formats.TensorFlow;

public sealed class CheckpointMutationTests
{
    const string Index = "m.index", First = "m.data-00000-of-00002";

    static readonly TrackableObjectGraph objects = new()
    {
        Nodes =
        {
            new TrackableObjectGraph.Types.TrackableObject { Children = { new TrackableObjectGraph.Types.TrackableObject.Types.ObjectReference { NodeId = 1, LocalName = "w" } } },
            new TrackableObjectGraph.Types.TrackableObject { Attributes = { new TrackableObjectGraph.Types.TrackableObject.Types.SerializedTensor { Name = "VARIABLE_VALUE", CheckpointKey = "w" } } },
        },
    };

    static readonly CheckpointPart[] parts =
    [
        new("w", Tensor.Constant(new float[,] { { 1, 2 }, { 3, 4 } })), new("flags", Tensor.Constant(new[] { true, false }), Shard: 1), new("words", Tensor.Constant(new[] { "a", "bcd", "" })),
        new("p", Tensor.Zeros([2, 3]), new CheckpointSlice([0, 0], [2, -1]), [5, 3]), new("p", Tensor.Zeros([3, 3]), new CheckpointSlice([2, 0], [3, -1]), [5, 3], Shard: 1),
        new("empty", Tensor.Zeros([0, 7])), new(CheckpointObjects.Key, Tensor.Constant(ByteText.FromBytes(objects.ToByteArray()))),
    ];

    static readonly Dictionary<string, byte[]> good = MemoryFiles.Of(parts, 2);

    static Dictionary<string, byte[]> With(string name, byte[] content) => new(good, StringComparer.Ordinal) { [name] = content };

    [Fact]
    public void Damaged_indexes_end_in_a_result_or_in_the_typed_exception() =>
        Mutation.Check([good[Index]], bytes => MemoryFiles.ReadAll(With(Index, bytes)), 0.5);

    [Fact]
    public void Damaged_indexes_with_mended_checksums_do_so_too() =>
        Mutation.Check([MemoryFiles.FirstBlock(good[Index])], bytes => MemoryFiles.ReadAll(With(Index, MemoryFiles.TableOf(bytes, SortedTable.Plain))), 0.3);

    [Fact]
    public void Damaged_packed_indexes_do_so_too()
    {
        // Stored as Snappy's literals, since nothing here packs: the reader takes the same way.
        var block = MemoryFiles.FirstBlock(good[Index]);
        var packed = new List<byte>();
        Varints.Write(packed, (ulong)block.Length);
        foreach (var piece in block.Chunk(50)) packed.AddRange([(byte)((piece.Length - 1) << 2), .. piece]);
        Mutation.Check([[.. packed]], bytes => MemoryFiles.ReadAll(With(Index, MemoryFiles.TableOf(bytes, SortedTable.Packed))), 0.3);
    }

    [Fact]
    public void Damaged_values_do_so_too() => Mutation.Check([good[First]], bytes => MemoryFiles.ReadAll(With(First, bytes)), 0.5);

    [Fact]
    public void Damaged_values_with_mended_checksums_do_so_too() => Mutation.Check([good[First]], bytes =>
    {
        var entries = MemoryFiles.Entries(good[Index]).ConvertAll(entry => entry.Key.Length == 0 ? entry : (entry.Key, Mended(BundleEntryProto.Parser.ParseFrom(entry.Value), bytes).ToByteArray()));
        MemoryFiles.ReadAll(new(good, StringComparer.Ordinal) { [Index] = MemoryFiles.Table(entries), [First] = bytes });
    }, 0.1);

    /// <summary>The entry with the checksum of what lies at its place now; of text the checksum runs over other bytes, so that the damage goes no further.</summary>
    static BundleEntryProto Mended(BundleEntryProto entry, byte[] data)
    {
        if (entry.ShardId == 0 && entry.Dtype != DataType.DtString && entry.Offset + entry.Size <= data.Length) entry.Crc32C = Crc32C.Mask(Crc32C.Of(data.AsSpan((int)entry.Offset, (int)entry.Size)));
        return entry;
    }

    [Fact]
    public void Damaged_old_checkpoints_end_in_a_result_or_in_the_typed_exception()
    {
        var table = OldCheckpoint();
        void Read(byte[] bytes) => MemoryFiles.ReadAll(new(StringComparer.Ordinal) { ["m"] = bytes });
        Mutation.Check([table], Read, 0.5);
        Mutation.Check([MemoryFiles.FirstBlock(table)], bytes => Read(MemoryFiles.TableOf(bytes, SortedTable.Plain)), 0.3);
    }

    /// <summary>A checkpoint of form V1 with a whole variable of several types and one in parts.</summary>
    internal static byte[] OldCheckpoint()
    {
        var meta = new SavedTensorSliceMeta { Versions = new VersionDef { Producer = 1 } };
        var entries = new SortedDictionary<byte[], byte[]>(Comparer<byte[]>.Create((x, y) => x.AsSpan().SequenceCompareTo(y)));
        void Add(string name, Tensor value, Shape shape, params CheckpointSlice[] slices)
        {
            var variable = new SavedSliceMeta { Name = name, Shape = TensorShapes.ToProto(shape), Type = DataTypes.Of(value.ElementType) };
            foreach (var slice in slices)
            {
                variable.Slice.Add(SliceProtos.ToProto(slice));
                var data = new TensorProto();
                if (value.ElementType == ElementType.Float32) data.FloatVal.AddRange(value.ToArray<float>());
                else if (value.ElementType == ElementType.String) data.StringVal.AddRange(value.ToArray<string>().Select(ByteString.CopyFromUtf8));
                else data.IntVal.AddRange(value.ToArray<int>());
                entries.Add(OrderedCode.KeyOf(name, slice), new SavedTensorSlices { Data = new SavedSlice { Name = name, Slice = SliceProtos.ToProto(slice), Data = data } }.ToByteArray());
            }
            meta.Tensor.Add(variable);
        }
        Add("a", Tensor.Constant(new float[,] { { 1, 2 } }), [1, 2], CheckpointSlice.Whole(2));
        Add("b", Tensor.Constant(5), [], CheckpointSlice.Whole(0));
        Add("c", Tensor.Constant(new[] { 1f, 2 }), [4], new CheckpointSlice([0], [2]), new CheckpointSlice([2], [2]));
        Add("d", Tensor.Constant(new[] { "x", "yz" }), [2], CheckpointSlice.Whole(1));
        entries.Add([], new SavedTensorSlices { Meta = meta }.ToByteArray());
        return MemoryFiles.Table(entries.Select(entry => (entry.Key, entry.Value)));
    }

    [Fact]
    public void An_old_checkpoint_is_read()
    {
        using var reader = CheckpointReader.Open(new MemoryFiles(new(StringComparer.Ordinal) { ["m"] = OldCheckpoint() }), "m", "memory/m", LoadLimits.Default);
        Assert.Equal(("V1", 1), (reader.Form, reader.ShardCount));
        Assert.Equal(["a", "b", "c", "d"], reader.Entries.Select(entry => entry.Name));
        Assert.Equal([1f, 2, 1, 2], reader.Read("c").ToArray<float>());
        Assert.Equal(["x", "yz"], reader.Read("d").ToArray<string>());
        Assert.Equal(5, reader.Read("b").ToScalar<int>());
        using var parts = CheckpointReader.Open(new MemoryFiles(new(StringComparer.Ordinal) { ["m-00000-of-00001"] = OldCheckpoint() }), "m-?????-of-00001", "memory/m", LoadLimits.Default);
        Assert.Equal(4, parts.Entries.Count);
    }

    [Fact]
    public void Damaged_state_files_end_in_a_result_or_in_the_typed_exception() =>
        Mutation.Check(["model_checkpoint_path: \"m-2\"\nall_model_checkpoint_paths: \"m-1\"\nall_model_checkpoint_paths: \"m-2\"\nall_model_checkpoint_timestamps: 1540378623.25\nlast_preserved_timestamp: 1.5e9\n"u8.ToArray()],
            bytes => Checkpoints.Parse(bytes, "folder", "checkpoint", LoadLimits.Default), 0.5);

    [Fact]
    public void Damaged_graphs_in_text_end_in_a_result_or_in_the_typed_exception() => Mutation.Check(
        ["node { name: \"c\" op: \"Const\" input: [\"a\", \"^b\"] attr { key: \"value\" value { tensor { dtype: DT_FLOAT tensor_shape { dim { size: 3 } } float_val: 1.5 float_val: -inf tensor_content: \"\\000\\xff\" } } } } versions { producer: 22 bad_consumers: [1, 0x2] }\nlibrary < function { signature { name: 'f' } ret { key: \"x\" value: \"y\" } } >"u8.ToArray()],
        bytes => ReadTensors(TextFormat.Parse<GraphDef>(bytes, "graph.pbtxt", LoadLimits.Default)), 0.5);

    [Fact]
    public void Damaged_tensors_end_in_a_result_or_in_the_typed_exception()
    {
        Tensor[] samples = [Tensor.Constant(new float[,] { { 1, 2 }, { 3, 4 } }), Tensor.Constant(new[] { true, false }), Tensor.Constant(new[] { "a", "bc" }), Tensor.Constant(new[] { new Complex64(1, 2) }), Tensor.Constant(3L)];
        Mutation.Check([.. samples.Select(x => TensorProtos.ToProto(x).ToByteArray())], bytes => ReadTensor(Messages.Parse(TensorProto.Parser, bytes, "tensor", "", LoadLimits.Default)), 0.2);
    }

    static void ReadTensors(GraphDef graph)
    {
        foreach (var value in graph.Node.SelectMany(node => node.Attr.Values))
        {
            if (value.Tensor is { } tensor && tensor.TensorContent.Length != 2) ReadTensor(tensor);
        }
    }

    static void ReadTensor(TensorProto tensor) => TensorProtos.ToTensor(tensor, "value", new DecodeBudget("mutant", new LoadLimits { MaxDecodedBytes = 16 << 20 }));
}
