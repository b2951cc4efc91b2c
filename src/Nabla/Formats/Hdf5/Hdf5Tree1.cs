namespace Nabla.Formats;

/// <summary>A B-tree of version 1, walked from left to right.</summary>
static class Hdf5Tree1
{
    /// <summary>The keys and addresses of what the lowest nodes point to.</summary>
    /// <param name="source">The file.</param>
    /// <param name="address">The root node.</param>
    /// <param name="kind">0 for the links of a group, 1 for chunks.</param>
    /// <param name="keySize">Bytes of a key.</param>
    public static IEnumerable<(Hdf5Cursor Key, long Child)> Leaves(Hdf5Source source, long address, int kind, int keySize) => Node(source, address, kind, keySize, null, []);

    static IEnumerable<(Hdf5Cursor Key, long Child)> Node(Hdf5Source source, long address, int kind, int keySize, int? level, HashSet<long> seen)
    {
        var block = source.Read(address, 8 + 2 * source.OffsetSize, "B-tree node");
        if (!seen.Add(address)) throw block.Bad("its nodes lead in a circle");
        block.Signature("TREE");
        if (block.U8() != kind) throw block.Bad("it is a tree of another kind");
        var own = block.U8();
        if (level is { } expected && own != expected) throw block.Bad($"it is on level {own}, and must be on {expected}");
        var count = block.U16();
        var entries = source.Read(address + 8 + 2 * source.OffsetSize, count * (long)(keySize + source.OffsetSize), "B-tree node");
        for (var i = 0; i < count; i++)
        {
            var key = entries.Part(keySize);
            var child = entries.Offset();
            if (child < 0) throw block.Bad("an entry leads nowhere");
            if (own == 0) yield return (key, child);
            else
            {
                foreach (var leaf in Node(source, child, kind, keySize, own - 1, seen)) yield return leaf;
            }
        }
    }
}
