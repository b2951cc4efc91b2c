using Nabla.Kernels;

namespace Nabla.Tests.Kernels;

/// <summary>A strided window on an array of its own, with a plain way to read it.</summary>
public sealed class SampleView<T>(T[] storage, long offset, long[] lengths, long[] strides)
{
    public T[] Storage { get; } = storage;

    public long[] Lengths { get; } = lengths;

    public long[] Strides { get; } = strides;

    public long Offset { get; } = offset;

    public View<T> View => new(Storage, Offset, Lengths, Strides);

    public long Size => Lengths.Aggregate(1L, (a, b) => a * b);

    /// <summary>The storage index of every element in row-major order.</summary>
    public long[] Places()
    {
        long[] places = new long[Size];
        for (long i = 0; i < places.Length; i++)
        {
            long rest = i, at = Offset;
            for (int k = Lengths.Length - 1; k >= 0; k--)
            {
                at += rest % Lengths[k] * Strides[k];
                rest /= Lengths[k];
            }

            places[i] = at;
        }

        return places;
    }

    public T[] Values() => [.. Places().Select(p => Storage[p])];
}

/// <summary>Makes windows of every kind: dense, sliced with steps, reversed, permuted, broadcast.</summary>
public static class SampleView
{
    public static SampleView<T> Make<T>(Random random, long[] lengths, Func<int, T> value, bool broadcast = true, bool dense = false)
    {
        int rank = lengths.Length;
        int[] order = [.. Enumerable.Range(0, rank)];
        if (!dense)
        {
            random.Shuffle(order);
        }

        long[] strides = new long[rank];
        long step = 1, offset = 0;
        for (int k = rank - 1; k >= 0; k--)
        {
            int axis = order[k];
            int kind = dense ? 0 : random.Next(6);
            if (kind == 5 && broadcast)
            {
                strides[axis] = 0;
                continue;
            }

            long by = kind == 4 ? 2 : 1;
            strides[axis] = step * by;
            step *= Math.Max(1, lengths[axis]) * by + (kind == 3 ? 1 : 0);
            if (kind == 2)
            {
                offset += strides[axis] * Math.Max(0, lengths[axis] - 1);
                strides[axis] = -strides[axis];
            }
        }

        T[] storage = new T[step + 3];
        for (int i = 0; i < storage.Length; i++)
        {
            storage[i] = value(i);
        }

        return new SampleView<T>(storage, offset, lengths, strides);
    }

    public static SampleView<T> Dense<T>(T[] values, params long[] lengths)
    {
        long[] strides = new long[lengths.Length];
        long step = 1;
        for (int k = lengths.Length - 1; k >= 0; k--)
        {
            strides[k] = step;
            step *= lengths[k];
        }

        return new SampleView<T>(values, 0, lengths, strides);
    }

    /// <summary>Lengths of rank 0 to 5 with at most so many elements, sometimes with an empty axis.</summary>
    public static long[] Lengths(Random random, bool empty = true, int most = 2000)
    {
        long[] lengths = new long[random.Next(6)];
        long size = 1;
        for (int k = 0; k < lengths.Length; k++)
        {
            int longest = (int)Math.Min(lengths.Length < 3 ? 66 : 8, most / Math.Max(1, size) + 1);
            lengths[k] = random.Next(empty && random.Next(8) == 0 ? 0 : 1, Math.Max(2, longest));
            size *= lengths[k];
        }

        return lengths;
    }
}
