namespace Nabla.Kernels;

/// <summary>Which elements are true, and those elements.</summary>
public static class Selection
{
    /// <summary>Number of true elements.</summary>
    public static long Count(ReadOnlySpan<bool> mask)
    {
        long count = 0;
        foreach (bool b in mask)
        {
            count += b ? 1 : 0;
        }

        return count;
    }

    /// <summary>Writes the indices of the true elements in row-major order, one tuple [i₀, i₁, …] after another.</summary>
    /// <param name="mask">Row-major array of these <paramref name="lengths"/>.</param>
    /// <param name="lengths">Lengths of the mask.</param>
    /// <param name="tuples"><see cref="Count"/> × rank numbers.</param>
    public static void Indices(ReadOnlySpan<bool> mask, ReadOnlySpan<long> lengths, Span<long> tuples)
    {
        int rank = lengths.Length, at = 0;
        for (int i = 0; i < mask.Length; i++)
        {
            if (mask[i])
            {
                long rest = i;
                for (int k = rank - 1; k >= 0; k--)
                {
                    tuples[at + k] = rest % lengths[k];
                    rest /= lengths[k];
                }

                at += rank;
            }
        }
    }

    /// <summary>Copies the slices x[o, i, …] whose mask[i] is true, in order, as boolean_mask.</summary>
    /// <param name="x">Row-major [outer, mask.Length, inner].</param>
    /// <param name="outer">Elements before the masked axes.</param>
    /// <param name="mask">One truth value a slice.</param>
    /// <param name="inner">Elements of a slice.</param>
    /// <param name="y">Row-major [outer, number of true, inner].</param>
    public static void Compact<T>(ReadOnlySpan<T> x, long outer, ReadOnlySpan<bool> mask, long inner, Span<T> y)
    {
        int at = 0, width = (int)inner;
        for (int o = 0, from = 0; o < outer; o++)
        {
            for (int i = 0; i < mask.Length; i++, from += width)
            {
                if (mask[i])
                {
                    x.Slice(from, width).CopyTo(y[at..]);
                    at += width;
                }
            }
        }
    }

    /// <summary>y[o, indices[o, i], i] = on, everything else off: rows with one place marked.</summary>
    /// <param name="indices">Row-major [o, i]; an index outside [0, depth) marks nothing.</param>
    /// <param name="depth">Length of the new axis.</param>
    /// <param name="inner">Length of i; 1 where the new axis is the last.</param>
    /// <param name="on">Value of the marked places.</param>
    /// <param name="off">Value of the others.</param>
    /// <param name="y">Row-major [o, depth, i].</param>
    public static void OneHot<T, TIndex>(ReadOnlySpan<TIndex> indices, long depth, long inner, T on, T off, Span<T> y)
        where TIndex : unmanaged, System.Numerics.IBinaryInteger<TIndex>
    {
        y.Fill(off);
        for (int k = 0; k < indices.Length; k++)
        {
            long index = long.CreateTruncating(indices[k]);
            if (index >= 0 && index < depth)
            {
                y[(int)((k / inner * depth + index) * inner + k % inner)] = on;
            }
        }
    }

    /// <summary>Keeps the band −lower ≤ column − row ≤ upper of each matrix and writes zero elsewhere; a negative bound is none.</summary>
    /// <remarks>lower −1, upper 0 is the lower triangle with the diagonal; <c>Tril(k)</c> is lower −1 with column − row ≤ k:
    /// use <see cref="Triangle"/> for any k.</remarks>
    /// <param name="x">Row-major matrices, one after another.</param>
    /// <param name="rows">Rows of a matrix.</param>
    /// <param name="columns">Columns of a matrix.</param>
    /// <param name="lower">Diagonals kept below the main one.</param>
    /// <param name="upper">Diagonals kept above the main one.</param>
    /// <param name="y">Row-major, as x; may be x.</param>
    public static void Band<T>(ReadOnlySpan<T> x, long rows, long columns, long lower, long upper, Span<T> y)
        => Between(x, rows, columns, lower < 0 ? -rows : -lower, upper < 0 ? columns : upper, y);

    /// <summary>Keeps column − row ≤ k (the lower triangle) or column − row ≥ k (the upper), and writes zero elsewhere.</summary>
    public static void Triangle<T>(ReadOnlySpan<T> x, long rows, long columns, long k, bool upper, Span<T> y)
        => Between(x, rows, columns, upper ? k : -rows, upper ? columns : k, y);

    static void Between<T>(ReadOnlySpan<T> x, long rows, long columns, long least, long greatest, Span<T> y)
    {
        int width = (int)columns;
        for (int start = 0; start < x.Length;)
        {
            for (long r = 0; r < rows; r++, start += width)
            {
                int from = (int)Math.Clamp(r + least, 0, columns), to = (int)Math.Clamp(r + greatest + 1, from, columns);
                Span<T> row = y.Slice(start, width);
                row[..from].Clear();
                x.Slice(start + from, to - from).CopyTo(row[from..]);
                row[to..].Clear();
            }
        }
    }
}
