using System.Numerics;
using System.Runtime.CompilerServices;

namespace Nabla.Kernels;

/// <summary>8 rows: what is left below a tile of 12, or a tile of its own where 16 sums fit.</summary>
internal static unsafe partial class GemmTiles<V, T>
{
    [SkipLocalsInit, MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run8x2(in GemmStep<T> step, T* c, nint cRow, bool add)
    {
        V c0a = V.Zero, c0b = V.Zero, c1a = V.Zero, c1b = V.Zero, c2a = V.Zero, c2b = V.Zero;
        V c3a = V.Zero, c3b = V.Zero, c4a = V.Zero, c4b = V.Zero, c5a = V.Zero, c5b = V.Zero;
        V c6a = V.Zero, c6b = V.Zero, c7a = V.Zero, c7b = V.Zero;
        Expect(c, cRow, 8);
        nint row = step.ARow, next = step.ANext, bNext = step.BNext;
        byte* b = (byte*)step.B, a0 = (byte*)step.A, a3 = a0 + (3 * row), a6 = a3 + (3 * row);
        for (nint p = step.K; p > 0; p--)
        {
            V x, y = V.Load((T*)b), z = V.Load((T*)b + V.Count);
            x = V.Broadcast((T*)a0); c0a = V.MultiplyAdd(x, y, c0a); c0b = V.MultiplyAdd(x, z, c0b);
            x = V.Broadcast((T*)(a0 + row)); c1a = V.MultiplyAdd(x, y, c1a); c1b = V.MultiplyAdd(x, z, c1b);
            x = V.Broadcast((T*)(a0 + (2 * row))); c2a = V.MultiplyAdd(x, y, c2a); c2b = V.MultiplyAdd(x, z, c2b);
            x = V.Broadcast((T*)a3); c3a = V.MultiplyAdd(x, y, c3a); c3b = V.MultiplyAdd(x, z, c3b);
            x = V.Broadcast((T*)(a3 + row)); c4a = V.MultiplyAdd(x, y, c4a); c4b = V.MultiplyAdd(x, z, c4b);
            x = V.Broadcast((T*)(a3 + (2 * row))); c5a = V.MultiplyAdd(x, y, c5a); c5b = V.MultiplyAdd(x, z, c5b);
            x = V.Broadcast((T*)a6); c6a = V.MultiplyAdd(x, y, c6a); c6b = V.MultiplyAdd(x, z, c6b);
            x = V.Broadcast((T*)(a6 + row)); c7a = V.MultiplyAdd(x, y, c7a); c7b = V.MultiplyAdd(x, z, c7b);
            a0 += next; a3 += next; a6 += next; b += bNext;
        }

        Write(c0a, c0b, c, add);
        Write(c1a, c1b, c + cRow, add);
        Write(c2a, c2b, c + (2 * cRow), add);
        Write(c3a, c3b, c + (3 * cRow), add);
        Write(c4a, c4b, c + (4 * cRow), add);
        Write(c5a, c5b, c + (5 * cRow), add);
        Write(c6a, c6b, c + (6 * cRow), add);
        Write(c7a, c7b, c + (7 * cRow), add);
    }

    [SkipLocalsInit, MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run8x1(in GemmStep<T> step, T* c, nint cRow, bool add)
    {
        V c0a = V.Zero, c1a = V.Zero, c2a = V.Zero, c3a = V.Zero, c4a = V.Zero, c5a = V.Zero;
        V c6a = V.Zero, c7a = V.Zero;
        nint row = step.ARow, next = step.ANext, bNext = step.BNext;
        byte* b = (byte*)step.B, a0 = (byte*)step.A, a3 = a0 + (3 * row), a6 = a3 + (3 * row);
        for (nint p = step.K; p > 0; p--)
        {
            V x, y = V.Load((T*)b);
            x = V.Broadcast((T*)a0); c0a = V.MultiplyAdd(x, y, c0a);
            x = V.Broadcast((T*)(a0 + row)); c1a = V.MultiplyAdd(x, y, c1a);
            x = V.Broadcast((T*)(a0 + (2 * row))); c2a = V.MultiplyAdd(x, y, c2a);
            x = V.Broadcast((T*)a3); c3a = V.MultiplyAdd(x, y, c3a);
            x = V.Broadcast((T*)(a3 + row)); c4a = V.MultiplyAdd(x, y, c4a);
            x = V.Broadcast((T*)(a3 + (2 * row))); c5a = V.MultiplyAdd(x, y, c5a);
            x = V.Broadcast((T*)a6); c6a = V.MultiplyAdd(x, y, c6a);
            x = V.Broadcast((T*)(a6 + row)); c7a = V.MultiplyAdd(x, y, c7a);
            a0 += next; a3 += next; a6 += next; b += bNext;
        }

        Write(c0a, c, add);
        Write(c1a, c + cRow, add);
        Write(c2a, c + (2 * cRow), add);
        Write(c3a, c + (3 * cRow), add);
        Write(c4a, c + (4 * cRow), add);
        Write(c5a, c + (5 * cRow), add);
        Write(c6a, c + (6 * cRow), add);
        Write(c7a, c + (7 * cRow), add);
    }
}
