using System.Text;
using Nabla.Files;
using Nabla.Formats.Protobuf;

namespace Nabla.Formats.TensorFlow;

/// <summary>A checkpoint of form V2: an index that says for every variable where its bytes lie, and files with the bytes.</summary>
sealed class TensorBundle : CheckpointSource
{
    const int Version = 1;

    readonly ICheckpointFiles files;
    readonly string prefix;
    readonly LoadLimits limits;
    readonly string indexName;
    readonly int shards;
    readonly Dictionary<string, CheckpointEntry> entries = new(StringComparer.Ordinal);

    // Keys of whole variables and of parts; a byte of a key is a character.
    readonly Dictionary<string, BundleEntryProto> stored = new(StringComparer.Ordinal);
    readonly Dictionary<int, Stream> data = [];

    /// <summary>Reads the index.</summary>
    public TensorBundle(ICheckpointFiles files, string prefix, Stream index, LoadLimits limits)
    {
        (this.files, this.prefix, this.limits) = (files, prefix, limits);
        indexName = Path.Combine(files.Shown, CheckpointNames.Index(prefix));
        var hasHeader = false;
        foreach (var (key, value) in new SortedTableReader(index, indexName, limits).Entries())
        {
            if (!hasHeader)
            {
                if (key.Length > 0) throw Bad("header", "it is missing: this table is no index of a checkpoint");
                shards = ShardsOf(Messages.Parse(BundleHeaderProto.Parser, value.Span, indexName, "header", limits));
                hasHeader = true;
                continue;
            }
            var name = ByteText.FromBytes(key);
            var entry = Messages.Parse(BundleEntryProto.Parser, value.Span, indexName, ContainedFile.Shown(name), limits);
            stored.Add(Encoding.Latin1.GetString(key), entry);
            // A key of a part begins with 0, which no name does.
            if (key[0] != 0) entries.Add(name, Described(name, entry));
        }
        if (!hasHeader) throw Bad("header", "it is missing: this table is no index of a checkpoint");
        foreach (var entry in entries.Values.Where(entry => entry.Slices.Count > 0).ToList())
        {
            var bytes = entry.Slices.Sum(slice => Math.Clamp(Stored(entry, slice).Size, 0, long.MaxValue / (entry.Slices.Count + 1)));
            entries[entry.Name] = entry with { Bytes = bytes };
        }
    }

    public override string Form => "V2";

    public override int Shards => shards;

    public override IReadOnlyDictionary<string, CheckpointEntry> Entries => entries;

    public override Tensor Read(CheckpointEntry entry, CheckpointSlice? slice, DecodeBudget budget)
    {
        var proto = Stored(entry, slice);
        var place = Place(entry.Name, slice);
        var shape = TensorShapes.ToKnownShape(proto.Shape, indexName, place, limits);
        var expected = slice?.In(entry.Shape) ?? entry.Shape;
        if (shape != expected || DataTypes.ToValueType(proto.Dtype) != entry.ElementType) throw Bad(place, $"it is stored with shape {shape} of {DataTypes.NameOf(proto.Dtype)}, and the variable says {expected} of {entry.TypeName}");
        var type = entry.ElementType ?? throw Bad(place, $"a variable of {entry.TypeName} has no value that could be read");
        if (proto.ShardId < 0 || proto.ShardId >= shards) throw Bad(place, $"it lies in file {proto.ShardId} of {shards}");
        var name = CheckpointNames.Data(prefix, proto.ShardId, shards);
        var file = Path.Combine(files.Shown, name);
        // Without elements no byte is read, so it does not matter where they would lie.
        var stream = Data(proto.ShardId, name, place);
        if (proto.Size < 0 || proto.Offset < 0 || proto.Offset > stream.Length || proto.Size > stream.Length - proto.Offset)
            throw new ModelFormatException(file, place, $"it lies at {proto.Offset:N0} and takes {proto.Size:N0} bytes, and the file has {stream.Length:N0}: the file is cut off, or belongs to another checkpoint");
        var tensor = type == ElementType.String ? Texts(proto, shape, stream, file, place, budget) : Numbers(proto, type, shape, stream, file, place, budget);
        return tensor;
    }

    public override (int Shard, long Offset) PlaceOf(CheckpointEntry entry, CheckpointSlice? slice)
    {
        var proto = Stored(entry, slice);
        return (proto.ShardId, proto.Offset);
    }

    public override void Dispose()
    {
        lock (data)
        {
            foreach (var stream in data.Values) stream.Dispose();
            data.Clear();
        }
    }

    int ShardsOf(BundleHeaderProto header)
    {
        if (header.Endianness != BundleHeaderProto.Types.Endianness.Little) throw Bad("header", "its numbers have the highest byte first. Save it again on a machine with the lowest byte first");
        if (header.Version is { } version && (version.MinConsumer > Version || version.BadConsumers.Contains(Version))) throw Bad("header", $"it asks for version {version.MinConsumer} of the format, and {Version} is read");
        if (header.NumShards < 1 || header.NumShards > limits.MaxEntries) throw Bad("header", $"it says that the values lie in {header.NumShards} files");
        return header.NumShards;
    }

    CheckpointEntry Described(string name, BundleEntryProto entry)
    {
        var place = ContainedFile.Shown(name);
        var shape = TensorShapes.ToKnownShape(entry.Shape, indexName, place, limits);
        var slices = entry.Slices.Select(slice => SliceProtos.ToSlice(slice, shape, indexName, place)).ToList();
        return new CheckpointEntry(name, DataTypes.NameOf(entry.Dtype), DataTypes.ToValueType(entry.Dtype), shape, slices, Math.Max(entry.Size, 0));
    }

    BundleEntryProto Stored(CheckpointEntry entry, CheckpointSlice? slice) =>
        stored.GetValueOrDefault(Encoding.Latin1.GetString(slice is null ? ByteText.ToBytes(entry.Name) : OrderedCode.KeyOf(entry.Name, slice))) ?? throw Bad(Place(entry.Name, slice), "the index says that there is such a part, and does not say where");

    Stream Data(int shard, string name, string place)
    {
        lock (data)
        {
            if (data.TryGetValue(shard, out var open)) return open;
            var stream = files.Open(name) ?? throw new ModelFormatException(Path.Combine(files.Shown, CheckpointNames.Index(prefix)), place,
                $"its value lies in the file '{name}', which is not there. A checkpoint is its .index file with all its .data files: copy them together");
            data.Add(shard, stream);
            return stream;
        }
    }

    static Tensor Numbers(BundleEntryProto proto, ElementType type, Shape shape, Stream stream, string file, string place, DecodeBudget budget)
    {
        if (proto.Size / type.Size != shape.Size || proto.Size % type.Size != 0) throw new ModelFormatException(file, place, $"the shape {shape} of {type.Name} needs {(Int128)shape.Size * type.Size:N0} bytes, and it has {proto.Size:N0}");
        if (proto.Size > int.MaxValue) throw new ModelFormatException(file, place, $"it has {proto.Size:N0} bytes, and a tensor has at most {int.MaxValue:N0}");
        budget.Take(proto.Size, place);
        var tensor = Tensor.Allocate(type, shape);
        var bytes = tensor.ContiguousBytes;
        ReadExactly(stream, proto.Offset, bytes, file, place);
        Check(Crc32C.Of(bytes), proto, file, place);
        if (type == ElementType.Bool && bytes.IndexOfAnyExceptInRange((byte)0, (byte)1) >= 0) throw new ModelFormatException(file, place, "a truth value is neither 0 nor 1");
        return tensor;
    }

    static Tensor Texts(BundleEntryProto proto, Shape shape, Stream stream, string file, string place, DecodeBudget budget)
    {
        // Every text takes a byte at least, that of its length.
        if (shape.Size > Math.Max(proto.Size - 4, 0) || proto.Size > Array.MaxLength) throw new ModelFormatException(file, place, $"{shape.Size:N0} texts do not lie in {proto.Size:N0} bytes");
        budget.Take(proto.Size + 8 * shape.Size, place);
        var bytes = new byte[proto.Size];
        ReadExactly(stream, proto.Offset, bytes, file, place);
        var texts = new string[shape.Size];
        Check(BundleTexts.Read(bytes, texts, file, place, budget), proto, file, place);
        return Tensor.Constant((Array)texts, shape);
    }

    static void Check(uint checksum, BundleEntryProto proto, string file, string place)
    {
        if (checksum != Crc32C.Unmask(proto.Crc32C)) throw new ModelFormatException(file, place, "its checksum is wrong: the file is damaged, or belongs to another checkpoint");
    }

    static void ReadExactly(Stream stream, long offset, Span<byte> bytes, string file, string place)
    {
        lock (stream)
        {
            stream.Position = offset;
            try
            {
                stream.ReadExactly(bytes);
            }
            catch (EndOfStreamException error)
            {
                throw new ModelFormatException(file, place, "the file has become shorter while it was read", error);
            }
        }
    }

    static string Place(string name, CheckpointSlice? slice) => slice is null ? ContainedFile.Shown(name) : $"{ContainedFile.Shown(name)} [{slice}]";

    ModelFormatException Bad(string place, string reason) => new(indexName, place, reason);
}
