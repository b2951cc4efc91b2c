using System.Numerics;
using System.Runtime.CompilerServices;

namespace Nabla.Kernels;

/// <summary>4 rows: what is left below larger tiles, and the tile of machines with 16 registers and no fused multiply-add.</summary>
internal static unsafe partial class GemmTiles<V, T>
{
    [SkipLocalsInit, MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run4x2(in GemmStep<T> step, T* c, nint cRow, bool add)
    {
        V c0a = V.Zero, c0b = V.Zero, c1a = V.Zero, c1b = V.Zero, c2a = V.Zero, c2b = V.Zero;
        V c3a = V.Zero, c3b = V.Zero;
        Expect(c, cRow, 4);
        nint row = step.ARow, next = step.ANext, bNext = step.BNext;
        byte* b = (byte*)step.B, a0 = (byte*)step.A, a3 = a0 + (3 * row);
        for (nint p = step.K; p > 0; p--)
        {
            V x, y = V.Load((T*)b), z = V.Load((T*)b + V.Count);
            x = V.Broadcast((T*)a0); c0a = V.MultiplyAdd(x, y, c0a); c0b = V.MultiplyAdd(x, z, c0b);
            x = V.Broadcast((T*)(a0 + row)); c1a = V.MultiplyAdd(x, y, c1a); c1b = V.MultiplyAdd(x, z, c1b);
            x = V.Broadcast((T*)(a0 + (2 * row))); c2a = V.MultiplyAdd(x, y, c2a); c2b = V.MultiplyAdd(x, z, c2b);
            x = V.Broadcast((T*)a3); c3a = V.MultiplyAdd(x, y, c3a); c3b = V.MultiplyAdd(x, z, c3b);
            a0 += next; a3 += next; b += bNext;
        }

        Write(c0a, c0b, c, add);
        Write(c1a, c1b, c + cRow, add);
        Write(c2a, c2b, c + (2 * cRow), add);
        Write(c3a, c3b, c + (3 * cRow), add);
    }

    [SkipLocalsInit, MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run4x1(in GemmStep<T> step, T* c, nint cRow, bool add)
    {
        V c0a = V.Zero, c1a = V.Zero, c2a = V.Zero, c3a = V.Zero;
        nint row = step.ARow, next = step.ANext, bNext = step.BNext;
        byte* b = (byte*)step.B, a0 = (byte*)step.A, a3 = a0 + (3 * row);
        for (nint p = step.K; p > 0; p--)
        {
            V x, y = V.Load((T*)b);
            x = V.Broadcast((T*)a0); c0a = V.MultiplyAdd(x, y, c0a);
            x = V.Broadcast((T*)(a0 + row)); c1a = V.MultiplyAdd(x, y, c1a);
            x = V.Broadcast((T*)(a0 + (2 * row))); c2a = V.MultiplyAdd(x, y, c2a);
            x = V.Broadcast((T*)a3); c3a = V.MultiplyAdd(x, y, c3a);
            a0 += next; a3 += next; b += bNext;
        }

        Write(c0a, c, add);
        Write(c1a, c + cRow, add);
        Write(c2a, c + (2 * cRow), add);
        Write(c3a, c + (3 * cRow), add);
    }
}
