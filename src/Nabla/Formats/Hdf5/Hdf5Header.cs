namespace Nabla.Formats;

/// <summary>An object header: the messages that describe a group, a dataset or a named type.</summary>
sealed class Hdf5Header
{
    // A header of more blocks or messages is no work of a program: those of large files have a few dozen.
    const int MaxBlocks = 4096, MaxMessages = 1 << 17;

    readonly Hdf5Source source;
    readonly List<Hdf5Message> messages = [];
    readonly Queue<(long Address, long Length)> blocks = new();
    readonly HashSet<long> seen = [];

    Hdf5Header(Hdf5Source source, long address) => (this.source, Address) = (source, address);

    public long Address { get; }

    /// <summary>All messages but the empty ones and those that only say where others are.</summary>
    public IReadOnlyList<Hdf5Message> Messages => messages;

    /// <summary>Whether attributes remember the order in which they were made.</summary>
    public bool TracksOrder { get; private set; }

    public static Hdf5Header Read(Hdf5Source source, long address)
    {
        var header = new Hdf5Header(source, address);
        var start = source.Read(address, Math.Min(16, Math.Max(0, source.Length - source.Base - address)), "object header");
        if (start.Left > 0 && start.U8() == 1) header.ReadOld();
        else header.ReadNew();
        return header;
    }

    /// <summary>The one message of a kind, with shared ones looked up; null where there is none.</summary>
    public Hdf5Cursor? Find(Hdf5MessageKind kind)
    {
        foreach (var message in messages)
        {
            if (message.Kind == kind) return Hdf5Shared.Resolve(message);
        }
        return null;
    }

    void ReadOld()
    {
        var start = source.Read(Address, 16, "object header");
        start.Version(1);
        start.Skip(1);
        var count = start.U16();
        start.Skip(4);
        var size = start.U32();
        blocks.Enqueue((Address + 16, size));
        while (blocks.TryDequeue(out var block))
        {
            var body = Next(block, "object header");
            while (body.Left >= 8 && count > 0)
            {
                count--;
                var kind = body.U16();
                var length = body.U16();
                var flags = body.U8();
                body.Skip(3);
                Add(kind, flags, 0, body.Part(length, Name(kind)));
            }
        }
        if (count > 0) throw source.Bad("object header", Address, $"{count} of its messages are missing");
    }

    void ReadNew()
    {
        // The first fields take at most 4 + 2 + 16 + 4 + 8 bytes.
        var start = source.Read(Address, Math.Min(34, source.Length - source.Base - Address), "object header");
        start.Signature("OHDR");
        start.Version(2);
        var flags = start.U8();
        if ((flags & 0x20) != 0) start.Skip(16);
        if ((flags & 0x10) != 0) start.Skip(4);
        TracksOrder = (flags & 4) != 0;
        var size = start.Long(1 << (flags & 3), "a length");
        var prefix = start.Position;
        if (size < 0 || size > source.Length) throw start.Bad("its length leads past the end of the file");
        var first = source.Read(Address, prefix + size + 4, "object header");
        first.Skip(prefix);
        Messages2(first, size);
        first.Checksum();
        while (blocks.TryDequeue(out var block))
        {
            var body = Next(block, "object header");
            body.Signature("OCHK");
            Messages2(body, block.Length - 8);
            body.Checksum();
        }
    }

    void Messages2(Hdf5Cursor block, long size)
    {
        var body = block.Part(size);
        var prefix = TracksOrder ? 6 : 4;
        while (body.Left >= prefix)
        {
            var kind = body.U8();
            var length = body.U16();
            var flags = body.U8();
            var order = TracksOrder ? body.U16() : 0;
            Add(kind, flags, order, body.Part(length, Name(kind)));
        }
    }

    Hdf5Cursor Next((long Address, long Length) block, string what)
    {
        if (!seen.Add(block.Address) || seen.Count > MaxBlocks) throw source.Bad(what, Address, "its blocks lead in a circle");
        return source.Read(block.Address, block.Length, what);
    }

    void Add(int kind, int flags, int order, Hdf5Cursor body)
    {
        if (kind > (int)Hdf5MessageKind.FreeSpace && (flags & 0x80) != 0) throw body.Bad($"it holds a message of the kind {kind}, which readers must know, and this one does not");
        switch ((Hdf5MessageKind)kind)
        {
            case Hdf5MessageKind.Nothing:
                return;
            case Hdf5MessageKind.Continuation:
                var (address, length) = (body.Offset(), body.Length());
                if (address < 0 || length < 8) throw body.Bad("it goes on nowhere");
                blocks.Enqueue((address, length));
                return;
        }
        if (messages.Count >= MaxMessages) throw body.Bad($"it holds more than {MaxMessages:N0} messages");
        messages.Add(new Hdf5Message((Hdf5MessageKind)kind, (flags & 2) != 0, order, body));
    }

    static string Name(int kind) => (Hdf5MessageKind)kind switch
    {
        Hdf5MessageKind.Space => "dataspace",
        Hdf5MessageKind.Type => "datatype",
        Hdf5MessageKind.Fill or Hdf5MessageKind.OldFill => "fill value",
        Hdf5MessageKind.Link => "link",
        Hdf5MessageKind.Layout => "data layout",
        Hdf5MessageKind.Filters => "filter pipeline",
        Hdf5MessageKind.Attribute => "attribute",
        _ => "object header",
    };
}
