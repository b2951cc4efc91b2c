using Nabla.Files;

namespace Nabla.Formats;

/// <summary>A dataset: an array of elements of one type.</summary>
public sealed class Hdf5Dataset : Hdf5Object
{
    readonly Hdf5Space space;
    readonly Hdf5Layout layout;
    readonly Hdf5Filters filters;
    readonly Lazy<List<Hdf5Chunk>> chunks;

    internal Hdf5Dataset(Hdf5Reader reader, Hdf5Header header, string path)
        : base(reader, header, path)
    {
        var source = reader.Source;
        var type = header.Find(Hdf5MessageKind.Type) ?? throw Bad("it has no type");
        Type = MarkedType(Hdf5TypeReader.Read(type));
        space = Hdf5Space.Read(header.Find(Hdf5MessageKind.Space) ?? throw Bad("it has no shape"));
        layout = Hdf5Layout.Read(header.Find(Hdf5MessageKind.Layout)!);
        filters = header.Find(Hdf5MessageKind.Filters) is { } pipeline ? Hdf5Filters.Read(pipeline) : Hdf5Filters.None;
        if (header.Messages.FirstOrDefault(m => m.Kind == Hdf5MessageKind.ExternalFiles) is { } external) ExternalFiles = ReadExternalFiles(external.Body);
        if (layout.Kind == Hdf5LayoutKind.Chunked)
        {
            if (layout.ElementSize != Type.Size) throw Bad($"its chunks have elements of {layout.ElementSize:N0} bytes, and its type has {Type.Size:N0}");
            if (space.Axes is { } axes && axes.Length != layout.Chunk.Length) throw Bad($"its chunks have {layout.Chunk.Length} axes, and it has {axes.Length}");
        }
        chunks = new(() => Hdf5ChunkIndex.Read(source, layout, new Hdf5Grid(space, layout.Chunk), filters.All.Count > 0, header.Address));
    }

    /// <summary>The type of an element.</summary>
    public Hdf5Type Type { get; }

    /// <summary>Length of each axis; empty for a scalar, null for a space without elements.</summary>
    public IReadOnlyList<long>? Shape => space.Axes;

    /// <summary>How far each axis may grow, null for without limit; null for a space without elements.</summary>
    public IReadOnlyList<long?>? MaxShape => space.Axes is null ? null : [.. space.Limits.Select(limit => limit < 0 ? null : (long?)limit)];

    /// <summary>Lengths of a chunk; null where the elements are stored in one piece.</summary>
    public IReadOnlyList<long>? Chunks => layout.Kind == Hdf5LayoutKind.Chunked ? layout.Chunk : null;

    /// <summary>What chunks go through on their way into the file, in that order.</summary>
    public IReadOnlyList<Hdf5Filter> Filters => filters.All;

    /// <summary>Names of other files that hold the elements; they are not opened. Empty as a rule.</summary>
    public IReadOnlyList<string> ExternalFiles { get; } = [];

    /// <summary>Bytes that the elements take in the file.</summary>
    /// <exception cref="ModelFormatException">The index of the chunks is damaged.</exception>
    public long StoredBytes => space.Axes is null ? 0 : layout.Kind switch
    {
        Hdf5LayoutKind.Chunked => space.Count == 0 ? 0 : chunks.Value.Sum(chunk => chunk.Size),
        Hdf5LayoutKind.Virtual => 0,
        _ => layout.Data?.Left ?? (layout.Address < 0 || ExternalFiles.Count > 0 ? 0 : (long)space.Count * Type.Size),
    };

    /// <summary>Reads all elements.</summary>
    /// <exception cref="ModelFormatException">They are damaged, exceed the limits, lie in other files, or went through a filter that is not known.</exception>
    public Hdf5Array Read()
    {
        Hdf5Elements.CheckSize(Type, space.Count, Reader.Source.Limits, Bad);
        if (ExternalFiles.Count > 0) throw Bad($"its data lie in another file, {ContainedFile.Shown(ExternalFiles[0])}, which is not opened");
        if (layout.Kind == Hdf5LayoutKind.Virtual) throw Bad("its data are those of other datasets (a virtual dataset), which is not read");
        var length = (long)space.Count * Type.Size;
        if (layout.Data is { } data && length > data.Left) throw Bad($"its data take {length:N0} bytes, and {data.Left:N0} are there");
        if (layout is { Kind: Hdf5LayoutKind.Contiguous, Address: >= 0 } && (!Reader.Source.Holds(layout.Address, length) || (layout.Size >= 0 && layout.Size < length)))
            throw Bad($"its data take {length:N0} bytes, which the file does not hold");
        if (layout.Kind == Hdf5LayoutKind.Chunked && length > 0) Hdf5ChunkReader.Prove(Reader.Source, layout, filters, chunks.Value, length, Bad);
        return Hdf5Elements.Read(Reader, Type, space, Fill, Bad);
    }

    void Fill(Span<byte> target)
    {
        if (target.Length == 0) return;
        switch (layout.Kind)
        {
            case Hdf5LayoutKind.Compact:
                layout.Data!.At(0).Take(target.Length).CopyTo(target);
                break;
            case Hdf5LayoutKind.Contiguous when layout.Address >= 0:
                Reader.Source.Copy(layout.Address, target);
                break;
            case Hdf5LayoutKind.Contiguous:
                FillUnwritten(target);
                break;
            default:
                var grid = new Hdf5Grid(space, layout.Chunk);
                if (chunks.Value.Count < grid.Total) FillUnwritten(target);
                Hdf5ChunkReader.Read(Reader.Source, layout, filters, chunks.Value, grid, Type.Size, target, Bad);
                break;
        }
    }

    void FillUnwritten(Span<byte> target)
    {
        var value = FillValue();
        if (value.IndexOfAnyExcept((byte)0) < 0)
        {
            target.Clear();
            return;
        }
        for (var at = 0; at < target.Length; at += value.Length) value.CopyTo(target[at..]);
    }

    ReadOnlySpan<byte> FillValue()
    {
        var isOld = false;
        var message = Header.Find(Hdf5MessageKind.Fill);
        if (message is null)
        {
            message = Header.Find(Hdf5MessageKind.OldFill);
            isOld = true;
        }
        if (message is null) return [];
        message = message.At(0);
        if (!isOld)
        {
            var version = message.U8();
            if (version is < 1 or > 3) throw message.Bad($"version {version} is not known");
            if (version == 3 ? (message.U8() & 0x20) == 0 : !IsDefined(message, version)) return [];
        }
        var size = message.U32();
        if (size == 0 || size == uint.MaxValue) return [];
        return size == Type.Size ? message.Take(size) : throw Bad($"its fill value has {size:N0} bytes, and an element {Type.Size:N0}");
    }

    static bool IsDefined(Hdf5Cursor message, int version)
    {
        message.Skip(2);
        return message.U8() != 0 || version == 1;
    }

    // Keras stores bfloat16 as two raw bytes, which NumPy knows no better name for, and says so in an attribute.
    Hdf5Type MarkedType(Hdf5Type type)
    {
        if (type is not { Class: Hdf5Class.Opaque, Size: 2 }) return type;
        var mark = FindAttribute("dtype");
        return mark is { Type.Class: Hdf5Class.String, Shape.Count: 0 } && mark.Read().ToText() == "bfloat16" ? Hdf5Types.BFloat16 : type;
    }

    static List<string> ReadExternalFiles(Hdf5Cursor message)
    {
        message.Version(1);
        message.Skip(5);
        var count = message.U16();
        var names = Hdf5SymbolTable.Heap(message.Source, message.Offset());
        var files = new List<string>();
        for (var i = 0; i < count; i++)
        {
            files.Add(Hdf5SymbolTable.Text(names, message.Length()));
            message.Skip(2 * message.Source.LengthSize);
        }
        return files;
    }

    ModelFormatException Bad(string reason) => new(Reader.Source.File, ContainedFile.Shown(Path), reason);
}
