using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Nabla.Kernels;

/// <summary>What a tile reads: k steps down a few rows of A and across a few columns of B.</summary>
/// <remarks>Steps count bytes. A may be packed or lie where it is, in either transposition; the columns of B lie side by side.</remarks>
internal unsafe struct GemmStep<T>
    where T : unmanaged
{
    /// <summary>Number of products in each sum.</summary>
    public nint K;

    /// <summary>First row's first element.</summary>
    public T* A;

    /// <summary>From a row of A to the next.</summary>
    public nint ARow;

    /// <summary>From an element of a row of A to the next.</summary>
    public nint ANext;

    /// <summary>First column's first element.</summary>
    public T* B;

    /// <summary>From a row of B to the next.</summary>
    public nint BNext;
}

/// <summary>Register tiles: a block of C stays in registers while A and B stream by.</summary>
/// <remarks>Each element is one chain of multiply-adds over ascending k from zero, whatever the tile; the finished sum is written to C, or added to
/// it. Every product therefore has the same bits in every tile. Reads past the last row or column of a matrix are the caller's
/// to prevent: it hands padded copies to tiles that overhang.</remarks>
/// <typeparam name="V">Register.</typeparam>
/// <typeparam name="T">Element type.</typeparam>
internal static unsafe partial class GemmTiles<V, T>
    where V : struct, IGemmLane<V, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    // C's lines are far away when its rows are: asked for before the sums begin, they are there when the sums are done.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Expect(T* c, nint cRow, int rows)
    {
        if (Sse.IsSupported)
        {
            for (int r = 0; r < rows; r++, c += cRow)
            {
                Sse.Prefetch0(c);
                Sse.Prefetch0(c + (2 * V.Count) - 1);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Write(V x, V y, T* c, bool add)
    {
        if (add)
        {
            x = V.Add(V.Load(c), x);
            y = V.Add(V.Load(c + V.Count), y);
        }

        x.Store(c);
        y.Store(c + V.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Write(V x, T* c, bool add)
    {
        if (add)
        {
            x = V.Add(V.Load(c), x);
        }

        x.Store(c);
    }

    /// <summary>Writes rows × columns elements of a tile, whose rows are <paramref name="step"/> apart, to C, or adds them to it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Merge(T* tile, int step, in GemmOperand<T> c, int rows, int columns, bool add)
    {
        for (int r = 0; r < rows; r++, tile += step)
        {
            T* target = c.At(r, 0);
            if (c.Column == 1)
            {
                for (int j = 0; j < columns; j += V.Count)
                {
                    V x = V.Load(tile + j);
                    int count = Math.Min(V.Count, columns - j);
                    (add ? V.Add(V.LoadFirst(target + j, count), x) : x).StoreFirst(target + j, count);
                }

                continue;
            }

            for (int j = 0; j < columns; j++, target += c.Column)
            {
                *target = add ? *target + tile[j] : tile[j];
            }
        }
    }
}
