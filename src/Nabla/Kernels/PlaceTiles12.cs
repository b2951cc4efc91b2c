using System.Numerics;
using System.Runtime.CompilerServices;

namespace Nabla.Kernels;

/// <summary>Four groups: with two registers a row, 24 of the 32 registers of AVX-512 hold sums.</summary>
internal static unsafe partial class PlaceTiles<V, T>
{
    [SkipLocalsInit, MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run12x2(in PlaceStep<T> step, T** c)
    {
        V c0a = V.Zero, c0b = V.Zero, c1a = V.Zero, c1b = V.Zero, c2a = V.Zero, c2b = V.Zero;
        V c3a = V.Zero, c3b = V.Zero, c4a = V.Zero, c4b = V.Zero, c5a = V.Zero, c5b = V.Zero;
        V c6a = V.Zero, c6b = V.Zero, c7a = V.Zero, c7b = V.Zero, c8a = V.Zero, c8b = V.Zero;
        V c9a = V.Zero, c9b = V.Zero, c10a = V.Zero, c10b = V.Zero, c11a = V.Zero, c11b = V.Zero;
        nint row = step.ARow, row2 = 2 * row, next = step.ANext, bNext = step.BNext;
        for (nint run = 0; run < step.Runs; run++)
        {
            nint at = step.Offsets[run];
            byte* b = (byte*)step.B + (run * step.BRun);
            byte* a0 = (byte*)step.A0 + at, a3 = (byte*)step.A1 + at, a6 = (byte*)step.A2 + at, a9 = (byte*)step.A3 + at;
            for (nint p = step.K; p > 0; p--)
            {
                V x, y = V.Load((T*)b), z = V.Load((T*)b + V.Count);
                x = V.Broadcast((T*)a0); c0a = V.MultiplyAdd(x, y, c0a); c0b = V.MultiplyAdd(x, z, c0b);
                x = V.Broadcast((T*)(a0 + row)); c1a = V.MultiplyAdd(x, y, c1a); c1b = V.MultiplyAdd(x, z, c1b);
                x = V.Broadcast((T*)(a0 + row2)); c2a = V.MultiplyAdd(x, y, c2a); c2b = V.MultiplyAdd(x, z, c2b);
                x = V.Broadcast((T*)a3); c3a = V.MultiplyAdd(x, y, c3a); c3b = V.MultiplyAdd(x, z, c3b);
                x = V.Broadcast((T*)(a3 + row)); c4a = V.MultiplyAdd(x, y, c4a); c4b = V.MultiplyAdd(x, z, c4b);
                x = V.Broadcast((T*)(a3 + row2)); c5a = V.MultiplyAdd(x, y, c5a); c5b = V.MultiplyAdd(x, z, c5b);
                x = V.Broadcast((T*)a6); c6a = V.MultiplyAdd(x, y, c6a); c6b = V.MultiplyAdd(x, z, c6b);
                x = V.Broadcast((T*)(a6 + row)); c7a = V.MultiplyAdd(x, y, c7a); c7b = V.MultiplyAdd(x, z, c7b);
                x = V.Broadcast((T*)(a6 + row2)); c8a = V.MultiplyAdd(x, y, c8a); c8b = V.MultiplyAdd(x, z, c8b);
                x = V.Broadcast((T*)a9); c9a = V.MultiplyAdd(x, y, c9a); c9b = V.MultiplyAdd(x, z, c9b);
                x = V.Broadcast((T*)(a9 + row)); c10a = V.MultiplyAdd(x, y, c10a); c10b = V.MultiplyAdd(x, z, c10b);
                x = V.Broadcast((T*)(a9 + row2)); c11a = V.MultiplyAdd(x, y, c11a); c11b = V.MultiplyAdd(x, z, c11b);
                a0 += next; a3 += next; a6 += next; a9 += next; b += bNext;
            }
        }

        if (step.IsPlain)
        {
            c0a.Store(c[0]); c0b.Store(c[0] + V.Count);
            c1a.Store(c[1]); c1b.Store(c[1] + V.Count);
            c2a.Store(c[2]); c2b.Store(c[2] + V.Count);
            c3a.Store(c[3]); c3b.Store(c[3] + V.Count);
            c4a.Store(c[4]); c4b.Store(c[4] + V.Count);
            c5a.Store(c[5]); c5b.Store(c[5] + V.Count);
            c6a.Store(c[6]); c6b.Store(c[6] + V.Count);
            c7a.Store(c[7]); c7b.Store(c[7] + V.Count);
            c8a.Store(c[8]); c8b.Store(c[8] + V.Count);
            c9a.Store(c[9]); c9b.Store(c[9] + V.Count);
            c10a.Store(c[10]); c10b.Store(c[10] + V.Count);
            c11a.Store(c[11]); c11b.Store(c[11] + V.Count);
            return;
        }

        Finish(step, c0a, c[0], 0); Finish(step, c0b, c[0], V.Count);
        Finish(step, c1a, c[1], 0); Finish(step, c1b, c[1], V.Count);
        Finish(step, c2a, c[2], 0); Finish(step, c2b, c[2], V.Count);
        Finish(step, c3a, c[3], 0); Finish(step, c3b, c[3], V.Count);
        Finish(step, c4a, c[4], 0); Finish(step, c4b, c[4], V.Count);
        Finish(step, c5a, c[5], 0); Finish(step, c5b, c[5], V.Count);
        Finish(step, c6a, c[6], 0); Finish(step, c6b, c[6], V.Count);
        Finish(step, c7a, c[7], 0); Finish(step, c7b, c[7], V.Count);
        Finish(step, c8a, c[8], 0); Finish(step, c8b, c[8], V.Count);
        Finish(step, c9a, c[9], 0); Finish(step, c9b, c[9], V.Count);
        Finish(step, c10a, c[10], 0); Finish(step, c10b, c[10], V.Count);
        Finish(step, c11a, c[11], 0); Finish(step, c11b, c[11], V.Count);
    }

    [SkipLocalsInit, MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run12x1(in PlaceStep<T> step, T** c)
    {
        V c0a = V.Zero, c1a = V.Zero, c2a = V.Zero;
        V c3a = V.Zero, c4a = V.Zero, c5a = V.Zero;
        V c6a = V.Zero, c7a = V.Zero, c8a = V.Zero;
        V c9a = V.Zero, c10a = V.Zero, c11a = V.Zero;
        nint row = step.ARow, row2 = 2 * row, next = step.ANext, bNext = step.BNext;
        for (nint run = 0; run < step.Runs; run++)
        {
            nint at = step.Offsets[run];
            byte* b = (byte*)step.B + (run * step.BRun);
            byte* a0 = (byte*)step.A0 + at, a3 = (byte*)step.A1 + at, a6 = (byte*)step.A2 + at, a9 = (byte*)step.A3 + at;
            for (nint p = step.K; p > 0; p--)
            {
                V x, y = V.Load((T*)b);
                x = V.Broadcast((T*)a0); c0a = V.MultiplyAdd(x, y, c0a);
                x = V.Broadcast((T*)(a0 + row)); c1a = V.MultiplyAdd(x, y, c1a);
                x = V.Broadcast((T*)(a0 + row2)); c2a = V.MultiplyAdd(x, y, c2a);
                x = V.Broadcast((T*)a3); c3a = V.MultiplyAdd(x, y, c3a);
                x = V.Broadcast((T*)(a3 + row)); c4a = V.MultiplyAdd(x, y, c4a);
                x = V.Broadcast((T*)(a3 + row2)); c5a = V.MultiplyAdd(x, y, c5a);
                x = V.Broadcast((T*)a6); c6a = V.MultiplyAdd(x, y, c6a);
                x = V.Broadcast((T*)(a6 + row)); c7a = V.MultiplyAdd(x, y, c7a);
                x = V.Broadcast((T*)(a6 + row2)); c8a = V.MultiplyAdd(x, y, c8a);
                x = V.Broadcast((T*)a9); c9a = V.MultiplyAdd(x, y, c9a);
                x = V.Broadcast((T*)(a9 + row)); c10a = V.MultiplyAdd(x, y, c10a);
                x = V.Broadcast((T*)(a9 + row2)); c11a = V.MultiplyAdd(x, y, c11a);
                a0 += next; a3 += next; a6 += next; a9 += next; b += bNext;
            }
        }

        if (step.IsPlain)
        {
            c0a.Store(c[0]);
            c1a.Store(c[1]);
            c2a.Store(c[2]);
            c3a.Store(c[3]);
            c4a.Store(c[4]);
            c5a.Store(c[5]);
            c6a.Store(c[6]);
            c7a.Store(c[7]);
            c8a.Store(c[8]);
            c9a.Store(c[9]);
            c10a.Store(c[10]);
            c11a.Store(c[11]);
            return;
        }

        Finish(step, c0a, c[0], 0);
        Finish(step, c1a, c[1], 0);
        Finish(step, c2a, c[2], 0);
        Finish(step, c3a, c[3], 0);
        Finish(step, c4a, c[4], 0);
        Finish(step, c5a, c[5], 0);
        Finish(step, c6a, c[6], 0);
        Finish(step, c7a, c[7], 0);
        Finish(step, c8a, c[8], 0);
        Finish(step, c9a, c[9], 0);
        Finish(step, c10a, c[10], 0);
        Finish(step, c11a, c[11], 0);
    }
}
