namespace Nabla.Formats;

/// <summary>Where a chunk lies.</summary>
/// <param name="Number">Its number in row-major order of the dataset's chunks.</param>
/// <param name="Address">Its bytes in the file.</param>
/// <param name="Size">How many they are.</param>
/// <param name="Mask">A bit for each filter that it did not go through.</param>
readonly record struct Hdf5Chunk(long Number, long Address, long Size, uint Mask);

/// <summary>Counts chunks along the axes of a dataset.</summary>
sealed class Hdf5Grid
{
    readonly long[] counts, most;

    public Hdf5Grid(Hdf5Space space, long[] chunk)
    {
        Axes = space.Axes!;
        Chunk = chunk;
        counts = new long[chunk.Length];
        most = new long[chunk.Length];
        for (var i = 0; i < chunk.Length; i++)
        {
            counts[i] = Pieces(Axes[i], chunk[i]);
            most[i] = space.Limits[i] < 0 ? -1 : Pieces(space.Limits[i], chunk[i]);
        }
        Open = Array.IndexOf(most, -1);
        Total = counts.Aggregate(1L, (product, count) => product * count);
    }

    public long[] Axes { get; }

    public long[] Chunk { get; }

    /// <summary>Chunks of the dataset as it is now.</summary>
    public long Total { get; }

    /// <summary>The first axis without limit; −1 where there is none.</summary>
    public int Open { get; }

    /// <summary>The number of the chunk at some steps along each axis; −1 where it lies outside of the dataset.</summary>
    public long Number(ReadOnlySpan<long> steps)
    {
        var number = 0L;
        for (var i = 0; i < counts.Length; i++)
        {
            if (steps[i] < 0 || steps[i] >= counts[i]) return -1;
            number = number * counts[i] + steps[i];
        }
        return number;
    }

    /// <summary>Steps along each axis of a chunk by its number.</summary>
    public void Steps(long number, Span<long> steps)
    {
        for (var i = counts.Length - 1; i >= 0; i--) (number, steps[i]) = Math.DivRem(number, counts[i]);
    }

    /// <summary>The number of the chunk at a place of an array that has room for all that may ever be; the axis without limit counts slowest there.</summary>
    public long NumberOfSlot(long slot)
    {
        Span<long> steps = stackalloc long[counts.Length];
        for (var i = counts.Length - 1; i >= 0; i--)
        {
            if (i == Open) continue;
            if (most[i] <= 0) return -1;
            (slot, steps[i]) = Math.DivRem(slot, most[i]);
        }
        if (Open >= 0) steps[Open] = slot;
        else if (slot > 0) return -1;
        return Number(steps);
    }

    /// <summary>Whether the end of an axis cuts the chunk.</summary>
    public bool IsCut(long number)
    {
        Span<long> steps = stackalloc long[counts.Length];
        Steps(number, steps);
        for (var i = 0; i < steps.Length; i++)
        {
            if ((steps[i] + 1) * Chunk[i] > Axes[i]) return true;
        }
        return false;
    }

    static long Pieces(long length, long chunk) => length / chunk + (length % chunk > 0 ? 1 : 0);
}
