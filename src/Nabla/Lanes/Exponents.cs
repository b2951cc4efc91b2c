using System.Runtime.CompilerServices;

namespace Nabla.Lanes;

/// <summary>Work on exponents by adding numbers and moving bits, where the processor has no instruction for it.</summary>
internal static class Exponents<T>
    where T : unmanaged
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    /// <summary>2ⁿ for whole n of a normal result.</summary>
    [MethodImpl(Inline)]
    public static V PowerOfTwo<V>(V n)
        where V : struct, IRegister<V, T>
    {
        // A sum with 1.5·2^(digits of the significand) leaves a whole number in the low bits; adding the bias there makes an exponent field.
        return typeof(T) == typeof(double) ? V.ShiftLeft(n + (6755399441055744.0 + 1023), 52) : V.ShiftLeft(n + (12582912.0 + 127), 23);
    }

    /// <summary>x·2ⁿ for whole n of any size, rounded once.</summary>
    [MethodImpl(Inline)]
    public static V Scale<V>(V x, V n)
        where V : struct, IRegister<V, T>
    {
        // In two steps, so that each factor is a normal number; only the second product may round.
        V limit = typeof(T) == typeof(double) ? 2040 : 250;
        n = V.Greatest(-limit, V.Least(limit, n));
        V half = V.Floor(n * 0.5);
        return x * PowerOfTwo(half) * PowerOfTwo(n - half);
    }

    /// <summary>m of x = m·2ᵉ with m in [¾, 1½), for positive finite x.</summary>
    [MethodImpl(Inline)]
    public static V Significand<V>(V x)
        where V : struct, IRegister<V, T>
    {
        x = Normal(x);
        V one = Low(x) | 1.0;
        return V.SelectLess(one, 1.5, one, one * 0.5);
    }

    /// <summary>e of x = m·2ᵉ with m in [¾, 1½), for positive finite x.</summary>
    [MethodImpl(Inline)]
    public static V Exponent<V>(V x)
        where V : struct, IRegister<V, T>
    {
        V normal = Normal(x);
        V one = Low(normal) | 1.0;
        V e = typeof(T) == typeof(double) ? Field(normal, 52, 4503599627370496.0) - 1023 : Field(normal, 23, 8388608.0) - 127;
        e = V.SelectLess(one, 1.5, e, e + 1);
        V shift = typeof(T) == typeof(double) ? 54 : 25;
        V least = typeof(T) == typeof(double) ? 2.2250738585072014e-308 : 1.17549435e-38;
        return V.SelectLess(x, least, e - shift, e);
    }

    [MethodImpl(Inline)]
    private static V Normal<V>(V x)
        where V : struct, IRegister<V, T> =>
        typeof(T) == typeof(double) ? V.SelectLess(x, 2.2250738585072014e-308, x * 18014398509481984.0, x) : V.SelectLess(x, 1.17549435e-38, x * 33554432.0, x);

    /// <summary>The bits of the fraction.</summary>
    [MethodImpl(Inline)]
    private static V Low<V>(V x)
        where V : struct, IRegister<V, T> =>
        typeof(T) == typeof(double) ? x & BitConverter.Int64BitsToDouble(0x000FFFFFFFFFFFFF) : x & BitConverter.Int32BitsToSingle(0x007FFFFF);

    /// <summary>The exponent field as a number: moved down into the significand of 2^(digits).</summary>
    [MethodImpl(Inline)]
    private static V Field<V>(V x, int digits, double unit)
        where V : struct, IRegister<V, T> =>
        (V.ShiftRight(x, digits) | unit) - unit;
}
