using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Nabla.Kernels;

/// <summary>Loops between truth values and masks, which are elements of all ones or all zeros.</summary>
internal static unsafe class MaskLoop
{
    /// <summary>bool to mask.</summary>
    public static delegate*<byte*, nint, byte*, nint, nint, void> FromBool<M>()
        where M : unmanaged =>
        &In<M>;

    /// <summary>Mask to bool.</summary>
    public static delegate*<byte*, nint, byte*, nint, nint, void> ToBool => &Out;

    /// <summary>Mask to bool, each turned around.</summary>
    public static delegate*<byte*, nint, byte*, nint, nint, void> ToNotBool => &OutNot;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void In<M>(byte* from, nint fromStep, byte* to, nint toStep, nint n)
        where M : unmanaged
    {
        if (sizeof(M) == 4 && fromStep == 1 && toStep == 4 && Vector256.IsHardwareAccelerated)
        {
            for (; n >= 8; n -= 8)
            {
                Vector128<ushort> words = Vector128.WidenLower(Vector128.CreateScalar(*(ulong*)from).AsByte());
                (Vector128<uint> low, Vector128<uint> high) = Vector128.Widen(words);
                Vector256.GreaterThan(Vector256.Create(low, high), Vector256<uint>.Zero).Store((uint*)to);
                from += 8;
                to += 32;
            }
        }

        for (; n > 0; n--)
        {
            *(M*)to = CastElement.To<sbyte, M>((sbyte)(*from != 0 ? -1 : 0));
            from += fromStep;
            to += toStep;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Out(byte* from, nint fromStep, byte* to, nint toStep, nint n)
    {
        if (fromStep == 4 && toStep == 1 && Vector256.IsHardwareAccelerated)
        {
            for (; n >= 16; n -= 16)
            {
                Vector256<ushort> words = Vector256.Narrow(Vector256.Load((uint*)from), Vector256.Load((uint*)from + 8));
                (Vector128.Narrow(words.GetLower(), words.GetUpper()) & Vector128<byte>.One).Store(to);
                from += 64;
                to += 16;
            }
        }

        for (; n > 0; n--)
        {
            *to = (byte)(*from & 1);
            from += fromStep;
            to += toStep;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void OutNot(byte* from, nint fromStep, byte* to, nint toStep, nint n)
    {
        if (fromStep == 4 && toStep == 1 && Vector256.IsHardwareAccelerated)
        {
            for (; n >= 16; n -= 16)
            {
                Vector256<ushort> words = Vector256.Narrow(Vector256.Load((uint*)from), Vector256.Load((uint*)from + 8));
                (~Vector128.Narrow(words.GetLower(), words.GetUpper()) & Vector128<byte>.One).Store(to);
                from += 64;
                to += 16;
            }
        }

        for (; n > 0; n--)
        {
            *to = (byte)(~*from & 1);
            from += fromStep;
            to += toStep;
        }
    }
}
