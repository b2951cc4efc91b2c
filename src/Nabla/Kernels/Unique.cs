namespace Nabla.Kernels;

/// <summary>The different elements of a row.</summary>
public static class Unique
{
    /// <summary>Finds the different elements; NaNs count as equal. Returns how many there are.</summary>
    /// <param name="x">The elements.</param>
    /// <param name="sorted">True: ascending, NaN last, as NumPy; false: in the order in which they first come, as TensorFlow.</param>
    /// <param name="values">The different elements first; as long as x.</param>
    /// <param name="first">Where each of them first stands in x; as long as x.</param>
    /// <param name="counts">How often each of them stands in x; as long as x.</param>
    /// <param name="inverse">For each element of x the index of its value in <paramref name="values"/>.</param>
    public static int Run<T>(ReadOnlySpan<T> x, bool sorted, Span<T> values, Span<int> first, Span<int> counts, Span<int> inverse)
        where T : unmanaged
    {
        using Scratch<T> keys = new(x.Length);
        using Scratch<int> places = new(x.Length), rank = new(x.Length);
        x.CopyTo(values);
        Sort.First(new View<T>(values[..x.Length], 0, [x.Length], [1]), 0, x.Length, descending: false, keys.Span, places.Span);
        int count = 0;
        Numeric.Dispatch<T, Task<T>>(new Task<T>(keys.Span, places.Span, values, first, counts, inverse, ref count));
        if (sorted)
        {
            return count;
        }

        // Order the values by their first place: a stable sort of the places.
        Span<int> order = rank.Span[..count], at = places.Span[..count], starts = first[..count];
        using Scratch<int> oldCounts = new(count), oldStarts = new(count);
        using Scratch<T> oldValues = new(count);
        counts[..count].CopyTo(oldCounts.Span);
        starts.CopyTo(oldStarts.Span);
        values[..count].CopyTo(oldValues.Span);
        Sort.First(new View<int>(oldStarts.Span, 0, [count], [1]), 0, count, descending: false, starts, order);
        for (int i = 0; i < count; i++)
        {
            values[i] = oldValues.Span[order[i]];
            counts[i] = oldCounts.Span[order[i]];
            at[order[i]] = i;
        }

        foreach (ref int index in inverse)
        {
            index = at[index];
        }

        return count;
    }

    readonly ref struct Task<T>(ReadOnlySpan<T> keys, ReadOnlySpan<int> places, Span<T> values, Span<int> first, Span<int> counts, Span<int> inverse,
        ref int count) : INumericTask
        where T : unmanaged
    {
        readonly ReadOnlySpan<T> _keys = keys;
        readonly ReadOnlySpan<int> _places = places;
        readonly Span<T> _values = values;
        readonly Span<int> _first = first;
        readonly Span<int> _counts = counts;
        readonly Span<int> _inverse = inverse;
        readonly ref int _count = ref count;

        public unsafe void Run<E, TArithmetic>()
            where E : unmanaged
            where TArithmetic : struct, IArithmetic<E>
        {
            fixed (T* px = _keys)
            {
                E* x = (E*)px;
                int last = -1;
                for (int i = 0; i < _keys.Length; i++)
                {
                    if (i == 0 || TArithmetic.Less(x[i - 1], x[i]))
                    {
                        last++;
                        _values[last] = _keys[i];
                        _first[last] = _places[i];
                        _counts[last] = 0;
                    }

                    _counts[last]++;
                    _inverse[_places[i]] = last;
                }

                _count = last + 1;
            }
        }
    }
}
