using System.Runtime.CompilerServices;

namespace Nabla.Lanes;

/// <summary>Constants of formulas, which are written as double, in an element type.</summary>
internal static class Constant
{
    /// <summary>The constant as T; integers take its low bits, so −1 is all ones for unsigned types.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T To<T>(double x)
        where T : unmanaged
    {
        if (typeof(T) == typeof(float)) return Unsafe.BitCast<float, T>((float)x);
        if (typeof(T) == typeof(double)) return Unsafe.BitCast<double, T>(x);
        // Above 2⁶³ only ulong has room.
        long whole = typeof(T) == typeof(ulong) && x >= 9223372036854775808.0 ? unchecked((long)(ulong)x) : (long)x;
        if (Unsafe.SizeOf<T>() == 8) return Unsafe.BitCast<long, T>(whole);
        if (Unsafe.SizeOf<T>() == 4) return Unsafe.BitCast<int, T>((int)whole);
        if (Unsafe.SizeOf<T>() == 2) return Unsafe.BitCast<short, T>((short)whole);
        return Unsafe.BitCast<sbyte, T>((sbyte)whole);
    }

    /// <summary>A float or double as double.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double From<T>(T x)
        where T : unmanaged =>
        typeof(T) == typeof(float) ? Unsafe.BitCast<T, float>(x) : Unsafe.BitCast<T, double>(x);
}
