namespace Nabla.Kernels;

/// <summary>Padding: elements added before and after the elements of each axis.</summary>
public static class Pad
{
    /// <summary>Writes x with its surroundings.</summary>
    /// <param name="x">The source; an axis that is padded other than by a constant must not be empty.</param>
    /// <param name="before">Elements to add in front, an axis; not negative.</param>
    /// <param name="after">Elements to add behind, an axis; not negative.</param>
    /// <param name="mode">What they are. Mirror images go on back and forth where the padding is longer than the axis.</param>
    /// <param name="value">The constant.</param>
    /// <param name="y">Row-major result.</param>
    /// <exception cref="ArgumentException">Elements were asked of an empty axis.</exception>
    public static void Run<T>(View<T> x, ReadOnlySpan<long> before, ReadOnlySpan<long> after, PadMode mode, T value, Span<T> y)
    {
        int rank = x.Rank;
        Span<long> lengths = stackalloc long[rank], strides = stackalloc long[rank];
        for (int k = 0; k < rank; k++)
        {
            lengths[k] = x.Lengths[k] + before[k] + after[k];
            if (mode != PadMode.Constant && x.Lengths[k] == 0 && lengths[k] > 0)
            {
                throw new ArgumentException($"Pad: axis {k} is empty: {mode} padding needs an element there. Pad with a constant.");
            }
        }

        Strides.RowMajor(lengths, strides);
        if (y.IsEmpty)
        {
            return;
        }

        if (mode == PadMode.Constant && x.Size < y.Length)
        {
            y.Fill(value);
        }

        long start = 0;
        for (int k = 0; k < rank; k++)
        {
            start += before[k] * strides[k];
        }

        Copy.Run(x, new View<T>(y, start, x.Lengths, strides));
        if (mode == PadMode.Constant)
        {
            return;
        }

        // Axis after axis: what is already there grows by slices copied from itself.
        Span<long> region = stackalloc long[rank];
        x.Lengths.CopyTo(region);
        for (int k = 0; k < rank; k++)
        {
            region[k] = 1;
            for (long i = 0; i < lengths[k]; i++)
            {
                long from = before[k] + Place(i - before[k], x.Lengths[k], mode);
                if (from != i)
                {
                    long first = start - before[k] * strides[k];
                    Copy.Run(new View<T>(y, first + from * strides[k], region, strides), new View<T>(y, first + i * strides[k], region, strides));
                }
            }

            region[k] = lengths[k];
            start -= before[k] * strides[k];
        }
    }

    /// <summary>The element of an axis that stands at place i, which may be outside it.</summary>
    /// <param name="i">The place; 0 is the first element of the axis.</param>
    /// <param name="length">Length of the axis, not 0.</param>
    /// <param name="mode">Any but a constant.</param>
    public static long Place(long i, long length, PadMode mode)
    {
        if (mode == PadMode.Edge)
        {
            return Math.Clamp(i, 0, length - 1);
        }

        long period = mode switch { PadMode.Wrap => length, PadMode.Symmetric => 2 * length, _ => Math.Max(1, 2 * length - 2) };
        long at = (i % period + period) % period;
        return at < length ? at : mode == PadMode.Symmetric ? period - 1 - at : period - at;
    }
}
