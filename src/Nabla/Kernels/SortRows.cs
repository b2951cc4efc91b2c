using System.Runtime.CompilerServices;

namespace Nabla.Kernels;

/// <summary>The order of keys: as they are, or turned round. NaN stands last in both.</summary>
internal interface IKeyOrder<T>
{
    /// <summary>True where x stands before y.</summary>
    static abstract bool Before(T x, T y);
}

/// <summary>Small to large.</summary>
internal readonly struct Ascending<T, TArithmetic> : IKeyOrder<T>
    where T : unmanaged
    where TArithmetic : struct, IArithmetic<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Before(T x, T y) => TArithmetic.Less(x, y);
}

/// <summary>Large to small.</summary>
internal readonly struct Descending<T, TArithmetic> : IKeyOrder<T>
    where T : unmanaged
    where TArithmetic : struct, IArithmetic<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Before(T x, T y)
        => TArithmetic.IsNaN(x) || TArithmetic.IsNaN(y) ? !TArithmetic.IsNaN(x) && TArithmetic.IsNaN(y) : TArithmetic.Less(y, x);
}

/// <summary>Merge sort of keys with their places: stable, so equal keys keep their order.</summary>
internal static unsafe class SortRows
{
    const int Run = 16;

    /// <summary>Sorts keys and places by key; the spare arrays are as long.</summary>
    public static void Sort<T, TOrder>(T* keys, int* places, long count, T* spareKeys, int* sparePlaces)
        where T : unmanaged
        where TOrder : struct, IKeyOrder<T>
    {
        for (long start = 0; start < count; start += Run)
        {
            Insert<T, TOrder>(keys + start, places + start, Math.Min(Run, count - start));
        }

        T* from = keys, to = spareKeys;
        int* fromPlaces = places, toPlaces = sparePlaces;
        for (long width = Run; width < count; width *= 2)
        {
            for (long start = 0; start < count; start += 2 * width)
            {
                long middle = Math.Min(start + width, count), end = Math.Min(start + 2 * width, count);
                Merge<T, TOrder>(from, fromPlaces, start, middle, end, to, toPlaces);
            }

            T* keysBefore = from;
            int* placesBefore = fromPlaces;
            from = to;
            fromPlaces = toPlaces;
            to = keysBefore;
            toPlaces = placesBefore;
        }

        if (from != keys)
        {
            new Span<T>(from, (int)count).CopyTo(new Span<T>(keys, (int)count));
            new Span<int>(fromPlaces, (int)count).CopyTo(new Span<int>(places, (int)count));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Insert<T, TOrder>(T* keys, int* places, long count)
        where T : unmanaged
        where TOrder : struct, IKeyOrder<T>
    {
        for (long i = 1; i < count; i++)
        {
            T key = keys[i];
            int place = places[i];
            long at = i;
            for (; at > 0 && TOrder.Before(key, keys[at - 1]); at--)
            {
                keys[at] = keys[at - 1];
                places[at] = places[at - 1];
            }

            keys[at] = key;
            places[at] = place;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Merge<T, TOrder>(T* x, int* places, long start, long middle, long end, T* y, int* yPlaces)
        where T : unmanaged
        where TOrder : struct, IKeyOrder<T>
    {
        long left = start, right = middle;
        for (long at = start; at < end; at++)
        {
            bool takeRight = left >= middle || (right < end && TOrder.Before(x[right], x[left]));
            long from = takeRight ? right++ : left++;
            y[at] = x[from];
            yPlaces[at] = places[from];
        }
    }

    /// <summary>The first <paramref name="k"/> keys in order, with their places: a heap of k whose root stands last among the kept.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Top<T, TOrder>(T* x, long count, long k, T* keys, int* places)
        where T : unmanaged
        where TOrder : struct, IKeyOrder<T>
    {
        for (int i = 0; i < k; i++)
        {
            keys[i] = x[i];
            places[i] = i;
        }

        for (long i = k / 2 - 1; i >= 0; i--)
        {
            Sink<T, TOrder>(keys, places, i, k);
        }

        for (long i = k; i < count; i++)
        {
            if (TOrder.Before(x[i], keys[0]))
            {
                keys[0] = x[i];
                places[0] = (int)i;
                Sink<T, TOrder>(keys, places, 0, k);
            }
        }

        for (long left = k - 1; left > 0; left--)
        {
            (keys[0], keys[left]) = (keys[left], keys[0]);
            (places[0], places[left]) = (places[left], places[0]);
            Sink<T, TOrder>(keys, places, 0, left);
        }
    }

    // Among equal keys the higher place stands later.
    static bool Later<T, TOrder>(T x, int xPlace, T y, int yPlace)
        where T : unmanaged
        where TOrder : struct, IKeyOrder<T>
        => TOrder.Before(y, x) || (!TOrder.Before(x, y) && xPlace > yPlace);

    static void Sink<T, TOrder>(T* keys, int* places, long at, long count)
        where T : unmanaged
        where TOrder : struct, IKeyOrder<T>
    {
        T key = keys[at];
        int place = places[at];
        while (true)
        {
            long child = 2 * at + 1;
            if (child >= count)
            {
                break;
            }

            if (child + 1 < count && Later<T, TOrder>(keys[child + 1], places[child + 1], keys[child], places[child]))
            {
                child++;
            }

            if (!Later<T, TOrder>(keys[child], places[child], key, place))
            {
                break;
            }

            keys[at] = keys[child];
            places[at] = places[child];
            at = child;
        }

        keys[at] = key;
        places[at] = place;
    }
}
