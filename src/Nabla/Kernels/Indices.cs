using System.Numerics;

namespace Nabla.Kernels;

/// <summary>Checks of index arrays, done before memory is touched.</summary>
public static class Indices
{
    /// <summary>Throws where an index is not in [0, length), or not in [−length, length) where negative ones count from the end.</summary>
    /// <param name="indices">The indices.</param>
    /// <param name="length">Length of the axis they point into.</param>
    /// <param name="fromEnd">True: −1 is the last element.</param>
    /// <param name="operation">The name that the error starts with.</param>
    /// <exception cref="ArgumentException">An index lies outside; the message names it, its position and the axis length.</exception>
    public static void Check<TIndex>(ReadOnlySpan<TIndex> indices, long length, bool fromEnd, string operation)
        where TIndex : unmanaged, IBinaryInteger<TIndex>
    {
        long lowest = fromEnd ? -length : 0;
        bool outside = false;
        foreach (TIndex index in indices)
        {
            long i = long.CreateTruncating(index);
            outside |= i < lowest | i >= length;
        }

        if (!outside)
        {
            return;
        }

        for (int at = 0; at < indices.Length; at++)
        {
            long i = long.CreateTruncating(indices[at]);
            if (i < lowest || i >= length)
            {
                throw new ArgumentException($"{operation}: index {i} at position {at}: the axis has length {length}, so indices must be in [{lowest}, {length}).");
            }
        }
    }

    /// <summary>Writes the row-major positions of index tuples: y[i] = Σ x[i, k]·step[k], for a row-major array of these lengths.</summary>
    /// <param name="tuples">The tuples, one after another, each as long as <paramref name="lengths"/>.</param>
    /// <param name="lengths">Lengths of the axes that a tuple points into.</param>
    /// <param name="positions">One position a tuple.</param>
    /// <param name="operation">The name that the error starts with.</param>
    /// <exception cref="ArgumentException">An index is negative or too large.</exception>
    public static void Flatten<TIndex>(ReadOnlySpan<TIndex> tuples, ReadOnlySpan<long> lengths, Span<long> positions, string operation)
        where TIndex : unmanaged, IBinaryInteger<TIndex>
    {
        int depth = lengths.Length;
        for (int i = 0; i < positions.Length; i++)
        {
            long position = 0;
            for (int k = 0; k < depth; k++)
            {
                long index = long.CreateTruncating(tuples[i * depth + k]);
                if ((ulong)index >= (ulong)lengths[k])
                {
                    throw new ArgumentException($"{operation}: index {index} for axis {k} in tuple {i}: the axis has length {lengths[k]}, so indices must be in [0, {lengths[k]}).");
                }

                position = position * lengths[k] + index;
            }

            positions[i] = position;
        }
    }
}
