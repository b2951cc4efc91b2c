using System.Runtime.CompilerServices;

namespace Nabla.Kernels;

/// <summary>Conversion of one element between any two of the fourteen element types.</summary>
internal static class CastElement
{
    /// <summary>x as a U.</summary>
    /// <remarks>To bool: x ≠ 0. Floating point to integer: towards zero; what lies out of range, and NaN, gives the low bits of what the
    /// processor's own conversion to 32 or 64 bits gives. Integer to integer: the low bits. All else: the nearest number.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static U To<T, U>(T x)
        where T : unmanaged
        where U : unmanaged
    {
        if (typeof(T) == typeof(U)) return Unsafe.BitCast<T, U>(x);
        if (typeof(T) == typeof(Half)) return To<float, U>((float)Unsafe.BitCast<T, Half>(x));
        if (typeof(T) == typeof(BFloat16)) return To<float, U>(Unsafe.BitCast<T, BFloat16>(x));
        if (typeof(T) == typeof(bool)) return To<byte, U>(Unsafe.BitCast<T, byte>(x));
        if (typeof(T) == typeof(float)) return FromSingle<U>(Unsafe.BitCast<T, float>(x));
        if (typeof(T) == typeof(double)) return FromDouble<U>(Unsafe.BitCast<T, double>(x));
        if (typeof(T) == typeof(ulong) && IsReal<U>()) return FromReal<U>(Unsafe.BitCast<T, ulong>(x), (float)Unsafe.BitCast<T, ulong>(x));
        long whole = Widen(x);
        return IsReal<U>() ? FromReal<U>(whole, (float)whole) : FromInteger<U>(whole);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsReal<U>() => typeof(U) == typeof(float) || typeof(U) == typeof(double) || typeof(U) == typeof(Half) || typeof(U) == typeof(BFloat16);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long Widen<T>(T x)
        where T : unmanaged
    {
        if (typeof(T) == typeof(sbyte)) return Unsafe.BitCast<T, sbyte>(x);
        if (typeof(T) == typeof(byte)) return Unsafe.BitCast<T, byte>(x);
        if (typeof(T) == typeof(short)) return Unsafe.BitCast<T, short>(x);
        if (typeof(T) == typeof(ushort)) return Unsafe.BitCast<T, ushort>(x);
        if (typeof(T) == typeof(int)) return Unsafe.BitCast<T, int>(x);
        if (typeof(T) == typeof(uint)) return Unsafe.BitCast<T, uint>(x);
        return Unsafe.BitCast<T, long>(x);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static U FromInteger<U>(long x)
        where U : unmanaged
    {
        if (typeof(U) == typeof(bool)) return Unsafe.BitCast<bool, U>(x != 0);
        if (Unsafe.SizeOf<U>() == 1) return Unsafe.BitCast<sbyte, U>((sbyte)x);
        if (Unsafe.SizeOf<U>() == 2) return Unsafe.BitCast<short, U>((short)x);
        if (Unsafe.SizeOf<U>() == 4) return Unsafe.BitCast<int, U>((int)x);
        return Unsafe.BitCast<long, U>(x);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static U FromReal<U>(double x, float single)
        where U : unmanaged
    {
        if (typeof(U) == typeof(double)) return Unsafe.BitCast<double, U>(x);
        return FromSingle<U>(single);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static U FromSingle<U>(float x)
        where U : unmanaged
    {
        if (typeof(U) == typeof(float)) return Unsafe.BitCast<float, U>(x);
        if (typeof(U) == typeof(double)) return Unsafe.BitCast<double, U>(x);
        if (typeof(U) == typeof(Half)) return Unsafe.BitCast<Half, U>((Half)x);
        if (typeof(U) == typeof(BFloat16)) return Unsafe.BitCast<BFloat16, U>((BFloat16)x);
        if (typeof(U) == typeof(bool)) return Unsafe.BitCast<bool, U>(x != 0);
        if (typeof(U) == typeof(ulong)) return Unsafe.BitCast<ulong, U>(float.ConvertToIntegerNative<ulong>(x));
        if (typeof(U) == typeof(long) || typeof(U) == typeof(uint)) return FromInteger<U>(float.ConvertToIntegerNative<long>(x));
        return FromInteger<U>(float.ConvertToIntegerNative<int>(x));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static U FromDouble<U>(double x)
        where U : unmanaged
    {
        if (typeof(U) == typeof(float)) return Unsafe.BitCast<float, U>((float)x);
        if (typeof(U) == typeof(Half)) return Unsafe.BitCast<Half, U>((Half)x);
        if (typeof(U) == typeof(BFloat16)) return Unsafe.BitCast<BFloat16, U>((BFloat16)x);
        if (typeof(U) == typeof(bool)) return Unsafe.BitCast<bool, U>(x != 0);
        if (typeof(U) == typeof(ulong)) return Unsafe.BitCast<ulong, U>(double.ConvertToIntegerNative<ulong>(x));
        if (typeof(U) == typeof(long) || typeof(U) == typeof(uint)) return FromInteger<U>(double.ConvertToIntegerNative<long>(x));
        return FromInteger<U>(double.ConvertToIntegerNative<int>(x));
    }
}
