namespace Nabla.Formats;

/// <summary>One pass over a description that gives every block its place and, where there is a stream, writes it.</summary>
sealed class Hdf5Emission(Hdf5GroupBuilder root, Stream? stream, Hdf5Emission? first)
{
    readonly Dictionary<string, (long Collection, int Index)> places = new(StringComparer.Ordinal);
    (long Header, long Tree, long Heap) start;

    /// <summary>Where the next byte goes.</summary>
    public long End { get; private set; }

    /// <summary>Compressed chunks, which are made once for both passes.</summary>
    public Dictionary<Hdf5DatasetBuilder, Hdf5ChunkWriter> Chunks { get; } = first?.Chunks ?? [];

    public void Run()
    {
        var (header, tree, heap) = first?.start ?? default;
        Put(new Hdf5Block().U8(Hdf5Superblock.Signature).Zeros(5).U8(8, 8, 0).U16(4).U16(16).U32(0)
            .U64(0).U64(Hdf5Block.Undefined).U64(first?.End ?? 0).U64(Hdf5Block.Undefined)
            .U64(0).U64(header).U32(1).U32(0).U64(tree).U64(heap));
        Hdf5GlobalHeapWriter.Write(this, Texts(root).Distinct(StringComparer.Ordinal), places);
        start.Header = Group(root, out var table);
        (start.Tree, start.Heap) = table;
    }

    /// <summary>Writes a block and says where it is; blocks begin at multiples of eight.</summary>
    public long Put(Hdf5Block block) => Put(block.ToArray());

    /// <summary>Writes bytes and says where they are.</summary>
    public long Put(ReadOnlySpan<byte> bytes)
    {
        var place = Begin();
        Add(bytes);
        return place;
    }

    long Begin()
    {
        var over = (int)(End % 8);
        if (over > 0) Add(new byte[8 - over]);
        return End;
    }

    void Add(ReadOnlySpan<byte> bytes)
    {
        stream?.Write(bytes);
        End += bytes.Length;
    }

    static IEnumerable<string> Texts(Hdf5Builder item)
    {
        IEnumerable<Hdf5Array> arrays = item.Attributes.Select(attribute => attribute.Value);
        if (item is Hdf5DatasetBuilder dataset) arrays = arrays.Append(dataset.Values);
        var own = arrays.Where(array => array.Type.IsVariable && array.Values is string[]).SelectMany(array => (string[])array.Values).Where(text => text.Length > 0);
        return item is Hdf5GroupBuilder group ? own.Concat(group.Members.Values.SelectMany(Texts)) : own;
    }

    long Group(Hdf5GroupBuilder group, out (long Tree, long Heap) table)
    {
        var entries = new List<(string Name, long Header, (long Tree, long Heap)? Table)>();
        foreach (var (name, member) in group.Members)
        {
            if (member is Hdf5GroupBuilder inner)
            {
                var header = Group(inner, out var innerTable);
                entries.Add((name, header, innerTable));
            }
            else
            {
                entries.Add((name, Dataset((Hdf5DatasetBuilder)member), null));
            }
        }
        table = Hdf5SymbolTableWriter.Write(this, entries);
        var messages = new List<(int Kind, int Flags, byte[] Body)> { ((int)Hdf5MessageKind.SymbolTable, 0, new Hdf5Block().U64(table.Tree).U64(table.Heap).ToArray()) };
        return Header(messages, group);
    }

    long Dataset(Hdf5DatasetBuilder dataset)
    {
        var values = dataset.Values;
        // Keras keeps bfloat16 as raw bytes and says so in an attribute.
        var type = values.Values is BFloat16[]? new Hdf5Type(Hdf5Class.Opaque, 2) : Hdf5Types.Written(values);
        var count = values.Shape?.Aggregate(1L, (product, axis) => product * axis) ?? 0;
        Hdf5ChunkWriter? chunked = null;
        if (dataset.Storage is { } storage && !Chunks.TryGetValue(dataset, out chunked)) Chunks[dataset] = chunked = new Hdf5ChunkWriter(Hdf5Bytes.ToArray(values.Values, type, places), type, values.Shape!, storage);
        byte[] layout;
        if (chunked is not null)
        {
            layout = chunked.Write(this);
        }
        else
        {
            var place = Hdf5Block.Undefined;
            if (count > 0)
            {
                place = (ulong)Begin();
                if (stream is null) End += count * type.Size;
                else Hdf5Bytes.Write(values.Values, type, places, Add);
            }
            layout = new Hdf5Block().U8(3, 1).U64(place).U64(count * type.Size).ToArray();
        }
        var messages = new List<(int Kind, int Flags, byte[] Body)>
        {
            ((int)Hdf5MessageKind.Space, 0, Space(values.Shape)),
            ((int)Hdf5MessageKind.Type, 1, Hdf5TypeWriter.Message(type)),
            ((int)Hdf5MessageKind.Fill, 1, [2, (byte)(chunked is null ? 2 : 3), 2, 1, 0, 0, 0, 0]),
            ((int)Hdf5MessageKind.Layout, 0, layout),
        };
        if (chunked?.Filters is { } filters) messages.Add(((int)Hdf5MessageKind.Filters, 1, filters));
        return Header(messages, dataset);
    }

    long Header(List<(int Kind, int Flags, byte[] Body)> messages, Hdf5Builder item)
    {
        foreach (var (name, value) in item.Attributes)
        {
            var type = Hdf5Types.Written(value);
            var (typeBytes, space) = (Hdf5TypeWriter.Message(type), Space(value.Shape));
            var body = new Hdf5Block().U8(1, 0).U16(Files.ByteText.ToBytes(name).Length + 1).U16(typeBytes.Length).U16(space.Length);
            body.Text(name).Align().U8(typeBytes).Align().U8(space).Align().U8(Hdf5Bytes.ToArray(value.Values, type, places));
            messages.Add(((int)Hdf5MessageKind.Attribute, 0, body.ToArray()));
        }
        var fields = new Hdf5Block();
        foreach (var (kind, flags, body) in messages)
        {
            var length = (body.Length + 7) / 8 * 8;
            fields.U16(kind).U16(length).U8((byte)flags, 0, 0, 0).U8(body).Zeros(length - body.Length);
        }
        return Put(new Hdf5Block().U8(1, 0).U16(messages.Count).U32(1).U32(fields.Length).U32(0).U8(fields.ToArray()));
    }

    // A space without elements is known to the second version only.
    static byte[] Space(IReadOnlyList<long>? shape)
    {
        if (shape is null) return [2, 0, 0, 2];
        var block = new Hdf5Block().U8(1, (byte)shape.Count, (byte)(shape.Count > 0 ? 1 : 0), 0).U32(0);
        for (var part = 0; part < 2; part++)
        {
            foreach (var axis in shape) block.U64(axis);
        }
        return block.ToArray();
    }
}
