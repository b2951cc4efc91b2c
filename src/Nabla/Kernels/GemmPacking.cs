using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Nabla.Kernels;

/// <summary>Panels: a few rows of A (or columns of B) side by side for every k, as a tile reads them.</summary>
/// <typeparam name="V">Register.</typeparam>
/// <typeparam name="T">Element type.</typeparam>
internal static unsafe class GemmPacking<V, T>
    where V : struct, IGemmLane<V, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>panel[p·width + r] = source[r·step + p·next] for r below <paramref name="count"/>, zero up to <paramref name="width"/>.</summary>
    /// <param name="source">First element.</param>
    /// <param name="step">From a row (of A, or column of B) to the next, in elements.</param>
    /// <param name="next">From an element to the next k, in elements.</param>
    /// <param name="count">Rows there are.</param>
    /// <param name="width">Rows of the panel; a multiple of what the loops below copy at once, or the rest goes one by one.</param>
    /// <param name="k">Depth.</param>
    /// <param name="panel">Target of width·k elements.</param>
    [SkipLocalsInit, MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Pack(T* source, nint step, nint next, int count, int width, nint k, T* panel)
    {
        if (step == 1)
        {
            Rows(source, next, count, width, k, panel);
            return;
        }

        int r = 0;
        nint whole = 0;
        if (next == 1 && Sse2.IsSupported && sizeof(T) is 4 or 8)
        {
            if (sizeof(T) == 4)
            {
                whole = k & ~7;
                if (Avx.IsSupported)
                {
                    for (; r + 8 <= count; r += 8)
                    {
                        Eight((float*)source + (r * step), step, (float*)panel + r, width, whole);
                    }
                }

                for (; r + 4 <= count; r += 4)
                {
                    Four((float*)source + (r * step), step, (float*)panel + r, width, whole);
                }
            }
            else
            {
                whole = k & ~1;
                for (; r + 2 <= count; r += 2)
                {
                    Two((double*)source + (r * step), step, (double*)panel + r, width, whole);
                }
            }

            OneByOne(source + whole, step, next, r, k - whole, panel + (whole * width), width);
        }

        OneByOne(source + (r * step), step, next, count - r, k, panel + r, width);
        Clear(panel + count, width - count, width, k);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Rows(T* source, nint next, int count, int width, nint k, T* panel)
    {
        int whole = count - (count % V.Count), padded = width - (width % V.Count);
        for (; k > 0; k--, source += next, panel += width)
        {
            int r = 0;
            for (; r < whole; r += V.Count)
            {
                V.Load(source + r).Store(panel + r);
            }

            for (; r < padded; r += V.Count)
            {
                V.LoadFirst(source + r, count - r).Store(panel + r);
            }

            if (r < width)
            {
                V.LoadFirst(source + r, count - r).StoreFirst(panel + r, width - r);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void OneByOne(T* source, nint step, nint next, int count, nint k, T* panel, int width)
    {
        for (; k > 0 && count > 0; k--, source += next, panel += width)
        {
            T* from = source;
            for (int r = 0; r < count; r++, from += step)
            {
                panel[r] = *from;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Clear(T* panel, int count, int width, nint k)
    {
        for (; k > 0 && count > 0; k--, panel += width)
        {
            for (int r = 0; r < count; r++)
            {
                panel[r] = default;
            }
        }
    }

    // Rows r and r + 4 share a register from the start, so that no shuffle crosses its halves later.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Eight(float* x, nint step, float* panel, nint width, nint k)
    {
        float* z = x + (4 * step);
        for (; k > 0; k -= 8, x += 8, z += 8)
        {
            Quarter(Pair(x, z), Pair(x + step, z + step), Pair(x + (2 * step), z + (2 * step)), Pair(x + (3 * step), z + (3 * step)), panel, width);
            float* u = x + 4, w = z + 4;
            panel += 4 * width;
            Quarter(Pair(u, w), Pair(u + step, w + step), Pair(u + (2 * step), w + (2 * step)), Pair(u + (3 * step), w + (3 * step)), panel, width);
            panel += 4 * width;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Pair(float* low, float* high) => Vector256.Create(Vector128.Load(low), Vector128.Load(high));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Quarter(Vector256<float> a, Vector256<float> b, Vector256<float> c, Vector256<float> d, float* panel, nint width)
    {
        Vector256<double> ab = Avx.UnpackLow(a, b).AsDouble(), cd = Avx.UnpackLow(c, d).AsDouble();
        Vector256<double> ba = Avx.UnpackHigh(a, b).AsDouble(), dc = Avx.UnpackHigh(c, d).AsDouble();
        Avx.UnpackLow(ab, cd).AsSingle().Store(panel);
        Avx.UnpackHigh(ab, cd).AsSingle().Store(panel + width);
        Avx.UnpackLow(ba, dc).AsSingle().Store(panel + (2 * width));
        Avx.UnpackHigh(ba, dc).AsSingle().Store(panel + (3 * width));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Four(float* x, nint step, float* panel, nint width, nint k)
    {
        for (; k > 0; k -= 4, x += 4, panel += 4 * width)
        {
            Vector128<float> a = Vector128.Load(x), b = Vector128.Load(x + step), c = Vector128.Load(x + (2 * step)), d = Vector128.Load(x + (3 * step));
            Vector128<double> ab = Sse.UnpackLow(a, b).AsDouble(), cd = Sse.UnpackLow(c, d).AsDouble();
            Vector128<double> ba = Sse.UnpackHigh(a, b).AsDouble(), dc = Sse.UnpackHigh(c, d).AsDouble();
            Sse2.UnpackLow(ab, cd).AsSingle().Store(panel);
            Sse2.UnpackHigh(ab, cd).AsSingle().Store(panel + width);
            Sse2.UnpackLow(ba, dc).AsSingle().Store(panel + (2 * width));
            Sse2.UnpackHigh(ba, dc).AsSingle().Store(panel + (3 * width));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Two(double* x, nint step, double* panel, nint width, nint k)
    {
        for (; k > 0; k -= 2, x += 2, panel += 2 * width)
        {
            Vector128<double> a = Vector128.Load(x), b = Vector128.Load(x + step);
            Sse2.UnpackLow(a, b).Store(panel);
            Sse2.UnpackHigh(a, b).Store(panel + width);
        }
    }
}
