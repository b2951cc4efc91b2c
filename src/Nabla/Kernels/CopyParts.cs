namespace Nabla.Kernels;

/// <summary>Copies that place parts: concatenation, tiling, repetition, reversal, rolling.</summary>
public static class CopyParts
{
    /// <summary>Writes one part of a concatenation: y[…, start + i, …] = x[…, i, …].</summary>
    /// <param name="part">The part; its other axes are as long as those of y.</param>
    /// <param name="axis">The axis along which parts follow each other.</param>
    /// <param name="start">Where the part begins on that axis.</param>
    /// <param name="length">Length of that axis in y.</param>
    /// <param name="y">Row-major result.</param>
    public static void Concatenate<T>(View<T> part, int axis, long start, long length, Span<T> y)
    {
        int rank = part.Rank;
        Span<long> whole = stackalloc long[rank], strides = stackalloc long[rank];
        part.Lengths.CopyTo(whole);
        whole[axis] = length;
        Strides.RowMajor(whole, strides);
        if (part.Size > 0)
        {
            Copy.Run(part, new View<T>(y, start * strides[axis], part.Lengths, strides));
        }
    }

    /// <summary>y is x, repeated as a whole along each axis, as NumPy's tile.</summary>
    /// <param name="x">The source.</param>
    /// <param name="repeats">How often, an axis of x.</param>
    /// <param name="y">Row-major result; its axes are repeats × lengths.</param>
    public static void Tile<T>(View<T> x, ReadOnlySpan<long> repeats, Span<T> y)
    {
        int rank = x.Rank;
        Span<long> lengths = stackalloc long[2 * rank], strides = stackalloc long[2 * rank];
        for (int k = 0; k < rank; k++)
        {
            (lengths[2 * k], strides[2 * k]) = (repeats[k], 0);
            (lengths[2 * k + 1], strides[2 * k + 1]) = (x.Lengths[k], x.Strides[k]);
        }

        Copy.ToContiguous(new View<T>(x.Storage, x.Offset, lengths, strides), y);
    }

    /// <summary>Each slice of an axis comes <paramref name="count"/> times in turn, as NumPy's repeat.</summary>
    public static void Repeat<T>(View<T> x, int axis, long count, Span<T> y)
    {
        int rank = x.Rank;
        Span<long> lengths = stackalloc long[rank + 1], strides = stackalloc long[rank + 1];
        for (int k = 0, at = 0; k < rank; k++)
        {
            (lengths[at], strides[at++]) = (x.Lengths[k], x.Strides[k]);
            if (k == axis)
            {
                (lengths[at], strides[at++]) = (count, 0);
            }
        }

        Copy.ToContiguous(new View<T>(x.Storage, x.Offset, lengths, strides), y);
    }

    /// <summary>y[…, i, …] = x[…, length − 1 − i, …] along every given axis.</summary>
    public static void Reverse<T>(View<T> x, ReadOnlySpan<int> axes, Span<T> y)
    {
        Span<long> strides = stackalloc long[x.Rank];
        x.Strides.CopyTo(strides);
        long offset = x.Offset;
        foreach (int axis in axes)
        {
            offset += strides[axis] * Math.Max(0, x.Lengths[axis] - 1);
            strides[axis] = -strides[axis];
        }

        Copy.ToContiguous(new View<T>(x.Storage, offset, x.Lengths, strides), y);
    }

    /// <summary>y[…, (i + shift) mod length, …] = x[…, i, …] along each given axis; shifts of an axis that comes twice add up.</summary>
    /// <param name="x">The source.</param>
    /// <param name="shifts">Steps towards higher indices; may be negative or longer than the axis.</param>
    /// <param name="axes">The axis of each shift.</param>
    /// <param name="y">Row-major result.</param>
    public static void Roll<T>(View<T> x, ReadOnlySpan<long> shifts, ReadOnlySpan<int> axes, Span<T> y)
    {
        if (x.Size == 0)
        {
            return;
        }

        int rank = x.Rank;
        Span<long> shift = stackalloc long[rank], lengths = stackalloc long[rank], strides = stackalloc long[rank];
        shift.Clear();
        for (int k = 0; k < axes.Length; k++)
        {
            long length = x.Lengths[axes[k]];
            shift[axes[k]] = ((shift[axes[k]] + shifts[k]) % length + length) % length;
        }

        Strides.RowMajor(x.Lengths, strides);
        RollFrom(x, 0, x.Offset, 0, shift, lengths, strides, y);
    }

    // Each rolled axis falls into two runs; every choice of runs is one block copy.
    static void RollFrom<T>(View<T> x, int axis, long from, long to, ReadOnlySpan<long> shift, Span<long> lengths, ReadOnlySpan<long> strides, Span<T> y)
    {
        if (axis == x.Rank)
        {
            Copy.Run(new View<T>(x.Storage, from, lengths, x.Strides), new View<T>(y, to, lengths, strides));
            return;
        }

        long length = x.Lengths[axis], wrapped = shift[axis];
        lengths[axis] = length - wrapped;
        RollFrom(x, axis + 1, from, to + wrapped * strides[axis], shift, lengths, strides, y);
        if (wrapped > 0)
        {
            lengths[axis] = wrapped;
            RollFrom(x, axis + 1, from + (length - wrapped) * x.Strides[axis], to, shift, lengths, strides, y);
        }
    }
}
