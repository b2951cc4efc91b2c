using System.Numerics;
using System.Runtime.CompilerServices;

namespace Nabla.Kernels;

/// <summary>Register tiles whose rows lie in groups of three: neighbours within a group, groups anywhere. Two registers of columns, or one.</summary>
/// <remarks>Each element is one chain of multiply-adds over the runs in order, from zero: the same bits in every tile. Groups that are not there are given as copies
/// of one that is, with rows to write that nobody reads.</remarks>
/// <typeparam name="V">Register.</typeparam>
/// <typeparam name="T">Element type.</typeparam>
internal static unsafe partial class PlaceTiles<V, T>
    where V : struct, IGemmLane<V, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    [SkipLocalsInit, MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run6x2(in PlaceStep<T> step, T** c)
    {
        V c0a = V.Zero, c0b = V.Zero, c1a = V.Zero, c1b = V.Zero, c2a = V.Zero, c2b = V.Zero;
        V c3a = V.Zero, c3b = V.Zero, c4a = V.Zero, c4b = V.Zero, c5a = V.Zero, c5b = V.Zero;
        nint row = step.ARow, row2 = 2 * row, next = step.ANext, bNext = step.BNext;
        for (nint run = 0; run < step.Runs; run++)
        {
            nint at = step.Offsets[run];
            byte* b = (byte*)step.B + (run * step.BRun);
            byte* a0 = (byte*)step.A0 + at, a3 = (byte*)step.A1 + at;
            for (nint p = step.K; p > 0; p--)
            {
                V x, y = V.Load((T*)b), z = V.Load((T*)b + V.Count);
                x = V.Broadcast((T*)a0); c0a = V.MultiplyAdd(x, y, c0a); c0b = V.MultiplyAdd(x, z, c0b);
                x = V.Broadcast((T*)(a0 + row)); c1a = V.MultiplyAdd(x, y, c1a); c1b = V.MultiplyAdd(x, z, c1b);
                x = V.Broadcast((T*)(a0 + row2)); c2a = V.MultiplyAdd(x, y, c2a); c2b = V.MultiplyAdd(x, z, c2b);
                x = V.Broadcast((T*)a3); c3a = V.MultiplyAdd(x, y, c3a); c3b = V.MultiplyAdd(x, z, c3b);
                x = V.Broadcast((T*)(a3 + row)); c4a = V.MultiplyAdd(x, y, c4a); c4b = V.MultiplyAdd(x, z, c4b);
                x = V.Broadcast((T*)(a3 + row2)); c5a = V.MultiplyAdd(x, y, c5a); c5b = V.MultiplyAdd(x, z, c5b);
                a0 += next; a3 += next; b += bNext;
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
            return;
        }

        Finish(step, c0a, c[0], 0); Finish(step, c0b, c[0], V.Count);
        Finish(step, c1a, c[1], 0); Finish(step, c1b, c[1], V.Count);
        Finish(step, c2a, c[2], 0); Finish(step, c2b, c[2], V.Count);
        Finish(step, c3a, c[3], 0); Finish(step, c3b, c[3], V.Count);
        Finish(step, c4a, c[4], 0); Finish(step, c4b, c[4], V.Count);
        Finish(step, c5a, c[5], 0); Finish(step, c5b, c[5], V.Count);
    }

    [SkipLocalsInit, MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run6x1(in PlaceStep<T> step, T** c)
    {
        V c0a = V.Zero, c1a = V.Zero, c2a = V.Zero;
        V c3a = V.Zero, c4a = V.Zero, c5a = V.Zero;
        nint row = step.ARow, row2 = 2 * row, next = step.ANext, bNext = step.BNext;
        for (nint run = 0; run < step.Runs; run++)
        {
            nint at = step.Offsets[run];
            byte* b = (byte*)step.B + (run * step.BRun);
            byte* a0 = (byte*)step.A0 + at, a3 = (byte*)step.A1 + at;
            for (nint p = step.K; p > 0; p--)
            {
                V x, y = V.Load((T*)b);
                x = V.Broadcast((T*)a0); c0a = V.MultiplyAdd(x, y, c0a);
                x = V.Broadcast((T*)(a0 + row)); c1a = V.MultiplyAdd(x, y, c1a);
                x = V.Broadcast((T*)(a0 + row2)); c2a = V.MultiplyAdd(x, y, c2a);
                x = V.Broadcast((T*)a3); c3a = V.MultiplyAdd(x, y, c3a);
                x = V.Broadcast((T*)(a3 + row)); c4a = V.MultiplyAdd(x, y, c4a);
                x = V.Broadcast((T*)(a3 + row2)); c5a = V.MultiplyAdd(x, y, c5a);
                a0 += next; a3 += next; b += bNext;
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
            return;
        }

        Finish(step, c0a, c[0], 0);
        Finish(step, c1a, c[1], 0);
        Finish(step, c2a, c[2], 0);
        Finish(step, c3a, c[3], 0);
        Finish(step, c4a, c[4], 0);
        Finish(step, c5a, c[5], 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish(in PlaceStep<T> step, V sum, T* c, int column)
    {
        if (step.Adds)
        {
            sum = V.Add(V.Load(c + column), sum);
        }

        if (step.Scale != null)
        {
            sum = V.Multiply(sum, V.Load(step.Scale + column));
        }

        if (step.Bias != null)
        {
            sum = V.Add(sum, V.Load(step.Bias + column));
        }

        if (step.HasBeside)
        {
            sum = V.Add(sum, V.Load((T*)((byte*)(c + column) + step.Beside)));
        }

        if (step.Relu)
        {
            sum = V.Positive(sum);
        }

        sum.Store(c + column);
    }
}
