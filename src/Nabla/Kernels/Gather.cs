using System.Numerics;
using System.Runtime.CompilerServices;

namespace Nabla.Kernels;

/// <summary>Reads by index.</summary>
public static class Gather
{
    /// <summary>y[b, o, i, …] = x[b, o, index[b, i], …]: slices of one axis.</summary>
    /// <param name="x">The source; its first <paramref name="batchAxes"/> axes are b, those before <paramref name="axis"/> o.</param>
    /// <param name="axis">The axis that indices point into.</param>
    /// <param name="batchAxes">Number of leading axes that <paramref name="indices"/> has too.</param>
    /// <param name="indices">Row-major [b, i].</param>
    /// <param name="y">Row-major [b, o, i, …].</param>
    /// <param name="fromEnd">True: negative indices count from the end.</param>
    /// <exception cref="ArgumentException">An index lies outside the axis.</exception>
    public static void Along<T, TIndex>(View<T> x, int axis, int batchAxes, ReadOnlySpan<TIndex> indices, Span<T> y, bool fromEnd = false)
        where TIndex : unmanaged, IBinaryInteger<TIndex>
    {
        long length = x.Lengths[axis];
        Indices.Check(indices, length, fromEnd, "Gather");
        if (y.IsEmpty)
        {
            return;
        }

        long batch = Strides.Product(x.Lengths[..batchAxes]);
        long outer = Strides.Product(x.Lengths[batchAxes..axis]);
        long inner = Strides.Product(x.Lengths[(axis + 1)..]);
        if (x.IsContiguous)
        {
            Rows(x.Contiguous, outer, length, inner, indices, indices.Length / batch, y);
            return;
        }

        using Scratch<T> dense = new(x.Size);
        Copy.ToContiguous(x, dense.Span);
        Rows(dense.Span, outer, length, inner, indices, indices.Length / batch, y);
    }

    /// <summary>y[i, …] = x[tuple[i]₀, tuple[i]₁, …]: slices at index tuples, as GatherNd.</summary>
    /// <param name="x">The source.</param>
    /// <param name="depth">Length of a tuple.</param>
    /// <param name="tuples">Row-major [i, depth].</param>
    /// <param name="y">Row-major [i, …].</param>
    /// <exception cref="ArgumentException">An index lies outside its axis.</exception>
    public static void AtTuples<T, TIndex>(View<T> x, int depth, ReadOnlySpan<TIndex> tuples, Span<T> y)
        where TIndex : unmanaged, IBinaryInteger<TIndex>
    {
        long inner = Strides.Product(x.Lengths[depth..]);
        long count = depth == 0 ? (inner == 0 ? 0 : y.Length / inner) : tuples.Length / depth;
        using Scratch<long> positions = new(count);
        Indices.Flatten(tuples, x.Lengths[..depth], positions.Span, "GatherNd");
        if (y.IsEmpty)
        {
            return;
        }

        long rows = Strides.Product(x.Lengths[..depth]);
        if (x.IsContiguous)
        {
            Rows<T, long>(x.Contiguous, 1, rows, inner, positions.Span, count, y);
            return;
        }

        using Scratch<T> dense = new(x.Size);
        Copy.ToContiguous(x, dense.Span);
        Rows<T, long>(dense.Span, 1, rows, inner, positions.Span, count, y);
    }

    // x [batch, outer, length, inner] → y [batch, outer, count, inner]; indices are checked, y is not empty.
    static unsafe void Rows<T, TIndex>(ReadOnlySpan<T> x, long outer, long length, long inner, ReadOnlySpan<TIndex> indices, long count, Span<T> y)
        where TIndex : unmanaged, IBinaryInteger<TIndex>
    {
        long rows = y.Length / inner;
        if (RuntimeHelpers.IsReferenceOrContainsReferences<T>())
        {
            for (long row = 0; row < rows; row++)
            {
                long block = row / count;
                long index = long.CreateTruncating(indices[(int)(block / outer * count + row % count)]);
                index += index < 0 ? length : 0;
                x.Slice((int)((block * length + index) * inner), (int)inner).CopyTo(y.Slice((int)(row * inner), (int)inner));
            }

            return;
        }

        fixed (byte* px = &Unsafe.As<T, byte>(ref Unsafe.AsRef(in x[0])), py = &Unsafe.As<T, byte>(ref y[0]))
        {
            fixed (TIndex* pi = indices)
            {
                GatherJob<TIndex> job = new()
                {
                    X = px,
                    Y = py,
                    Indices = pi,
                    Outer = outer,
                    Length = length,
                    RowBytes = inner * Unsafe.SizeOf<T>(),
                    Count = count,
                    Rows = rows,
                    Pieces = Cut.Pieces(rows, y.Length),
                };
                Workers.Run(job, job.Pieces, rows * 2.0 + y.Length * 0.02 * Unsafe.SizeOf<T>());
            }
        }
    }
}
