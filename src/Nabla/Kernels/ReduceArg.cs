using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Nabla.Kernels;

/// <summary>Where the extreme elements are.</summary>
public static partial class Reduce
{
    /// <summary>Index of the greatest element along an axis, the first of several; the first NaN where there is one. The axis must not be empty.</summary>
    /// <param name="x">The source.</param>
    /// <param name="axis">The axis that goes.</param>
    /// <param name="y">Row-major over the axes that stay.</param>
    public static void ArgMax<T, TIndex>(View<T> x, int axis, Span<TIndex> y)
        where T : unmanaged
        where TIndex : unmanaged, IBinaryInteger<TIndex>
        => Numeric.Dispatch<T, ArgTask<T, TIndex>>(new ArgTask<T, TIndex> { X = x, Axis = axis, Y = y, Greatest = true });

    /// <summary>Index of the least element along an axis, the first of several; the first NaN where there is one. The axis must not be empty.</summary>
    /// <param name="x">The source.</param>
    /// <param name="axis">The axis that goes.</param>
    /// <param name="y">Row-major over the axes that stay.</param>
    public static void ArgMin<T, TIndex>(View<T> x, int axis, Span<TIndex> y)
        where T : unmanaged
        where TIndex : unmanaged, IBinaryInteger<TIndex>
        => Numeric.Dispatch<T, ArgTask<T, TIndex>>(new ArgTask<T, TIndex> { X = x, Axis = axis, Y = y });

    ref struct ArgTask<T, TIndex> : INumericTask
        where T : unmanaged
        where TIndex : unmanaged, IBinaryInteger<TIndex>
    {
        public View<T> X;
        public int Axis;
        public Span<TIndex> Y;
        public bool Greatest;

        public readonly void Run<E, TArithmetic>()
            where E : unmanaged
            where TArithmetic : struct, IArithmetic<E>
        {
            if (Y.IsEmpty)
            {
                return;
            }

            if (X.IsContiguous)
            {
                Rows<E, TArithmetic>(As<T, E>(X.Contiguous));
                return;
            }

            using Scratch<T> dense = new(X.Size);
            Copy.ToContiguous(X, dense.Span);
            Rows<E, TArithmetic>(As<T, E>(dense.Span));
        }

        readonly unsafe void Rows<E, TArithmetic>(ReadOnlySpan<E> x)
            where E : unmanaged
            where TArithmetic : struct, IArithmetic<E>
        {
            fixed (E* px = x)
            {
                fixed (TIndex* py = Y)
                {
                    long length = X.Lengths[Axis], inner = Strides.Product(X.Lengths[(Axis + 1)..]);
                    ArgJob<E, TIndex, TArithmetic> job = new()
                    {
                        X = px,
                        Y = py,
                        Length = length,
                        Inner = inner,
                        Count = Y.Length,
                        Greatest = Greatest,
                        Pieces = Cut.Pieces(Y.Length, x.Length),
                    };
                    Workers.Run(job, job.Pieces, x.Length * 1.0);
                }
            }
        }
    }
}

/// <summary>Searches x [outer, length, inner] for one result after another.</summary>
internal unsafe struct ArgJob<T, TIndex, TArithmetic> : IPieces
    where T : unmanaged
    where TIndex : unmanaged, IBinaryInteger<TIndex>
    where TArithmetic : struct, IArithmetic<T>
{
    public T* X;
    public TIndex* Y;
    public long Length, Inner, Count;
    public bool Greatest;
    public int Pieces;

    /// <inheritdoc/>
    public readonly void Run(int piece)
    {
        (long start, long end) = Cut.Range(Count, Pieces, piece);
        for (long at = start; at < end; at++)
        {
            T* x = X + (at / Inner * Length * Inner) + at % Inner;
            Y[at] = TIndex.CreateTruncating(Greatest ? Search<Above>(x) : Search<Below>(x));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    readonly long Search<TOrder>(T* x)
        where TOrder : struct, IOrder
    {
        T best = *x;
        long place = 0;
        if (TArithmetic.IsNaN(best))
        {
            return 0;
        }

        for (long i = 1; i < Length; i++)
        {
            T value = x[i * Inner];
            if (TArithmetic.IsNaN(value))
            {
                return i;
            }

            if (TOrder.Better(value, best))
            {
                best = value;
                place = i;
            }
        }

        return place;
    }

    interface IOrder
    {
        static abstract bool Better(T x, T best);
    }

    struct Above : IOrder
    {
        public static bool Better(T x, T best) => TArithmetic.Less(best, x);
    }

    struct Below : IOrder
    {
        public static bool Better(T x, T best) => TArithmetic.Less(x, best);
    }
}
