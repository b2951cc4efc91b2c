namespace Nabla.Formats;

/// <summary>The index of chunks of a dataset whose axes all have limits: one entry for each chunk that may ever be.</summary>
static class Hdf5FixedArray
{
    public static IEnumerable<Hdf5Chunk> Read(Hdf5Source source, Hdf5Layout layout, Hdf5Grid grid, bool isFiltered)
    {
        var header = source.Read(layout.Address, 4 + 4 + source.LengthSize + source.OffsetSize + 4, "fixed array");
        header.Signature("FAHD");
        header.Version(0);
        var client = header.U8();
        var (entrySize, pageBits) = (header.U8(), header.U8());
        var (count, place) = (header.Length(), header.Offset());
        header.Checksum();
        Hdf5ChunkIndex.CheckEntries(header, client, entrySize, isFiltered);
        if (place < 0) yield break;
        if (count < 0 || count > source.Length || pageBits > 30) throw header.Bad("it has more entries than the file can hold");
        var perPage = 1L << pageBits;
        var isPaged = count > perPage;
        var pages = isPaged ? (count + perPage - 1) / perPage : 0;
        var prefix = 6 + source.OffsetSize;
        var start = source.Read(place, prefix + (isPaged ? (pages + 7) / 8 : count * entrySize) + 4, "fixed array block");
        start.Signature("FADB");
        start.Version(0);
        if (start.U8() != client || start.Offset() != layout.Address) throw start.Bad("it belongs to another array");
        if (!isPaged)
        {
            var entries = start.Part(count * entrySize);
            start.Checksum();
            for (var slot = 0L; slot < count; slot++) yield return Hdf5ChunkIndex.Entry(entries, entrySize, grid.NumberOfSlot(slot), layout, isFiltered);
            yield break;
        }
        var used = start.Take((pages + 7) / 8).ToArray();
        start.Checksum();
        var first = place + prefix + used.Length + 4;
        for (var page = 0L; page < pages; page++)
        {
            // A page that was never written is not there to read.
            if ((used[page / 8] & (0x80 >> (int)(page % 8))) == 0) continue;
            var inPage = Math.Min(perPage, count - page * perPage);
            var block = source.Read(first + page * (perPage * entrySize + 4), inPage * entrySize + 4, "fixed array page");
            var entries = block.Part(inPage * entrySize);
            block.Checksum();
            for (var i = 0L; i < inPage; i++) yield return Hdf5ChunkIndex.Entry(entries, entrySize, grid.NumberOfSlot(page * perPage + i), layout, isFiltered);
        }
    }
}
