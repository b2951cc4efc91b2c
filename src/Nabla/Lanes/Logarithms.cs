using System.Runtime.CompilerServices;

namespace Nabla.Lanes;

/// <summary>Logarithms: x = m·2ᵉ with m in [¾, 1½), a polynomial in m − 1, and e times ln 2.</summary>
internal static partial class ElementaryFunctions<T>
    where T : unmanaged
{
    [MethodImpl(Inline)]
    public static V Log<V>(V x)
        where V : struct, IRegister<V, T>
    {
        V e = V.Exponent(x);
        V f = V.Significand(x) - 1;
        V y = typeof(T) == typeof(double)
            ? V.MultiplyAdd(e, 0.6931471803691238, V.MultiplyAdd(e, 1.9082149292705877e-10, LogTail(f)) + f)
            : V.MultiplyAdd(e, 0.693359375, V.MultiplyAdd(e, -2.12194440e-4, LogTail(f)) + f);
        return LogSpecial(x, y);
    }

    [MethodImpl(Inline)]
    public static V Log2<V>(V x)
        where V : struct, IRegister<V, T>
    {
        V f = V.Significand(x) - 1;
        V y = typeof(T) == typeof(double)
            ? Scaled(f, 1.4426950408889634, 2.0355273740931033e-17) : Scaled(f, 1.4426950216293335, 1.9259629911266175e-08);
        return LogSpecial(x, V.Exponent(x) + y);
    }

    [MethodImpl(Inline)]
    public static V Log10<V>(V x)
        where V : struct, IRegister<V, T>
    {
        V e = V.Exponent(x);
        V f = V.Significand(x) - 1;
        V y = typeof(T) == typeof(double)
            ? Scaled(f, 0.4342944819032518, 1.098319650216765e-17) : Scaled(f, 0.4342944920063019, -1.0103050052231683e-08);
        y = typeof(T) == typeof(double)
            ? V.MultiplyAdd(e, 0.3010299956640665, V.MultiplyAdd(e, -8.532344317057107e-14, y))
            : V.MultiplyAdd(e, 0.301025390625, V.MultiplyAdd(e, 4.605038981195214e-06, y));
        return LogSpecial(x, y);
    }

    [MethodImpl(Inline)]
    public static V Log1p<V>(V x)
        where V : struct, IRegister<V, T>
    {
        V u = x + 1;
        V back = u - 1;
        // What the sum 1 + x lost, joined to m − 1 in the scale of m; exact where the exponent is zero.
        V lost = (1 - (u - back)) + (x - back);
        V e = V.Exponent(u);
        V f = (V.Significand(u) - 1) + V.Scale(lost, -e);
        V y = typeof(T) == typeof(double)
            ? V.MultiplyAdd(e, 0.6931471803691238, V.MultiplyAdd(e, 1.9082149292705877e-10, LogTail(f)) + f)
            : V.MultiplyAdd(e, 0.693359375, V.MultiplyAdd(e, -2.12194440e-4, LogTail(f)) + f);
        return V.SelectEqual(x, 0, x, LogSpecial(u, y));
    }

    /// <summary>factor·ln(1 + f), the factor in two parts: near 1 the result has no exponent to hide its rounding.</summary>
    [MethodImpl(Inline)]
    private static V Scaled<V>(V f, double high, double low)
        where V : struct, IRegister<V, T> =>
        V.MultiplyAdd(f, high, V.MultiplyAdd(LogTail(f), high, f * low));

    /// <summary>ln(1 + f) − f for f in [−¼, ½].</summary>
    [MethodImpl(Inline)]
    private static V LogTail<V>(V f)
        where V : struct, IRegister<V, T>
    {
        V square = f * f;
        if (typeof(T) == typeof(double))
        {
            // With s = f ÷ (2 + f): ln(1 + f) = 2s + s³·p(s²) = f − (f²/2 − s·(f²/2 + s²·p(s²))).
            V half = square * 0.5;
            V s = f / (f + 2);
            V z = s * s;
            V p = Polynomial.At(
                z, 0.666666666666666, 0.40000000000055935, 0.2857142855600823, 0.2222222427610408, 0.18181667093589818, 0.1539107228012872,
                0.13174264138435646, 0.138385523937154);
            return (s * V.MultiplyAdd(z, p, half)) - half;
        }

        V q = Polynomial.At(
            f, 0.333333403, -0.250001639, 0.199996054, -0.166552976, 0.142762378, -0.127277687, 0.117006518,
            Polynomial.At(f, -0.0911620781, 0.0376731828));
        return V.MultiplyAdd(q, square * f, square * -0.5);
    }

    /// <summary>y for positive finite x; −∞ at 0, ∞ at ∞, NaN below and for NaN.</summary>
    [MethodImpl(Inline)]
    private static V LogSpecial<V>(V x, V y)
        where V : struct, IRegister<V, T>
    {
        y = V.SelectLess(0, x, y, V.SelectEqual(x, 0, double.NegativeInfinity, double.NaN));
        return V.SelectEqual(x, double.PositiveInfinity, x, y);
    }
}
