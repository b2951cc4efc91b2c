namespace Nabla.Kernels;

/// <summary>Orders along an axis: sorted elements, their places, the first of them. All types of numbers and truth values.</summary>
/// <remarks>Stable: equal elements keep their order. NaN stands last, ascending and descending.</remarks>
public static class Sort
{
    /// <summary>Elements in order along an axis.</summary>
    /// <param name="x">The source.</param>
    /// <param name="axis">The axis that is sorted.</param>
    /// <param name="descending">True: large to small.</param>
    /// <param name="y">Row-major result.</param>
    public static void Values<T>(View<T> x, int axis, bool descending, Span<T> y)
        where T : unmanaged
        => First(x, axis, x.Lengths[axis], descending, y, []);

    /// <summary>Where the elements in order along an axis stand in x.</summary>
    /// <param name="x">The source.</param>
    /// <param name="axis">The axis that is sorted.</param>
    /// <param name="descending">True: large to small.</param>
    /// <param name="places">Row-major indices along the axis.</param>
    public static void Places<T>(View<T> x, int axis, bool descending, Span<int> places)
        where T : unmanaged
        => First(x, axis, x.Lengths[axis], descending, [], places);

    /// <summary>The k greatest elements along the last axis, large to small, with their places; of equal ones the lower place is first.</summary>
    /// <param name="x">The source, of rank 1 or more.</param>
    /// <param name="k">How many, at most the length of the axis.</param>
    /// <param name="values">Row-major [..., k], or empty.</param>
    /// <param name="places">Row-major [..., k], or empty.</param>
    public static void Top<T>(View<T> x, long k, Span<T> values, Span<int> places)
        where T : unmanaged
        => First(x, x.Rank - 1, k, descending: true, values, places);

    /// <summary>The first k elements in order along an axis.</summary>
    /// <param name="x">The source.</param>
    /// <param name="axis">The axis that is sorted.</param>
    /// <param name="k">How many, at most the length of the axis.</param>
    /// <param name="descending">True: large to small.</param>
    /// <param name="values">Row-major, the axis k long; or empty.</param>
    /// <param name="places">The same for the indices along the axis; or empty.</param>
    /// <exception cref="ArgumentException">k is negative or longer than the axis.</exception>
    public static void First<T>(View<T> x, int axis, long k, bool descending, Span<T> values, Span<int> places)
        where T : unmanaged
    {
        long length = x.Lengths[axis];
        if (k < 0 || k > length)
        {
            throw new ArgumentException($"TopK: k = {k}: the axis has length {length}, so k must be in [0, {length}].");
        }

        long rows = k == 0 ? 0 : Math.Max(values.Length, places.Length) / k;
        if (rows == 0)
        {
            return;
        }

        int rank = x.Rank;
        Span<long> lengths = stackalloc long[rank], strides = stackalloc long[rank];
        x.Lengths.CopyTo(lengths);
        x.Strides.CopyTo(strides);
        Strides.MoveLast(lengths, axis);
        Strides.MoveLast(strides, axis);
        bool last = Strides.Product(x.Lengths[(axis + 1)..]) == 1;
        bool inPlace = last && x.IsContiguous;
        using Scratch<T> dense = new(inPlace ? 0 : x.Size), keys = new(last && !values.IsEmpty ? 0 : rows * k);
        using Scratch<int> at = new(last && !places.IsEmpty ? 0 : rows * k);
        if (!inPlace)
        {
            Copy.ToContiguous(new View<T>(x.Storage, x.Offset, lengths, strides), dense.Span);
        }

        Span<T> sorted = keys.Span.IsEmpty ? values : keys.Span;
        Span<int> found = at.Span.IsEmpty ? places : at.Span;
        Numeric.Dispatch<T, Task<T>>(new Task<T>(inPlace ? x.Contiguous : dense.Span, length, k, descending, sorted, found));
        if (last)
        {
            return;
        }

        lengths[^1] = k;
        Span<long> whole = stackalloc long[rank];
        x.Lengths.CopyTo(whole);
        whole[axis] = k;
        Strides.RowMajor(whole, strides);
        Strides.MoveLast(strides, axis);
        if (!values.IsEmpty)
        {
            Copy.FromContiguous<T>(sorted, new View<T>(values, 0, lengths, strides));
        }

        if (!places.IsEmpty)
        {
            Copy.FromContiguous<int>(found, new View<int>(places, 0, lengths, strides));
        }
    }

    readonly ref struct Task<T>(ReadOnlySpan<T> x, long length, long k, bool descending, Span<T> keys, Span<int> places) : INumericTask
        where T : unmanaged
    {
        readonly ReadOnlySpan<T> _x = x;
        readonly Span<T> _keys = keys;
        readonly Span<int> _places = places;

        public unsafe void Run<E, TArithmetic>()
            where E : unmanaged
            where TArithmetic : struct, IArithmetic<E>
        {
            fixed (T* px = _x, pk = _keys)
            {
                fixed (int* pp = _places)
                {
                    long rows = _x.Length / length;
                    SortJob<E, TArithmetic> job = new((E*)px, rows, length, k, descending, (E*)pk, pp);
                    Workers.Run(job, job.Pieces, _x.Length * (k < length ? 2.0 : 5 + 4 * Math.Log2(length)));
                }
            }
        }
    }
}
