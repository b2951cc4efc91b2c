namespace Nabla.Formats;

/// <summary>Lists the chunks of a dataset, whatever index it has.</summary>
static class Hdf5ChunkIndex
{
    public static List<Hdf5Chunk> Read(Hdf5Source source, Hdf5Layout layout, Hdf5Grid grid, bool isFiltered, long address)
    {
        var chunks = new List<Hdf5Chunk>();
        var seen = new HashSet<long>();
        var stored = 0L;
        foreach (var found in layout.Address < 0 ? [] : List(source, layout, grid, isFiltered))
        {
            if (found.Address < 0 || found.Number < 0) continue;
            var chunk = found;
            // A chunk that is cut may have been left without filters.
            if (layout.LeavesEdges && grid.IsCut(chunk.Number)) chunk = chunk with { Size = layout.Size, Mask = uint.MaxValue };
            if (!seen.Add(chunk.Number)) throw source.Bad("dataset", address, "two chunks have one place");
            if (!source.Holds(chunk.Address, chunk.Size)) throw source.Bad("dataset", address, "a chunk lies outside of the file");
            stored += chunk.Size;
            if (stored > source.Length) throw source.Bad("dataset", address, "its chunks share bytes: together they are larger than the file");
            if (chunks.Count >= source.Limits.MaxEntries) throw source.Bad("dataset", address, $"its chunks are more than the {source.Limits.MaxEntries:N0} that the limits allow");
            chunks.Add(chunk);
        }
        return chunks;
    }

    static IEnumerable<Hdf5Chunk> List(Hdf5Source source, Hdf5Layout layout, Hdf5Grid grid, bool isFiltered) => layout.Index switch
    {
        Hdf5IndexKind.Tree1 => Tree1(source, layout, grid),
        Hdf5IndexKind.Single => [new(0, layout.Address, layout.Single?.Size ?? layout.Size, layout.Single?.Mask ?? 0)],
        Hdf5IndexKind.Implicit => Implicit(source, layout, grid),
        Hdf5IndexKind.FixedArray => Hdf5FixedArray.Read(source, layout, grid, isFiltered),
        Hdf5IndexKind.ExtensibleArray => Hdf5ExtensibleArray.Read(source, layout, grid, isFiltered),
        _ => Tree2(source, layout, grid),
    };

    static IEnumerable<Hdf5Chunk> Tree1(Hdf5Source source, Hdf5Layout layout, Hdf5Grid grid)
    {
        var steps = new long[layout.Chunk.Length];
        foreach (var (key, child) in Hdf5Tree1.Leaves(source, layout.Address, 1, 8 + 8 * (layout.Chunk.Length + 1)))
        {
            var (size, mask) = (key.U32(), key.U32());
            for (var i = 0; i < steps.Length; i++)
            {
                var (step, rest) = Math.DivRem(key.Long(8, "a place"), layout.Chunk[i]);
                if (rest != 0) throw key.Bad("a chunk begins inside another one");
                steps[i] = step;
            }
            yield return new(grid.Number(steps), child, size, mask);
        }
    }

    static IEnumerable<Hdf5Chunk> Implicit(Hdf5Source source, Hdf5Layout layout, Hdf5Grid grid)
    {
        // All chunks that may ever be lie one after another, so the file bounds how many there are.
        for (long slot = 0, found = 0; found < grid.Total; slot++)
        {
            var place = layout.Address + slot * layout.Size;
            if (!source.Holds(place, layout.Size)) throw source.Bad("dataset", layout.Address, "its chunks end past the file");
            var number = grid.NumberOfSlot(slot);
            if (number < 0) continue;
            found++;
            yield return new(number, place, layout.Size, 0);
        }
    }

    static IEnumerable<Hdf5Chunk> Tree2(Hdf5Source source, Hdf5Layout layout, Hdf5Grid grid)
    {
        var rank = layout.Chunk.Length;
        var tree = new Hdf5Tree2(source, layout.Address);
        var isFiltered = tree.Kind == 11;
        var sizeLength = tree.RecordSize - source.OffsetSize - 4 - 8 * rank;
        if (isFiltered ? sizeLength is < 1 or > 8 : tree.Kind != 10 || tree.RecordSize != source.OffsetSize + 8 * rank) throw source.Bad("B-tree", layout.Address, "it is no index of this dataset's chunks");
        var steps = new long[rank];
        foreach (var record in tree.Records())
        {
            var place = record.Offset();
            var (size, mask) = isFiltered ? (record.Long(sizeLength, "a length"), record.U32()) : (layout.Size, 0);
            for (var i = 0; i < rank; i++) steps[i] = record.Long(8, "a place");
            yield return new(grid.Number(steps), place, size, mask);
        }
    }

    /// <summary>One entry of an array of chunks.</summary>
    public static Hdf5Chunk Entry(Hdf5Cursor fields, int entrySize, long number, Hdf5Layout layout, bool isFiltered)
    {
        var sizeLength = entrySize - fields.Source.OffsetSize - 4;
        var place = fields.Offset();
        if (!isFiltered) return new(number, place, layout.Size, 0);
        var size = fields.Long(sizeLength, "a length");
        return new(number, place, size, fields.U32());
    }

    /// <summary>Throws where an array's entries are not those of this dataset.</summary>
    public static void CheckEntries(Hdf5Cursor header, int client, int entrySize, bool isFiltered)
    {
        var expected = header.Source.OffsetSize + (isFiltered ? 4 : 0);
        if (client != (isFiltered ? 1 : 0) || (isFiltered ? entrySize <= expected || entrySize > expected + 8 : entrySize != expected)) throw header.Bad("its entries are not those of this dataset's chunks");
    }
}
