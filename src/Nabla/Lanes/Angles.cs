using System.Runtime.CompilerServices;

namespace Nabla.Lanes;

/// <summary>Inverse trigonometric functions.</summary>
internal static partial class ElementaryFunctions<T>
    where T : unmanaged
{
    [MethodImpl(Inline)] public static V Asin<V>(V x) where V : struct, IRegister<V, T> => V.InDouble<AsinBody>(x);

    [MethodImpl(Inline)] public static V Acos<V>(V x) where V : struct, IRegister<V, T> => V.InDouble<AcosBody>(x);

    [MethodImpl(Inline)] public static V Atan<V>(V x) where V : struct, IRegister<V, T> => V.InDouble<AtanBody>(x);

    [MethodImpl(Inline)] public static V Atan2<V>(V y, V x) where V : struct, IRegister<V, T> => V.InDouble<Atan2Body>(y, x);

    /// <summary>asin of |x| ≤ ½, or of √((1 − |x|)/2), which is half of acos |x|, beyond.</summary>
    [MethodImpl(Inline)]
    private static V HalfAsin<V>(V a)
        where V : struct, IRegister<V, T>
    {
        V beyond = (1 - a) * 0.5;
        V z = V.SelectLess(0.5, a, beyond, a * a);
        V s = V.SelectLess(0.5, a, V.Sqrt(beyond), a);
        V p = Polynomial.At(
            z, 0.16666666666666763, 0.07499999999970265, 0.044642857175117935, 0.030381942683753795, 0.022372215656572093, 0.017351600156250275,
            0.013980960712778141, Polynomial.At(
                z, 0.01139778174635709, 0.010786498397457357, 0.0036831517075606823, 0.021763246441164143, -0.021076953696216035, 0.0326766891459876));
        return V.MultiplyAdd(p, z * s, s);
    }

    /// <summary>atan t for |t| ≤ √2 − 1.</summary>
    [MethodImpl(Inline)]
    private static V SmallAtan<V>(V t)
        where V : struct, IRegister<V, T>
    {
        V z = t * t;
        V p = Polynomial.At(
            z, -0.333333333333332, 0.19999999999954043, -0.1428571428024428, 0.11111110785913376, -0.09090897829689784, 0.07692061512243291,
            Polynomial.At(z, -0.0666311891788139, 0.05847997943553667, -0.050397948097940536, 0.03807700314317779, -0.01792080583720235));
        return V.MultiplyAdd(p, z * t, t);
    }

    private readonly struct AsinBody : IDoubleUnary
    {
        [MethodImpl(Separate)]
        public static V Run<V>(V x, bool single)
            where V : struct, IRegister<V, double>
        {
            V a = V.Abs(x);
            V y = ElementaryFunctions<double>.HalfAsin(a);
            return V.CopySign(V.SelectLess(0.5, a, (1.5707963267948966 - (y + y)) + 6.123233995736766e-17, y), x);
        }
    }

    private readonly struct AcosBody : IDoubleUnary
    {
        [MethodImpl(Separate)]
        public static V Run<V>(V x, bool single)
            where V : struct, IRegister<V, double>
        {
            V a = V.Abs(x);
            V y = ElementaryFunctions<double>.HalfAsin(a);
            V beyond = V.SelectLess(x, 0, (3.141592653589793 - (y + y)) + 1.2246467991473532e-16, y + y);
            return V.SelectLess(0.5, a, beyond, (1.5707963267948966 - V.CopySign(y, x)) + 6.123233995736766e-17);
        }
    }

    private readonly struct AtanBody : IDoubleUnary
    {
        [MethodImpl(Separate)]
        public static V Run<V>(V x, bool single)
            where V : struct, IRegister<V, double>
        {
            // tan(u − π/4) = (t − 1)/(t + 1), tan(u − π/2) = −1/t: one quotient for all three ranges.
            V a = V.Abs(x);
            V far = 2.414213562373095;
            V near = 0.41421356237309503;
            V over = V.SelectLess(far, a, -1, V.SelectLess(near, a, a - 1, a));
            V under = V.SelectLess(far, a, a, V.SelectLess(near, a, a + 1, 1));
            V start = V.SelectLess(far, a, 1.5707963267948966, V.SelectLess(near, a, 0.7853981633974483, 0));
            return V.CopySign(start + ElementaryFunctions<double>.SmallAtan(over / under), x);
        }
    }

    private readonly struct Atan2Body : IDoubleBinary
    {
        [MethodImpl(Separate)]
        public static V Run<V>(V y, V x, bool single)
            where V : struct, IRegister<V, double>
        {
            V infinity = double.PositiveInfinity;
            V a = V.Abs(y);
            V b = V.Abs(x);
            V both = V.SelectEqual(a, infinity, V.SelectEqual(b, infinity, 1, 0), 0);
            // Sums below must not overflow, and quotients of the smallest numbers must keep their digits.
            V scale = single ? 1 : V.SelectLess(1e300, V.Max(a, b), 1e-10, V.SelectLess(V.Max(a, b), 1e-290, 1e18, 1));
            a = V.SelectEqual(both, 1, 1, a * scale);
            b = V.SelectEqual(both, 1, 1, b * scale);
            V least = V.Min(a, b);
            V most = V.Max(a, b);
            most = V.SelectEqual(most, 0, 1, most);
            V edge = most * 0.41421356237309503;
            V t = V.SelectLess(edge, least, least - most, least) / V.SelectLess(edge, least, least + most, most);
            V angle = V.SelectLess(edge, least, 0.7853981633974483, 0) + ElementaryFunctions<double>.SmallAtan(t);
            angle = V.SelectLess(b, a, 1.5707963267948966 - angle, angle);
            angle = V.SelectLess(V.CopySign(1, x), 0, (3.141592653589793 - angle) + 1.2246467991473532e-16, angle);
            return V.SelectNaN(x, x, V.SelectNaN(y, y, V.CopySign(angle, y)));
        }
    }
}
