namespace Nabla.Formats;

/// <summary>How the elements of a dataset are stored.</summary>
enum Hdf5LayoutKind
{
    Compact,
    Contiguous,
    Chunked,
    Virtual,
}

/// <summary>How a dataset keeps track of its chunks.</summary>
enum Hdf5IndexKind
{
    Tree1 = 0,
    Single = 1,
    Implicit = 2,
    FixedArray = 3,
    ExtensibleArray = 4,
    Tree2 = 5,
}

/// <summary>The data layout message: where the elements are.</summary>
sealed class Hdf5Layout
{
    public Hdf5LayoutKind Kind { get; private init; }

    /// <summary>The elements, or the index of the chunks; −1 where nothing was written yet.</summary>
    public long Address { get; private set; } = -1;

    /// <summary>Bytes of contiguous elements; −1 where the message does not say.</summary>
    public long Size { get; private set; } = -1;

    /// <summary>The elements of a compact dataset.</summary>
    public Hdf5Cursor? Data { get; private set; }

    /// <summary>Lengths of a chunk, without the one of the element's bytes.</summary>
    public long[] Chunk { get; private set; } = [];

    public long ElementSize { get; private set; }

    public Hdf5IndexKind Index { get; private set; }

    /// <summary>Whether chunks that the end of an axis cuts went through no filter.</summary>
    public bool LeavesEdges { get; private set; }

    /// <summary>Bytes and left-out filters of the only chunk.</summary>
    public (long Size, uint Mask)? Single { get; private set; }

    public static Hdf5Layout Read(Hdf5Cursor message)
    {
        var version = message.U8();
        if (version is < 1 or > 4) throw message.Bad($"version {version} is not known");
        if (version < 3) return ReadOld(message);
        var kind = message.U8();
        if (kind > 3 || (kind == 3 && version == 3)) throw message.Bad($"a layout of the class {kind} is not known");
        var layout = new Hdf5Layout { Kind = (Hdf5LayoutKind)kind };
        switch (layout.Kind)
        {
            case Hdf5LayoutKind.Compact:
                layout.Data = message.Part(message.U16());
                break;
            case Hdf5LayoutKind.Contiguous:
                (layout.Address, layout.Size) = (message.Offset(), message.Length());
                break;
            case Hdf5LayoutKind.Chunked when version == 3:
                var rank = message.U8();
                layout.Address = message.Offset();
                layout.SetChunk(message, rank, 4);
                break;
            case Hdf5LayoutKind.Chunked:
                layout.ReadIndex(message);
                break;
        }
        return layout;
    }

    static Hdf5Layout ReadOld(Hdf5Cursor message)
    {
        var rank = message.U8();
        var kind = message.U8();
        if (kind > 2) throw message.Bad($"a layout of the class {kind} is not known");
        message.Skip(5);
        var layout = new Hdf5Layout { Kind = (Hdf5LayoutKind)kind };
        if (kind != 0) layout.Address = message.Offset();
        if (kind == 2) layout.SetChunk(message, rank, 4);
        else message.Skip(4 * rank);
        if (kind == 0) layout.Data = message.Part(message.Size32());
        return layout;
    }

    void ReadIndex(Hdf5Cursor message)
    {
        var flags = message.U8();
        LeavesEdges = (flags & 1) != 0;
        var rank = message.U8();
        SetChunk(message, rank, message.U8());
        var kind = message.U8();
        if (kind is < 1 or > 5) throw message.Bad($"an index of chunks of the kind {kind} is not known");
        Index = (Hdf5IndexKind)kind;
        switch (Index)
        {
            case Hdf5IndexKind.Single when (flags & 2) != 0:
                Single = (message.Length(), message.U32());
                break;
            case Hdf5IndexKind.FixedArray:
                message.Skip(1);
                break;
            case Hdf5IndexKind.ExtensibleArray:
                message.Skip(5);
                break;
            case Hdf5IndexKind.Tree2:
                message.Skip(6);
                break;
        }
        Address = message.Offset();
    }

    // The last length is that of an element in bytes.
    void SetChunk(Hdf5Cursor message, int rank, int size)
    {
        if (rank < 2) throw message.Bad("chunks without an axis");
        var axes = new long[rank - 1];
        for (var i = 0; i < axes.Length; i++) axes[i] = message.Long(size, "a length");
        ElementSize = message.Long(size, "a length");
        Int128 bytes = ElementSize;
        foreach (var axis in axes)
        {
            if (axis <= 0 || bytes <= 0) throw message.Bad("chunks of no elements");
            bytes *= axis;
            if (bytes > Array.MaxLength) throw message.Bad($"chunks of [{string.Join(", ", axes)}] elements of {ElementSize} bytes are larger than any array");
        }
        (Chunk, Size) = (axes, (long)bytes);
    }
}
