using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Nabla.Kernels;

/// <summary>Strided loops that copy elements and change their type: the way into and out of a map's blocks.</summary>
internal static unsafe class CastLoop<T, U>
    where T : unmanaged
    where U : unmanaged
{
    /// <summary>The loop: (from, its step in bytes, to, its step, number of elements).</summary>
    public static delegate*<byte*, nint, byte*, nint, nint, void> Pointer => &Run;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run(byte* from, nint fromStep, byte* to, nint toStep, nint n)
    {
        if (fromStep == sizeof(T) && toStep == sizeof(U))
        {
            nint done = Wide(from, to, n);
            from += done * sizeof(T);
            to += done * sizeof(U);
            n -= done;
        }

        for (; n > 0; n--)
        {
            *(U*)to = CastElement.To<T, U>(*(T*)from);
            from += fromStep;
            to += toStep;
        }
    }

    /// <summary>The common conversions, whole registers at a time; the number of elements done.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nint Wide(byte* from, byte* to, nint n)
    {
        nint i = 0;
        if (!Vector256.IsHardwareAccelerated)
        {
            return i;
        }

        if (typeof(T) == typeof(U))
        {
            Buffer.MemoryCopy(from, to, n * sizeof(T), n * sizeof(T));
            return n;
        }

        if (typeof(T) == typeof(float) && typeof(U) == typeof(int))
        {
            for (; i + 8 <= n; i += 8) Vector256.ConvertToInt32Native(Vector256.Load((float*)from + i)).Store((int*)to + i);
        }
        else if (typeof(T) == typeof(int) && typeof(U) == typeof(float))
        {
            for (; i + 8 <= n; i += 8) Vector256.ConvertToSingle(Vector256.Load((int*)from + i)).Store((float*)to + i);
        }
        else if (typeof(U) == typeof(float) && (typeof(T) == typeof(byte) || typeof(T) == typeof(bool)))
        {
            for (; i + 8 <= n; i += 8)
            {
                Vector128<ushort> words = Vector128.WidenLower(Vector128.CreateScalar(*(ulong*)(from + i)).AsByte());
                (Vector128<uint> low, Vector128<uint> high) = Vector128.Widen(words);
                Vector256.ConvertToSingle(Vector256.Create(low, high).AsInt32()).Store((float*)to + i);
            }
        }
        else if (typeof(T) == typeof(float) && typeof(U) == typeof(double))
        {
            for (; i + 8 <= n; i += 8)
            {
                (Vector256<double> low, Vector256<double> high) = Vector256.Widen(Vector256.Load((float*)from + i));
                low.Store((double*)to + i);
                high.Store((double*)to + i + 4);
            }
        }
        else if (typeof(T) == typeof(double) && typeof(U) == typeof(float))
        {
            for (; i + 8 <= n; i += 8)
            {
                Vector256.Narrow(Vector256.Load((double*)from + i), Vector256.Load((double*)from + i + 4)).Store((float*)to + i);
            }
        }
        else if (typeof(T) == typeof(BFloat16) && typeof(U) == typeof(float))
        {
            for (; i + 16 <= n; i += 16)
            {
                (Vector256<uint> low, Vector256<uint> high) = Vector256.Widen(Vector256.Load((ushort*)from + i));
                (low << 16).Store((uint*)to + i);
                (high << 16).Store((uint*)to + i + 8);
            }
        }
        else if (typeof(T) == typeof(float) && typeof(U) == typeof(BFloat16))
        {
            for (; i + 16 <= n; i += 16)
            {
                Vector256.Narrow(Rounded((float*)from + i), Rounded((float*)from + i + 8)).Store((ushort*)to + i);
            }
        }

        else if (typeof(T) == typeof(Half) && typeof(U) == typeof(float))
        {
            for (; i + 16 <= n; i += 16)
            {
                (Vector256<uint> low, Vector256<uint> high) = Vector256.Widen(Vector256.Load((ushort*)from + i));
                HalfLanes.ToSingle(low).Store((float*)to + i);
                HalfLanes.ToSingle(high).Store((float*)to + i + 8);
            }
        }
        else if (typeof(T) == typeof(float) && typeof(U) == typeof(Half))
        {
            for (; i + 16 <= n; i += 16)
            {
                Vector256<uint> low = HalfLanes.FromSingle(Vector256.Load((float*)from + i));
                Vector256.Narrow(low, HalfLanes.FromSingle(Vector256.Load((float*)from + i + 8))).Store((ushort*)to + i);
            }
        }

        return i;
    }

    /// <summary>Eight floats rounded to the bits of BFloat16.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Rounded(float* from)
    {
        Vector256<float> x = Vector256.Load(from);
        Vector256<uint> bits = x.AsUInt32();
        Vector256<uint> rounded = (bits + Vector256.Create(0x7FFFu) + ((bits >> 16) & Vector256<uint>.One)) >> 16;
        return Vector256.ConditionalSelect(Vector256.Equals(x, x).AsUInt32(), rounded, (bits >> 16) | Vector256.Create(0x40u));
    }
}
