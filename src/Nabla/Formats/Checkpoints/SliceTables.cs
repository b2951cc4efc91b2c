using Nabla.Files;
using Nabla.Formats.Protobuf;

namespace Nabla.Formats.TensorFlow;

/// <summary>A checkpoint of form V1, as TensorFlow wrote it until 2016: one or more tables with the description of all parts, and a message for each part.</summary>
sealed class SliceTables : CheckpointSource
{
    const int Version = 1;

    readonly List<(SortedTableReader Table, string File)> tables = [];
    readonly List<Stream> streams = [];
    readonly Dictionary<string, CheckpointEntry> entries = new(StringComparer.Ordinal);
    readonly Dictionary<(string Name, CheckpointSlice Slice), int> places = [];
    readonly LoadLimits limits;

    /// <summary>Reads the descriptions in all tables.</summary>
    public SliceTables(IEnumerable<(string File, Stream Stream)> parts, LoadLimits limits)
    {
        this.limits = limits;
        foreach (var (file, stream) in parts)
        {
            streams.Add(stream);
            var table = new SortedTableReader(stream, file, limits);
            tables.Add((table, file));
            var start = table.Find([]) ?? throw new ModelFormatException(file, "", "this table is no checkpoint: it does not begin with a description");
            var meta = Messages.Parse(SavedTensorSlices.Parser, start.Span, file, "description", limits).Meta ?? throw new ModelFormatException(file, "description", "it is missing");
            if (meta.Versions is { } versions && (versions.MinConsumer > Version || versions.BadConsumers.Contains(Version)))
                throw new ModelFormatException(file, "description", $"it asks for version {versions.MinConsumer} of the format, and {Version} is read");
            foreach (var variable in meta.Tensor) Add(variable, tables.Count - 1, file);
        }
    }

    public override string Form => "V1";

    public override int Shards => tables.Count;

    public override IReadOnlyDictionary<string, CheckpointEntry> Entries => entries;

    public override Tensor Read(CheckpointEntry entry, CheckpointSlice? slice, DecodeBudget budget)
    {
        var part = slice ?? CheckpointSlice.Whole(entry.Shape.Rank);
        var (table, file) = tables[places[(entry.Name, part)]];
        var place = $"{ContainedFile.Shown(entry.Name)}{(slice is null ? "" : $" [{slice}]")}";
        ModelFormatException Bad(string reason) => new(file, place, reason);
        var value = table.Find(OrderedCode.KeyOf(entry.Name, part)) ?? throw Bad("the file says that it holds it, and does not");
        var saved = Messages.Parse(SavedTensorSlices.Parser, value.Span, file, place, limits).Data;
        if (saved?.Data is not { } proto) throw Bad("the value is missing");
        if (saved.Name != entry.Name) throw Bad($"the value is that of {ContainedFile.Shown(saved.Name)}");
        var type = entry.ElementType ?? throw Bad($"a variable of {entry.TypeName} has no value that could be read");
        var shape = part.In(entry.Shape)!;
        var given = TensorProtos.CountOf(proto, type);
        if (proto.TensorContent.Length == 0 && given != shape.Size) throw Bad($"the shape {shape} has {shape.Size:N0} elements, and {given:N0} are given");
        (proto.Dtype, proto.TensorShape) = (DataTypes.Of(type), TensorShapes.ToProto(shape));
        return TensorProtos.ToTensor(proto, place, budget);
    }

    public override (int Shard, long Offset) PlaceOf(CheckpointEntry entry, CheckpointSlice? slice) => (places[(entry.Name, slice ?? CheckpointSlice.Whole(entry.Shape.Rank))], 0);

    public override void Dispose()
    {
        foreach (var stream in streams) stream.Dispose();
    }

    void Add(SavedSliceMeta variable, int table, string file)
    {
        var place = ContainedFile.Shown(variable.Name);
        var shape = TensorShapes.ToKnownShape(variable.Shape, file, place, limits);
        if (entries.TryGetValue(variable.Name, out var known) && (known.Shape != shape || known.TypeName != DataTypes.NameOf(variable.Type)))
            throw new ModelFormatException(file, place, $"it has the shape {shape} of {DataTypes.NameOf(variable.Type)} here, and {known.Shape} of {known.TypeName} in another file of the checkpoint");
        var slices = known is null ? [] : known.Slices.ToList();
        foreach (var proto in variable.Slice)
        {
            var slice = SliceProtos.ToSlice(proto, shape, file, place);
            if (places.TryAdd((variable.Name, slice), table) && !slice.IsWhole) slices.Add(slice);
            if (places.Count > limits.MaxEntries) throw new ModelFormatException(file, "description", $"it has more than {limits.MaxEntries:N0} parts, the most that are read");
        }
        if (variable.Slice.Count == 0) throw new ModelFormatException(file, place, "it has no part");
        var type = DataTypes.ToValueType(variable.Type);
        entries[variable.Name] = new CheckpointEntry(variable.Name, DataTypes.NameOf(variable.Type), type, shape, slices, shape.Size * (type?.Size ?? 0));
    }
}
