using System.Numerics;

namespace Nabla.Kernels;

/// <summary>Places in sorted rows.</summary>
public static class Search
{
    /// <summary>For each value the number of elements of its sorted row that stand before it: left, those below; right, those not above. NaN is above all.</summary>
    /// <param name="sorted">Row-major [rows, length], each row ascending, NaN last.</param>
    /// <param name="length">Length of a row.</param>
    /// <param name="values">Row-major [rows, values of a row].</param>
    /// <param name="right">True: behind equal elements.</param>
    /// <param name="y">Row-major, as the values.</param>
    public static void Sorted<T, TIndex>(ReadOnlySpan<T> sorted, long length, ReadOnlySpan<T> values, bool right, Span<TIndex> y)
        where T : unmanaged
        where TIndex : unmanaged, IBinaryInteger<TIndex>
        => Numeric.Dispatch<T, Task<T, TIndex>>(new Task<T, TIndex>(sorted, length, values, right, y));

    readonly ref struct Task<T, TIndex>(ReadOnlySpan<T> sorted, long length, ReadOnlySpan<T> values, bool right, Span<TIndex> y) : INumericTask
        where T : unmanaged
        where TIndex : unmanaged, IBinaryInteger<TIndex>
    {
        readonly ReadOnlySpan<T> _sorted = sorted;
        readonly ReadOnlySpan<T> _values = values;
        readonly Span<TIndex> _y = y;

        public unsafe void Run<E, TArithmetic>()
            where E : unmanaged
            where TArithmetic : struct, IArithmetic<E>
        {
            long rows = length == 0 ? 1 : _sorted.Length / length, each = rows == 0 ? 0 : _values.Length / rows;
            fixed (T* px = _sorted, pv = _values)
            {
                for (int i = 0; i < _values.Length; i++)
                {
                    E* row = (E*)px + i / each * length;
                    E value = ((E*)pv)[i];
                    long low = 0, high = length;
                    while (low < high)
                    {
                        long middle = low + (high - low) / 2;
                        bool before = right ? !TArithmetic.Less(value, row[middle]) : TArithmetic.Less(row[middle], value);
                        (low, high) = before ? (middle + 1, high) : (low, middle);
                    }

                    _y[i] = TIndex.CreateTruncating(low);
                }
            }
        }
    }
}
