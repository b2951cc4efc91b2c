using System.Numerics;

namespace Nabla.Kernels;

/// <summary>Element by element reads along an axis, as NumPy's take_along_axis.</summary>
public static class TakeAlong
{
    /// <summary>y[o, j, i] = x[o, index[o, j, i], i].</summary>
    /// <param name="x">The source.</param>
    /// <param name="axis">The axis that indices point into; every other axis of x and of the indices has the same length.</param>
    /// <param name="indices">Row-major [o, j, i].</param>
    /// <param name="y">Row-major, as the indices.</param>
    /// <param name="fromEnd">True: negative indices count from the end.</param>
    /// <exception cref="ArgumentException">An index lies outside the axis.</exception>
    public static void Run<T, TIndex>(View<T> x, int axis, ReadOnlySpan<TIndex> indices, Span<T> y, bool fromEnd = false)
        where TIndex : unmanaged, IBinaryInteger<TIndex>
    {
        long length = x.Lengths[axis];
        Indices.Check(indices, length, fromEnd, "TakeAlongAxis");
        if (y.IsEmpty)
        {
            return;
        }

        long outer = Strides.Product(x.Lengths[..axis]), inner = Strides.Product(x.Lengths[(axis + 1)..]);
        if (x.IsContiguous)
        {
            Take(x.Contiguous, outer, length, inner, indices, y);
            return;
        }

        using Scratch<T> dense = new(x.Size);
        Copy.ToContiguous(x, dense.Span);
        Take(dense.Span, outer, length, inner, indices, y);
    }

    static void Take<T, TIndex>(ReadOnlySpan<T> x, long outer, long length, long inner, ReadOnlySpan<TIndex> indices, Span<T> y)
        where TIndex : unmanaged, IBinaryInteger<TIndex>
    {
        int steps = (int)(y.Length / (outer * inner)), at = 0;
        for (long o = 0; o < outer; o++)
        {
            ReadOnlySpan<T> block = x.Slice((int)(o * length * inner), (int)(length * inner));
            for (int j = 0; j < steps; j++)
            {
                for (int i = 0; i < inner; i++, at++)
                {
                    long index = long.CreateTruncating(indices[at]);
                    y[at] = block[(int)((index < 0 ? index + length : index) * inner) + i];
                }
            }
        }
    }
}
