namespace Nabla.Formats;

/// <summary>Puts the chunks of a dataset together.</summary>
static class Hdf5ChunkReader
{
    /// <summary>Decodes all chunks without keeping them where they promise far more than the file holds, so that a bad one is refused before the array is made.</summary>
    public static void Prove(Hdf5Source source, Hdf5Layout layout, Hdf5Filters filters, List<Hdf5Chunk> chunks, long length, Func<string, ModelFormatException> bad)
    {
        if (chunks.Count > 0) filters.Check(bad);
        if (length <= LoadLimits.Unproven || length <= 2 * chunks.Sum(chunk => chunk.Size)) return;
        foreach (var chunk in chunks) Decode(source, layout, filters, chunk, bad);
    }

    /// <summary>Copies the chunks to where they belong.</summary>
    public static void Read(Hdf5Source source, Hdf5Layout layout, Hdf5Filters filters, List<Hdf5Chunk> chunks, Hdf5Grid grid, int elementSize, Span<byte> target, Func<string, ModelFormatException> bad)
    {
        var rank = layout.Chunk.Length;
        var (steps, at) = (new long[rank], new long[rank]);
        foreach (var chunk in chunks)
        {
            var bytes = Decode(source, layout, filters, chunk, bad);
            grid.Steps(chunk.Number, steps);
            Copy(bytes, grid, steps, at, elementSize, target);
        }
    }

    static byte[] Decode(Hdf5Source source, Hdf5Layout layout, Hdf5Filters filters, Hdf5Chunk chunk, Func<string, ModelFormatException> bad)
    {
        ModelFormatException Bad(string reason) => bad($"the chunk at {chunk.Address:N0}: {reason}");
        if (filters.All.Count == 0 && chunk.Size != layout.Size) throw Bad($"it takes {chunk.Size:N0} bytes, and {layout.Size:N0} are expected");
        if (chunk.Size > Array.MaxLength) throw Bad("it is larger than any array");
        var stored = GC.AllocateUninitializedArray<byte>((int)chunk.Size);
        source.Copy(chunk.Address, stored);
        return filters.Decode(stored, chunk.Mask, (int)layout.Size, Bad);
    }

    // Row by row; what lies past the end of an axis stays behind.
    static void Copy(ReadOnlySpan<byte> chunk, Hdf5Grid grid, long[] steps, long[] at, int elementSize, Span<byte> target)
    {
        var rank = steps.Length;
        var row = (int)grid.Chunk[rank - 1] * elementSize;
        var from = steps[rank - 1] * grid.Chunk[rank - 1];
        var used = (int)Math.Min(grid.Chunk[rank - 1], grid.Axes[rank - 1] - from) * elementSize;
        Array.Clear(at);
        for (var source = 0; source < chunk.Length; source += row)
        {
            var (place, isInside) = (0L, true);
            for (var i = 0; i < rank - 1; i++)
            {
                var index = steps[i] * grid.Chunk[i] + at[i];
                isInside &= index < grid.Axes[i];
                place = place * grid.Axes[i] + index;
            }
            if (isInside) chunk.Slice(source, used).CopyTo(target[(int)((place * grid.Axes[rank - 1] + from) * elementSize)..]);
            for (var i = rank - 2; i >= 0; i--)
            {
                if (++at[i] < grid.Chunk[i]) break;
                at[i] = 0;
            }
        }
    }
}
