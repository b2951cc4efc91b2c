namespace Nabla.Kernels;

/// <summary>Arithmetic on lengths and strides.</summary>
internal static class Strides
{
    /// <summary>Product of the lengths.</summary>
    public static long Product(ReadOnlySpan<long> lengths)
    {
        long product = 1;
        foreach (long length in lengths)
        {
            product *= length;
        }

        return product;
    }

    /// <summary>Writes the strides of a row-major array of these lengths.</summary>
    public static void RowMajor(ReadOnlySpan<long> lengths, Span<long> strides)
    {
        long step = 1;
        for (int k = lengths.Length - 1; k >= 0; k--)
        {
            strides[k] = step;
            step *= lengths[k];
        }
    }

    /// <summary>Joins axes that two arrays walk in the same way, drops axes of length 1, and puts the axis with the smallest step of the
    /// second array last. Returns the number of axes left.</summary>
    public static int Merge(Span<long> lengths, Span<long> source, Span<long> destination)
    {
        int rank = 0;
        for (int k = 0; k < lengths.Length; k++)
        {
            if (lengths[k] != 1)
            {
                (lengths[rank], source[rank], destination[rank]) = (lengths[k], source[k], destination[k]);
                rank++;
            }
        }

        for (int k = 1; k < rank; k++)
        {
            (long length, long s, long d) = (lengths[k], source[k], destination[k]);
            int at = k;
            for (; at > 0 && Before(d, s, destination[at - 1], source[at - 1]); at--)
            {
                (lengths[at], source[at], destination[at]) = (lengths[at - 1], source[at - 1], destination[at - 1]);
            }

            (lengths[at], source[at], destination[at]) = (length, s, d);
        }

        int last = 0;
        for (int k = 1; k < rank; k++)
        {
            if (source[last] == source[k] * lengths[k] && destination[last] == destination[k] * lengths[k])
            {
                (lengths[last], source[last], destination[last]) = (lengths[last] * lengths[k], source[k], destination[k]);
            }
            else
            {
                last++;
                (lengths[last], source[last], destination[last]) = (lengths[k], source[k], destination[k]);
            }
        }

        return Math.Min(rank, last + 1);
    }

    /// <summary>Moves the value of one axis behind all others.</summary>
    public static void MoveLast(Span<long> values, int axis)
    {
        long moved = values[axis];
        values[(axis + 1)..].CopyTo(values[axis..]);
        values[^1] = moved;
    }

    static bool Before(long d, long s, long otherD, long otherS)
        => Math.Abs(d) > Math.Abs(otherD) || (Math.Abs(d) == Math.Abs(otherD) && Math.Abs(s) > Math.Abs(otherS));
}
