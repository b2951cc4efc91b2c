using System.Runtime.CompilerServices;

namespace Nabla.Lanes;

/// <summary>Hyperbolic functions, their inverses and the logistic function, all through eˣ, eˣ − 1 and ln(1 + x).</summary>
internal static partial class ElementaryFunctions<T>
    where T : unmanaged
{
    [MethodImpl(Inline)]
    public static V Tanh<V>(V x)
        where V : struct, IRegister<V, T>
    {
        // The results round to 1 at the bounds.
        V a = V.Least(typeof(T) == typeof(double) ? 19.1 : 9.1, V.Abs(x));
        V twice = a + a;
        if (typeof(T) != typeof(double))
        {
            V z = a * a;
            V p = Polynomial.At(z, -0.333332986, 0.133319244, -0.0537838303, 0.0207959767, -0.00589516386);
            V m = V.Round(twice * Log2E);
            V e = V.Scale(SmallExpm1(Reduced(twice, m)) + 1, m);
            return V.CopySign(V.SelectLess(a, 0.6, V.MultiplyAdd(p, z * a, a), 1 - (2 / (e + 1))), x);
        }

        // tanh a = t ÷ (t + 2) with t = e²ᵃ − 1.
        V n = V.Round(twice * Log2E);
        V power = V.Scale(1, n);
        V t = V.MultiplyAdd(SmallExpm1(Reduced(twice, n)), power, power - 1);
        return V.CopySign(t / (t + 2), x);
    }

    [MethodImpl(Inline)]
    public static V Sigmoid<V>(V x)
        where V : struct, IRegister<V, T>
    {
        // e to minus the magnitude never overflows, and keeps the digits of small results.
        V e = ExpNegative(V.Abs(x));
        return V.SelectLess(x, 0, e, 1) / (e + 1);
    }

    [MethodImpl(Inline)]
    public static V Softplus<V>(V x)
        where V : struct, IRegister<V, T> =>
        V.Max(x, 0) + Log1p(ExpNegative(V.Abs(x)));

    [MethodImpl(Inline)]
    public static V LogAddExp<V>(V x, V y)
        where V : struct, IRegister<V, T> =>
        // Where both are the same infinity, their difference is no number.
        V.Max(x, y) + Log1p(ExpNegative(V.SelectEqual(x, y, 0, V.Abs(x - y))));

    [MethodImpl(Inline)] public static V Sinh<V>(V x) where V : struct, IRegister<V, T> => V.InDouble<SinhBody>(x);

    [MethodImpl(Inline)] public static V Cosh<V>(V x) where V : struct, IRegister<V, T> => V.InDouble<CoshBody>(x);

    [MethodImpl(Inline)] public static V Asinh<V>(V x) where V : struct, IRegister<V, T> => V.InDouble<AsinhBody>(x);

    [MethodImpl(Inline)] public static V Acosh<V>(V x) where V : struct, IRegister<V, T> => V.InDouble<AcoshBody>(x);

    [MethodImpl(Inline)] public static V Atanh<V>(V x) where V : struct, IRegister<V, T> => V.InDouble<AtanhBody>(x);

    /// <summary>e⁻ᵃ for a ≥ 0.</summary>
    [MethodImpl(Inline)]
    private static V ExpNegative<V>(V a)
        where V : struct, IRegister<V, T>
    {
        V x = -V.Least(typeof(T) == typeof(double) ? 750 : 105, a);
        V n = V.Round(x * Log2E);
        return V.Scale(SmallExpm1(Reduced(x, n)) + 1, n);
    }

    private readonly struct SinhBody : IDoubleUnary
    {
        [MethodImpl(Separate)]
        public static V Run<V>(V x, bool single)
            where V : struct, IRegister<V, double>
        {
            V a = V.Abs(x);
            V e = ElementaryFunctions<double>.HalfExp(a);
            V t = ElementaryFunctions<double>.Expm1(V.Least(1, a));
            V small = (t + (t / (t + 1))) * 0.5;
            return V.CopySign(V.SelectLess(a, 1, small, e - (0.25 / e)), x);
        }
    }

    private readonly struct CoshBody : IDoubleUnary
    {
        [MethodImpl(Separate)]
        public static V Run<V>(V x, bool single)
            where V : struct, IRegister<V, double>
        {
            V e = ElementaryFunctions<double>.HalfExp(V.Abs(x));
            return e + (0.25 / e);
        }
    }

    private readonly struct AsinhBody : IDoubleUnary
    {
        [MethodImpl(Separate)]
        public static V Run<V>(V x, bool single)
            where V : struct, IRegister<V, double>
        {
            // ln(a + √(a² + 1)) = ln(1 + t); for large a it is ln 2a.
            V a = V.Abs(x);
            V square = a * a;
            V t = a + (square / (V.Sqrt(square + 1) + 1));
            V large = 268435456;
            return V.CopySign(ElementaryFunctions<double>.Log1p(V.SelectLess(a, large, t, a - 1)) + V.SelectLess(a, large, 0, Ln2), x);
        }
    }

    private readonly struct AcoshBody : IDoubleUnary
    {
        [MethodImpl(Separate)]
        public static V Run<V>(V x, bool single)
            where V : struct, IRegister<V, double>
        {
            V t = x - 1;
            V large = 268435456;
            V y = ElementaryFunctions<double>.Log1p(V.SelectLess(x, large, t + V.Sqrt((t + t) + (t * t)), t)) + V.SelectLess(x, large, 0, Ln2);
            return V.SelectLess(x, 1, double.NaN, y);
        }
    }

    private readonly struct AtanhBody : IDoubleUnary
    {
        [MethodImpl(Separate)]
        public static V Run<V>(V x, bool single)
            where V : struct, IRegister<V, double>
        {
            V a = V.Abs(x);
            return V.CopySign(ElementaryFunctions<double>.Log1p((a + a) / (1 - a)) * 0.5, x);
        }
    }
}
