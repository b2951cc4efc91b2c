using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Nabla.Kernels;

/// <summary>Transposed copy of a small matrix, y[r, c] = x[c, r].</summary>
/// <remarks>The tile is transposed into a block that stays in L1 and goes out from there row by row. Where the rows of a matrix are a power of
/// two apart their lines fall into few sets of the cache, so lines must be read and written in runs, not one of each row in turn.
/// Elements of 4 bytes are shuffled 8 × 8 in AVX registers (a register holds eight of a row), elements of 8 bytes 4 × 4; the rest goes one by one.</remarks>
internal static unsafe class Transposition
{
    /// <summary>Bytes of the block: a third of the smallest L1 in use.</summary>
    const int BlockBytes = 16384;

    /// <summary>Greatest number of rows and of columns of a tile.</summary>
    public static int Side<T>()
        where T : unmanaged
        => sizeof(T) <= 4 ? 64 : 32;

    /// <summary>Writes <paramref name="rows"/> × <paramref name="columns"/> elements of y; x has columns × rows.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Tile<T>(T* x, long xStep, T* y, long yStep, long rows, long columns)
        where T : unmanaged
    {
        byte* bytes = stackalloc byte[BlockBytes];
        T* block = (T*)bytes;
        long side = Side<T>();
        long wholeRows = 0, wholeColumns = 0;
        if (sizeof(T) is 4 or 8 && Avx.IsSupported)
        {
            wholeRows = rows & ~7;
            wholeColumns = columns & ~7;
            for (long c = 0; c < wholeColumns; c += 8)
            {
                for (long r = 0; r < wholeRows; r += 8)
                {
                    if (sizeof(T) == 4)
                    {
                        Eight((float*)x + r + c * xStep, xStep, (float*)block + r * side + c, side);
                    }
                    else
                    {
                        Eight((double*)x + r + c * xStep, xStep, (double*)block + r * side + c, side);
                    }
                }
            }
        }

        OneByOne(x, xStep, block, side, 0, wholeRows, wholeColumns, columns);
        OneByOne(x, xStep, block, side, wholeRows, rows, 0, columns);
        for (long r = 0; r < rows; r++, y += yStep, block += side)
        {
            if (columns == side)
            {
                for (byte* from = (byte*)block, to = (byte*)y, end = from + side * sizeof(T); from < end; from += 64, to += 64)
                {
                    Vector512.Load(from).Store(to);
                }
            }
            else
            {
                Unsafe.CopyBlockUnaligned(y, block, (uint)(columns * sizeof(T)));
            }
        }
    }

    static void OneByOne<T>(T* x, long xStep, T* y, long yStep, long row, long rowEnd, long column, long columnEnd)
        where T : unmanaged
    {
        for (long c = column; c < columnEnd; c++)
        {
            T* from = x + c * xStep;
            T* to = y + c;
            for (long r = row; r < rowEnd; r++)
            {
                to[r * yStep] = from[r];
            }
        }
    }

    // Rows k and k + 4 share a register from the start, so that no shuffle crosses its halves later.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Eight(float* x, long xStep, float* y, long yStep)
    {
        float* z = x + 4 * xStep;
        Four(Pair(x, z), Pair(x + xStep, z + xStep), Pair(x + 2 * xStep, z + 2 * xStep), Pair(x + 3 * xStep, z + 3 * xStep), y, yStep);
        x += 4;
        z += 4;
        Four(Pair(x, z), Pair(x + xStep, z + xStep), Pair(x + 2 * xStep, z + 2 * xStep), Pair(x + 3 * xStep, z + 3 * xStep), y + 4 * yStep, yStep);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector256<float> Pair(float* low, float* high) => Vector256.Create(Vector128.Load(low), Vector128.Load(high));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Four(Vector256<float> a, Vector256<float> b, Vector256<float> c, Vector256<float> d, float* y, long yStep)
    {
        Vector256<double> ab = Avx.UnpackLow(a, b).AsDouble(), cd = Avx.UnpackLow(c, d).AsDouble();
        Vector256<double> ba = Avx.UnpackHigh(a, b).AsDouble(), dc = Avx.UnpackHigh(c, d).AsDouble();
        Avx.UnpackLow(ab, cd).AsSingle().Store(y);
        Avx.UnpackHigh(ab, cd).AsSingle().Store(y + yStep);
        Avx.UnpackLow(ba, dc).AsSingle().Store(y + 2 * yStep);
        Avx.UnpackHigh(ba, dc).AsSingle().Store(y + 3 * yStep);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Eight(double* x, long xStep, double* y, long yStep)
    {
        for (long r = 0; r < 8; r += 2)
        {
            for (long c = 0; c < 8; c += 4)
            {
                double* from = x + r + c * xStep;
                Vector256<double> a = Vector256.Create(Vector128.Load(from), Vector128.Load(from + 2 * xStep));
                Vector256<double> b = Vector256.Create(Vector128.Load(from + xStep), Vector128.Load(from + 3 * xStep));
                Avx.UnpackLow(a, b).Store(y + r * yStep + c);
                Avx.UnpackHigh(a, b).Store(y + (r + 1) * yStep + c);
            }
        }
    }
}
