using System.Runtime.CompilerServices;

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
        for (; n > 0; n--)
        {
            *to = (byte)(~*from & 1);
            from += fromStep;
            to += toStep;
        }
    }
}
