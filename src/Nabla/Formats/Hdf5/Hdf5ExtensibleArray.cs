using System.Numerics;

namespace Nabla.Formats;

/// <summary>The index of chunks of a dataset with one axis without limit: blocks of growing size, so that entries can be added at the end.</summary>
sealed class Hdf5ExtensibleArray
{
    readonly Hdf5Source source;
    readonly Hdf5Layout layout;
    readonly Hdf5Grid grid;
    readonly bool isFiltered;
    readonly int client, entrySize, bits, inIndex, minEntries, minPointers, pageBits;
    readonly long count, index;

    Hdf5ExtensibleArray(Hdf5Source source, Hdf5Layout layout, Hdf5Grid grid, bool isFiltered)
    {
        (this.source, this.layout, this.grid, this.isFiltered) = (source, layout, grid, isFiltered);
        var header = source.Read(layout.Address, 12 + 6 * source.LengthSize + source.OffsetSize + 4, "extensible array");
        header.Signature("EAHD");
        header.Version(0);
        client = header.U8();
        (entrySize, bits, inIndex, minEntries, minPointers, pageBits) = (header.U8(), header.U8(), header.U8(), header.U8(), header.U8(), header.U8());
        header.Skip(4 * source.LengthSize);
        count = header.Length();
        header.Skip(source.LengthSize);
        index = header.Offset();
        header.Checksum();
        Hdf5ChunkIndex.CheckEntries(header, client, entrySize, isFiltered);
        var isPower = BitOperations.IsPow2(minEntries) && BitOperations.IsPow2(minPointers) && minEntries > 0 && minPointers > 1;
        if (!isPower || bits is 0 or > 62 || BitOperations.Log2((uint)minEntries) > bits || pageBits > 30 || count < 0) throw header.Bad("its sizes are none that such an array can have");
    }

    int OffsetSize => (bits + 7) / 8;

    public static IEnumerable<Hdf5Chunk> Read(Hdf5Source source, Hdf5Layout layout, Hdf5Grid grid, bool isFiltered) => new Hdf5ExtensibleArray(source, layout, grid, isFiltered).Chunks();

    // A group g of blocks has 2^(g/2) blocks of 2^((g+1)/2) times the least number of entries; the first groups' blocks are named in the index block itself.
    static long Blocks(int group) => 1L << (group / 2);

    long Entries(int group) => (1L << ((group + 1) / 2)) * minEntries;

    IEnumerable<Hdf5Chunk> Chunks()
    {
        if (index < 0 || count == 0) yield break;
        var groups = 1 + bits - BitOperations.Log2((uint)minEntries);
        var near = Math.Min(groups, 2 * BitOperations.Log2((uint)minPointers));
        var nearBlocks = 0L;
        for (var g = 0; g < near; g++) nearBlocks += Blocks(g);
        var block = source.Read(index, 6 + source.OffsetSize + (long)inIndex * entrySize + (nearBlocks + groups - near) * source.OffsetSize + 4, "extensible array index");
        Begin(block, "EAIB");
        var entries = block.Part((long)inIndex * entrySize);
        var places = block.Part((nearBlocks + groups - near) * source.OffsetSize);
        block.Checksum();
        for (var i = 0; i < inIndex; i++) yield return Entry(entries, i);
        var slot = (long)inIndex;
        for (var g = 0; g < groups && slot < count; g++)
        {
            if (g < near)
            {
                for (var b = 0L; b < Blocks(g); b++, slot += Entries(g))
                {
                    foreach (var chunk in DataBlock(places.Offset(), slot, Entries(g), null)) yield return chunk;
                }
                continue;
            }
            foreach (var chunk in Group(places.Offset(), slot, g)) yield return chunk;
            slot += Blocks(g) * Entries(g);
        }
    }

    IEnumerable<Hdf5Chunk> Group(long place, long slot, int group)
    {
        if (place < 0) yield break;
        var (blocks, entries) = (Blocks(group), Entries(group));
        var pages = entries > 1L << pageBits ? entries >> pageBits : 0;
        var bitmap = (pages + 7) / 8;
        var block = source.Read(place, 6 + source.OffsetSize + OffsetSize + blocks * bitmap + blocks * source.OffsetSize + 4, "extensible array group");
        Begin(block, "EASB");
        block.Skip(OffsetSize);
        var used = block.Take(blocks * bitmap).ToArray();
        var places = block.Part(blocks * source.OffsetSize);
        block.Checksum();
        for (var b = 0L; b < blocks; b++, slot += entries)
        {
            foreach (var chunk in DataBlock(places.Offset(), slot, entries, pages == 0 ? null : used, b * pages)) yield return chunk;
        }
    }

    IEnumerable<Hdf5Chunk> DataBlock(long place, long slot, long size, byte[]? used, long firstPage = 0)
    {
        if (place < 0 || slot >= count) yield break;
        var prefix = 6 + source.OffsetSize + OffsetSize;
        var block = source.Read(place, prefix + (used is null ? size * entrySize : 0) + 4, "extensible array block");
        Begin(block, "EADB");
        block.Skip(OffsetSize);
        if (used is null)
        {
            var entries = block.Part(size * entrySize);
            block.Checksum();
            for (var i = 0L; i < size; i++) yield return Entry(entries, slot + i);
            yield break;
        }
        block.Checksum();
        var perPage = 1L << pageBits;
        for (var page = 0L; page < size / perPage; page++)
        {
            // The bits of all blocks of a group follow one another without gaps, though room is kept for whole bytes.
            var bit = firstPage + page;
            if ((used[bit / 8] & (0x80 >> (int)(bit % 8))) == 0) continue;
            var body = source.Read(place + prefix + 4 + page * (perPage * entrySize + 4), perPage * entrySize + 4, "extensible array page");
            var entries = body.Part(perPage * entrySize);
            body.Checksum();
            for (var i = 0L; i < perPage; i++) yield return Entry(entries, slot + page * perPage + i);
        }
    }

    Hdf5Chunk Entry(Hdf5Cursor entries, long slot) => Hdf5ChunkIndex.Entry(entries, entrySize, grid.NumberOfSlot(slot), layout, isFiltered);

    void Begin(Hdf5Cursor block, string signature)
    {
        block.Signature(signature);
        block.Version(0);
        if (block.U8() != client || block.Offset() != layout.Address) throw block.Bad("it belongs to another array");
    }
}
