using Nabla.Files;

namespace Nabla.Formats;

/// <summary>Writes the links of a group: names in a local heap, entries by name in nodes of eight, and a B-tree of nodes with 32 children over them.</summary>
static class Hdf5SymbolTableWriter
{
    const int PerLeaf = 8, PerNode = 32;

    public static (long Tree, long Heap) Write(Hdf5Emission emission, List<(string Name, long Header, (long Tree, long Heap)? Table)> entries)
    {
        // Readers search by the bytes of the names.
        entries.Sort((a, b) => ByteText.ToBytes(a.Name).AsSpan().SequenceCompareTo(ByteText.ToBytes(b.Name)));
        var names = new Hdf5Block().Zeros(8);
        var offsets = new List<long>();
        foreach (var (name, _, _) in entries)
        {
            offsets.Add(names.Length);
            names.Text(name).Align();
        }
        var data = emission.Put(names);
        var heap = emission.Put(new Hdf5Block().Letters("HEAP").Zeros(4).U64(names.Length).U64(1).U64(data));
        var children = new List<(long Place, long LastName)>();
        for (var at = 0; at < entries.Count; at += PerLeaf)
        {
            var count = Math.Min(PerLeaf, entries.Count - at);
            var leaf = new Hdf5Block().Letters("SNOD").U8(1, 0).U16(count);
            for (var i = at; i < at + count; i++)
            {
                leaf.U64(offsets[i]).U64(entries[i].Header).U32(entries[i].Table is null ? 0 : 1).U32(0);
                leaf.U64(entries[i].Table?.Tree ?? 0).U64(entries[i].Table?.Heap ?? 0);
            }
            children.Add((emission.Put(leaf.FillTo(8 + PerLeaf * 40)), offsets[at + count - 1]));
        }
        return (Hdf5TreeWriter.Write(emission, 0, PerNode, 8, children.Select(child => (child.Place, (byte[])[.. new Hdf5Block().U64(child.LastName).ToArray()])).ToList(), new byte[8]), heap);
    }
}
