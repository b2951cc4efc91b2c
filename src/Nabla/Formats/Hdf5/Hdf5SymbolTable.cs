namespace Nabla.Formats;

/// <summary>The links of an old group: a B-tree of version 1 whose leaves are lists of entries, with the names in a local heap.</summary>
static class Hdf5SymbolTable
{
    public static void Read(Hdf5Cursor message, List<Hdf5Link> links)
    {
        var source = message.Source;
        var (tree, heap) = (message.Offset(), message.Offset());
        if (tree < 0 || heap < 0) throw message.Bad("a group without its names");
        var names = Heap(source, heap);
        foreach (var (_, leaf) in Hdf5Tree1.Leaves(source, tree, 0, source.LengthSize)) ReadLeaf(source, leaf, names, links);
    }

    /// <summary>The bytes of a local heap.</summary>
    public static Hdf5Cursor Heap(Hdf5Source source, long address)
    {
        var block = source.Read(address, 8 + 2 * source.LengthSize + source.OffsetSize, "local heap");
        block.Signature("HEAP");
        block.Version(0);
        block.Skip(3);
        var size = block.Length();
        block.Skip(source.LengthSize);
        return source.Read(block.Offset(), size, "local heap");
    }

    /// <summary>A text of a local heap.</summary>
    public static string Text(Hdf5Cursor heap, long offset)
    {
        if (offset < 0 || offset >= heap.Left) throw heap.Bad("a name lies outside of it");
        var part = heap.At((int)offset);
        return part.Text();
    }

    static void ReadLeaf(Hdf5Source source, long address, Hdf5Cursor names, List<Hdf5Link> links)
    {
        var start = source.Read(address, 8, "symbol table node");
        start.Signature("SNOD");
        start.Version(1);
        start.Skip(1);
        var count = start.U16();
        var entry = 2 * source.OffsetSize + 24;
        var block = source.Read(address + 8, (long)count * entry, "symbol table node");
        for (var i = 0; i < count; i++)
        {
            var fields = block.Part(entry);
            var name = Text(names, fields.Offset());
            var header = fields.Offset();
            var cache = fields.U32();
            fields.Skip(4);
            links.Add(cache == 2
                ? new Hdf5Link(name, Hdf5LinkKind.Soft, Text(names, fields.U32()))
                : new Hdf5Link(name, Hdf5LinkKind.Hard) { Address = header });
        }
    }
}
