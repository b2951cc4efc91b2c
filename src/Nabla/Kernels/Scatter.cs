using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Nabla.Kernels;

/// <summary>Writes by index. Where an index comes more than once, its updates are applied in their order, for any number of threads.</summary>
public static class Scatter
{
    /// <summary>y[index[i], …] ← mode(y[index[i], …], u[i, …]).</summary>
    /// <param name="y">Row-major [length, inner].</param>
    /// <param name="length">Length of the axis that indices point into.</param>
    /// <param name="indices">Indices i.</param>
    /// <param name="updates">Row-major [i, inner], or one row [inner] for all where <paramref name="sameUpdate"/>.</param>
    /// <param name="mode">How an update meets what is there.</param>
    /// <param name="skipNegative">True: rows with a negative index are left out, as segment sums do.</param>
    /// <param name="sameUpdate">True: every index gets the one row of updates.</param>
    /// <exception cref="ArgumentException">An index lies outside the axis.</exception>
    public static void Rows<T, TIndex>(Span<T> y, long length, ReadOnlySpan<TIndex> indices, ReadOnlySpan<T> updates, ScatterMode mode,
        bool skipNegative = false, bool sameUpdate = false)
        where TIndex : unmanaged, IBinaryInteger<TIndex>
    {
        if (skipNegative)
        {
            foreach (TIndex index in indices)
            {
                if (!TIndex.IsNegative(index))
                {
                    Indices.Check([index], length, fromEnd: false, "Scatter");
                }
            }
        }
        else
        {
            Indices.Check(indices, length, fromEnd: false, "Scatter");
        }

        if (y.IsEmpty || indices.IsEmpty)
        {
            return;
        }

        long inner = y.Length / length;
        if (mode == ScatterMode.Update)
        {
            for (int i = 0; i < indices.Length; i++)
            {
                long at = long.CreateTruncating(indices[i]);
                if (at >= 0)
                {
                    updates.Slice(sameUpdate ? 0 : (int)(i * inner), (int)inner).CopyTo(y.Slice((int)(at * inner), (int)inner));
                }
            }

            return;
        }

        Numeric.Dispatch<T, Task<T, TIndex>>(new Task<T, TIndex>
        {
            Y = y,
            Length = length,
            Indices = indices,
            Updates = updates,
            Mode = mode,
            UpdateStep = sameUpdate ? 0 : inner,
        });
    }

    /// <summary>y[tuple[i]₀, tuple[i]₁, …] ← mode(y[…], u[i, …]), as TensorFlow's ScatterNd family.</summary>
    /// <param name="y">Row-major array of these <paramref name="lengths"/>.</param>
    /// <param name="lengths">Lengths of y.</param>
    /// <param name="depth">Length of a tuple.</param>
    /// <param name="tuples">Row-major [i, depth].</param>
    /// <param name="updates">Row-major [i, …].</param>
    /// <param name="mode">How an update meets what is there.</param>
    /// <exception cref="ArgumentException">An index lies outside its axis.</exception>
    public static void AtTuples<T, TIndex>(Span<T> y, ReadOnlySpan<long> lengths, int depth, ReadOnlySpan<TIndex> tuples, ReadOnlySpan<T> updates,
        ScatterMode mode)
        where TIndex : unmanaged, IBinaryInteger<TIndex>
    {
        long inner = Strides.Product(lengths[depth..]);
        long count = depth == 0 ? (inner == 0 ? 0 : updates.Length / inner) : tuples.Length / depth;
        using Scratch<long> positions = new(count);
        Indices.Flatten(tuples, lengths[..depth], positions.Span, "ScatterNd");
        Rows<T, long>(y, Strides.Product(lengths[..depth]), positions.Span, updates, mode);
    }

    /// <summary>y[o, index[o, j, i], i] ← mode(y[…], u[o, j, i]): the inverse of <see cref="TakeAlong"/>.</summary>
    /// <param name="y">Row-major array of these <paramref name="lengths"/>.</param>
    /// <param name="lengths">Lengths of y.</param>
    /// <param name="axis">The axis that indices point into.</param>
    /// <param name="indices">Row-major [o, j, i].</param>
    /// <param name="updates">Row-major, as the indices.</param>
    /// <param name="mode">How an update meets what is there.</param>
    /// <param name="fromEnd">True: negative indices count from the end.</param>
    /// <exception cref="ArgumentException">An index lies outside the axis.</exception>
    public static void Along<T, TIndex>(Span<T> y, ReadOnlySpan<long> lengths, int axis, ReadOnlySpan<TIndex> indices, ReadOnlySpan<T> updates,
        ScatterMode mode, bool fromEnd = false)
        where TIndex : unmanaged, IBinaryInteger<TIndex>
    {
        long length = lengths[axis];
        Indices.Check(indices, length, fromEnd, "ScatterAlongAxis");
        if (indices.IsEmpty)
        {
            return;
        }

        long outer = Strides.Product(lengths[..axis]), inner = Strides.Product(lengths[(axis + 1)..]);
        long steps = indices.Length / (outer * inner);
        using Scratch<long> positions = new(indices.Length);
        for (int k = 0; k < indices.Length; k++)
        {
            long index = long.CreateTruncating(indices[k]);
            index += index < 0 ? length : 0;
            positions.Span[k] = ((k / (steps * inner) * length) + index) * inner + k % inner;
        }

        Rows<T, long>(y, y.Length, positions.Span, updates, mode);
    }

    ref struct Task<T, TIndex> : INumericTask
        where TIndex : unmanaged, IBinaryInteger<TIndex>
    {
        public Span<T> Y;
        public long Length, UpdateStep;
        public ReadOnlySpan<TIndex> Indices;
        public ReadOnlySpan<T> Updates;
        public ScatterMode Mode;

        public readonly unsafe void Run<E, TArithmetic>()
            where E : unmanaged
            where TArithmetic : struct, IArithmetic<E>
        {
            fixed (byte* y = &Unsafe.As<T, byte>(ref MemoryMarshal.GetReference(Y)), u = &Unsafe.As<T, byte>(ref MemoryMarshal.GetReference(Updates)))
            {
                fixed (TIndex* indices = Indices)
                {
                    long inner = Y.Length / Length;
                    ScatterJob<E, TIndex, TArithmetic> job = new()
                    {
                        Y = (E*)y,
                        Updates = (E*)u,
                        Indices = indices,
                        Count = Indices.Length,
                        Inner = inner,
                        Length = Length,
                        UpdateStep = UpdateStep,
                        Mode = Mode,
                        Pieces = (int)Math.Min(Math.Min(Length, 8), 1 + Indices.Length * inner / 32768),
                    };
                    Workers.Run(job, job.Pieces, Indices.Length * (2.0 + inner * 0.3));
                }
            }
        }
    }
}
