using System.Runtime.CompilerServices;

namespace Nabla.Lanes;

/// <summary>Roots and powers.</summary>
internal static partial class ElementaryFunctions<T>
    where T : unmanaged
{
    [MethodImpl(Inline)] public static V Rsqrt<V>(V x) where V : struct, IRegister<V, T> => 1 / V.Sqrt(x);

    [MethodImpl(Inline)] public static V Cbrt<V>(V x) where V : struct, IRegister<V, T> => V.InDouble<CbrtBody>(x);

    [MethodImpl(Inline)] public static V Hypot<V>(V x, V y) where V : struct, IRegister<V, T> => V.InDouble<HypotBody>(x, y);

    [MethodImpl(Inline)]
    public static V Pow<V>(V x, V y)
        where V : struct, IRegister<V, T>
    {
        V a = V.Abs(x);
        // An infinite exponent acts as the largest finite one; times the logarithm of 1 it stays a number.
        V largest = typeof(T) == typeof(double) ? 1e300 : 3.4e38;
        V z = V.InDouble<PowBody>(a, V.Greatest(-largest, V.Least(largest, y)));
        // What has a rule of its own is rare: bases that are not positive and finite, infinite exponents, NaN.
        V infinity = double.PositiveInfinity;
        V rare = V.SelectLess(0, x, V.SelectLess(x, infinity, V.SelectLess(V.Abs(y), infinity, 0, 1), 1), 1);
        return V.AnyAbove(rare, 0) ? PowSpecial(x, y, z) : z;
    }

    /// <summary>xʸ by the rules of IEEE 754, from z = |x|ʸ.</summary>
    [MethodImpl(Separate)]
    private static V PowSpecial<V>(V x, V y, V z)
        where V : struct, IRegister<V, T>
    {
        V a = V.Abs(x);
        V whole = V.Truncate(y);
        V half = y * 0.5;
        // Below zero: NaN for a broken exponent, the sign of x for an odd one.
        V odd = V.SelectEqual(whole, y, V.SelectEqual(V.Truncate(half), half, 0, -0.0), 0);
        z = V.SelectLess(x, 0, V.SelectEqual(whole, y, z, double.NaN), z);
        V end = V.SelectLess(y, 0, V.SelectEqual(a, 0, double.PositiveInfinity, 0), a);
        z = V.SelectEqual(a, 0, end, V.SelectEqual(a, double.PositiveInfinity, end, z));
        z ^= odd & x;
        z = V.SelectNaN(x, x, V.SelectNaN(y, y, z));
        return V.SelectEqual(y, 0, 1, V.SelectEqual(x, 1, 1, z));
    }

    private readonly struct CbrtBody : IDoubleUnary
    {
        [MethodImpl(Separate)]
        public static V Run<V>(V x, bool single)
            where V : struct, IRegister<V, double>
        {
            V a = V.Abs(x);
            V e = V.Exponent(a);
            V third = V.Round(e * 0.3333333333333333);
            V m = V.Scale(V.Significand(a), e - (third * 3));
            V y = Polynomial.At(m, 0.49158080161749446, 0.7009842511703084, -0.22209248821400623, 0.03163222206442467);
            // Two steps of Halley's, each of which trebles the digits.
            for (int i = 0; i < 2; i++)
            {
                V cube = y * y * y;
                y -= y * ((cube - m) / ((cube + cube) + m));
            }

            y = V.CopySign(V.Scale(y, third), x);
            return V.SelectLess(0, a, V.SelectLess(a, double.PositiveInfinity, y, x), x);
        }
    }

    private readonly struct HypotBody : IDoubleBinary
    {
        [MethodImpl(Separate)]
        public static V Run<V>(V x, V y, bool single)
            where V : struct, IRegister<V, double>
        {
            x = V.Abs(x);
            y = V.Abs(y);
            if (single)
            {
                V sum = V.Sqrt((x * x) + (y * y));
                return V.SelectEqual(x, double.PositiveInfinity, x, V.SelectEqual(y, double.PositiveInfinity, y, sum));
            }

            V most = V.Max(x, y);
            V scale = V.SelectLess(1e150, most, 1e-160, V.SelectLess(most, 1e-150, 1e160, 1));
            V u = x * scale;
            V v = y * scale;
            V root = V.Sqrt(V.MultiplyAdd(u, u, v * v)) / scale;
            return V.SelectEqual(x, double.PositiveInfinity, x, V.SelectEqual(y, double.PositiveInfinity, y, root));
        }
    }

    /// <summary>xʸ for x ≥ 0, as 2 to the y·log₂x.</summary>
    private readonly struct PowBody : IDoubleBinary
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Run<V>(V x, V y, bool single)
            where V : struct, IRegister<V, double> =>
            single ? Single(x, y) : Double(x, y);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static V Single<V>(V x, V y)
            where V : struct, IRegister<V, double>
        {
            V f = V.Significand(x) - 1;
            V log = V.MultiplyAdd(
                f, Polynomial.At(
                    f, 1.4426950409945427, -0.7213475168552639, 0.48089828223242054, -0.36067435941559123, 0.28854602306863825, -0.24042821495609798,
                    0.20582040241052763, Polynomial.At(
                        f, -0.18031469574114128, 0.1646571495460889, -0.152869823245514, 0.11550205453438113, -0.04495343898988134)),
                V.Exponent(x));
            V t = log * y;
            V n = V.Round(t);
            V r = (t - n) * Ln2;
            V q = Polynomial.At(r, 0.5000000046820675, 0.16666666352602566, 0.04166634870947172, 0.00833339159656925, 0.0013941652399245357, 0.0001984597718170611);
            return V.Scale(V.MultiplyAdd(q, r * r, r) + 1, n);
        }

        /// <summary>The logarithm has 64 bits or more, as a sum of two numbers: an error in it grows by the size of y·log₂x, up to 1,075.</summary>
        [MethodImpl(Separate)]
        private static V Double<V>(V x, V y)
            where V : struct, IRegister<V, double>
        {
            V f = V.Significand(x) - 1;
            Pair<V> s = Pair<V>.Quotient(f, Pair<V>.Sum(2, f));
            Pair<V> z = s * s;
            V p = Polynomial.At(
                z.High, 0.40000000000020187, 0.2857142856268893, 0.2222222366092839, 0.18181698136599764, 0.1539019705476315, 0.13187204310808046,
                0.1376038285030252);
            // ln m = 2s + ⅔·s³ + s⁵·p(s²); the first two terms as pairs.
            Pair<V> cube = s * z;
            Pair<V> log = new Pair<V>(s.High + s.High, s.Low + s.Low) + (cube * new Pair<V>(0.6666666666666666, 3.700743415417188e-17));
            log += (V)(cube.High * z.High * p);
            log = log * new Pair<V>(Log2E, 2.0355273740931033e-17);
            log = Pair<V>.Sum(V.Exponent(x), log.High) + log.Low;
            Pair<V> t = log * new Pair<V>(y, 0);
            V high = V.Greatest(-1100, V.Least(1100, t.High));
            V low = V.SelectEqual(high, t.High, t.Low, 0);
            V n = V.Round(high);
            return V.Scale(ElementaryFunctions<double>.SmallExpm1(V.MultiplyAdd(high - n, Ln2, low * Ln2)) + 1, n);
        }
    }
}
