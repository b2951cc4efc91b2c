using Google.Protobuf;
using Nabla.Files;
using Nabla.Formats.Protobuf;

namespace Nabla.Formats.TensorFlow;

/// <summary>What goes where in a checkpoint that is written: values in the order in which they were given, and an entry for each.</summary>
sealed class BundlePlan
{
    readonly List<CheckpointPart>[] values;
    readonly SortedDictionary<byte[], BundleEntryProto> entries = new(Comparer<byte[]>.Create((x, y) => x.AsSpan().SequenceCompareTo(y)));

    /// <summary>Checks the parts and sorts them into files.</summary>
    public BundlePlan(IReadOnlyList<CheckpointPart> parts, int shards)
    {
        values = [.. Enumerable.Range(0, shards).Select(_ => new List<CheckpointPart>())];
        foreach (var part in parts)
        {
            part.Check(shards);
            Add(part);
        }
    }

    /// <summary>Writes the values of a file, and notes where each lies; a file past the last is empty.</summary>
    public void WriteValues(Stream stream, int shard)
    {
        var offset = 0L;
        foreach (var part in shard < values.Length ? values[shard] : [])
        {
            var (checksum, length) = Write(stream, part.Value.Resolve());
            var entry = entries[KeyOf(part)];
            (entry.Offset, entry.Size, entry.Crc32C) = (offset, length, Crc32C.Mask(checksum));
            offset += length;
        }
    }

    /// <summary>Writes the index, after all values.</summary>
    public void WriteIndex(Stream stream, int shards)
    {
        var table = new SortedTableWriter(stream);
        table.Add([], new BundleHeaderProto { NumShards = shards, Version = new VersionDef { Producer = 1 } }.ToByteArray());
        foreach (var (key, entry) in entries) table.Add(key, entry.ToByteArray());
        table.Finish();
    }

    void Add(CheckpointPart part)
    {
        var type = DataTypes.Of(part.Value.ElementType);
        var entry = new BundleEntryProto { Dtype = type, Shape = TensorShapes.ToProto(part.Value.Shape), ShardId = part.Shard };
        if (!entries.TryAdd(KeyOf(part), entry)) throw new ArgumentException($"Checkpoint: {part.Shown} stands twice: expected each variable and each part once.", nameof(part));
        values[part.Shard].Add(part);
        if (part.IsWhole) return;
        var key = ByteText.ToBytes(part.Name);
        if (!entries.TryGetValue(key, out var whole)) entries.Add(key, whole = new BundleEntryProto { Dtype = type, Shape = TensorShapes.ToProto(part.FullShape) });
        if (whole.Slices.Count == 0 && values.Any(shard => shard.Any(other => other.Name == part.Name && other.IsWhole))) throw new ArgumentException($"Checkpoint: {part.Shown}: the whole variable stands beside its part. Give one or the other.", nameof(part));
        if (whole.Dtype != type || !whole.Shape.Equals(TensorShapes.ToProto(part.FullShape))) throw new ArgumentException($"Checkpoint: {part.Shown} belongs to {part.FullShape} of {part.Value.ElementType.Name}: another part of it says otherwise.", nameof(part));
        whole.Slices.Add(SliceProtos.ToProto(part.Slice!));
    }

    static byte[] KeyOf(CheckpointPart part) => part.IsWhole ? ByteText.ToBytes(part.Name) : OrderedCode.KeyOf(part.Name, part.Slice!);

    static (uint Checksum, long Length) Write(Stream stream, Tensor value)
    {
        if (value.ElementType == ElementType.String) return BundleTexts.Write(stream, value.Texts());
        var bytes = value.Contiguous().ContiguousBytes;
        stream.Write(bytes);
        var result = (Crc32C.Of(bytes), (long)bytes.Length);
        GC.KeepAlive(value);
        return result;
    }
}
