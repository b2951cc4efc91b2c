using System.Runtime.CompilerServices;

namespace Nabla.Kernels;

/// <summary>One row of C: B is read once, where it lies, so memory sets the pace.</summary>
internal static unsafe partial class GemmTiles<V, T>
{
    /// <summary>c[j] = Σ a[p]·b[p, j] for all columns: sixteen or eight registers at a time, then one, then single numbers.</summary>
    [SkipLocalsInit]
    public static void Row(in GemmStep<T> step, T* c, nint columns, bool add)
    {
        GemmStep<T> rest = step;
        nint j = 0;
        if (Unsafe.SizeOf<V>() == 64)
        {
            // 32 registers hold sixteen sums; rows of 1 KiB at a time keep the prefetcher fed.
            for (; j + (16 * V.Count) <= columns; j += 16 * V.Count)
            {
                Row16(rest, c + j, add);
                rest.B += 16 * V.Count;
            }
        }

        for (; j + (8 * V.Count) <= columns; j += 8 * V.Count)
        {
            Row8(rest, c + j, add);
            rest.B += 8 * V.Count;
        }

        for (; j + V.Count <= columns; j += V.Count)
        {
            Row1(rest, c + j, add);
            rest.B += V.Count;
        }

        if (j < columns)
        {
            RowTail(rest, c + j, (int)(columns - j), add);
        }
    }

    [SkipLocalsInit, MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RowTail(in GemmStep<T> step, T* c, int columns, bool add)
    {
        V sum = V.Zero;
        byte* b = (byte*)step.B, a = (byte*)step.A;
        nint next = step.ANext, bNext = step.BNext;
        for (nint p = step.K; p > 0; p--, a += next, b += bNext)
        {
            sum = V.MultiplyAdd(V.Broadcast((T*)a), V.LoadFirst((T*)b, columns), sum);
        }

        (add ? V.Add(V.LoadFirst(c, columns), sum) : sum).StoreFirst(c, columns);
    }

    [SkipLocalsInit, MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Row1(in GemmStep<T> step, T* c, bool add)
    {
        V sum = V.Zero;
        byte* b = (byte*)step.B, a = (byte*)step.A;
        nint next = step.ANext, bNext = step.BNext;
        for (nint p = step.K; p > 0; p--, a += next, b += bNext)
        {
            sum = V.MultiplyAdd(V.Broadcast((T*)a), V.Load((T*)b), sum);
        }

        Write(sum, c, add);
    }

    [SkipLocalsInit, MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Row8(in GemmStep<T> step, T* c, bool add)
    {
        V c0 = V.Zero, c1 = V.Zero, c2 = V.Zero, c3 = V.Zero, c4 = V.Zero, c5 = V.Zero, c6 = V.Zero, c7 = V.Zero;
        byte* a = (byte*)step.A, bytes = (byte*)step.B;
        nint next = step.ANext, bNext = step.BNext;
        for (nint p = step.K; p > 0; p--, a += next, bytes += bNext)
        {
            V x = V.Broadcast((T*)a);
            T* b = (T*)bytes;
            c0 = V.MultiplyAdd(x, V.Load(b), c0);
            c1 = V.MultiplyAdd(x, V.Load(b + V.Count), c1);
            c2 = V.MultiplyAdd(x, V.Load(b + (2 * V.Count)), c2);
            c3 = V.MultiplyAdd(x, V.Load(b + (3 * V.Count)), c3);
            c4 = V.MultiplyAdd(x, V.Load(b + (4 * V.Count)), c4);
            c5 = V.MultiplyAdd(x, V.Load(b + (5 * V.Count)), c5);
            c6 = V.MultiplyAdd(x, V.Load(b + (6 * V.Count)), c6);
            c7 = V.MultiplyAdd(x, V.Load(b + (7 * V.Count)), c7);
        }

        Write(c0, c1, c, add);
        Write(c2, c3, c + (2 * V.Count), add);
        Write(c4, c5, c + (4 * V.Count), add);
        Write(c6, c7, c + (6 * V.Count), add);
    }

    [SkipLocalsInit, MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Row16(in GemmStep<T> step, T* c, bool add)
    {
        V c0 = V.Zero, c1 = V.Zero, c2 = V.Zero, c3 = V.Zero, c4 = V.Zero, c5 = V.Zero, c6 = V.Zero, c7 = V.Zero;
        V c8 = V.Zero, c9 = V.Zero, c10 = V.Zero, c11 = V.Zero, c12 = V.Zero, c13 = V.Zero, c14 = V.Zero, c15 = V.Zero;
        byte* a = (byte*)step.A, bytes = (byte*)step.B;
        nint next = step.ANext, bNext = step.BNext;
        for (nint p = step.K; p > 0; p--, a += next, bytes += bNext)
        {
            V x = V.Broadcast((T*)a);
            T* b = (T*)bytes;
            c0 = V.MultiplyAdd(x, V.Load(b), c0);
            c1 = V.MultiplyAdd(x, V.Load(b + V.Count), c1);
            c2 = V.MultiplyAdd(x, V.Load(b + (2 * V.Count)), c2);
            c3 = V.MultiplyAdd(x, V.Load(b + (3 * V.Count)), c3);
            c4 = V.MultiplyAdd(x, V.Load(b + (4 * V.Count)), c4);
            c5 = V.MultiplyAdd(x, V.Load(b + (5 * V.Count)), c5);
            c6 = V.MultiplyAdd(x, V.Load(b + (6 * V.Count)), c6);
            c7 = V.MultiplyAdd(x, V.Load(b + (7 * V.Count)), c7);
            c8 = V.MultiplyAdd(x, V.Load(b + (8 * V.Count)), c8);
            c9 = V.MultiplyAdd(x, V.Load(b + (9 * V.Count)), c9);
            c10 = V.MultiplyAdd(x, V.Load(b + (10 * V.Count)), c10);
            c11 = V.MultiplyAdd(x, V.Load(b + (11 * V.Count)), c11);
            c12 = V.MultiplyAdd(x, V.Load(b + (12 * V.Count)), c12);
            c13 = V.MultiplyAdd(x, V.Load(b + (13 * V.Count)), c13);
            c14 = V.MultiplyAdd(x, V.Load(b + (14 * V.Count)), c14);
            c15 = V.MultiplyAdd(x, V.Load(b + (15 * V.Count)), c15);
        }

        Write(c0, c1, c, add);
        Write(c2, c3, c + (2 * V.Count), add);
        Write(c4, c5, c + (4 * V.Count), add);
        Write(c6, c7, c + (6 * V.Count), add);
        Write(c8, c9, c + (8 * V.Count), add);
        Write(c10, c11, c + (10 * V.Count), add);
        Write(c12, c13, c + (12 * V.Count), add);
        Write(c14, c15, c + (14 * V.Count), add);
    }
}
