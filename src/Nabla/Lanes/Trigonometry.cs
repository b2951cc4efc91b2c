using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Nabla.Lanes;

/// <summary>Sine, cosine and tangent: x = n·π/2 + r with |r| ≤ π/4, polynomials in r, and n mod 4 for the choice and the sign.</summary>
/// <remarks>π/2 is split so that x − n·π/2 keeps its digits up to the bound; elements beyond it take a rare path that multiplies by 1,280 bits of
/// 2/π (Payne and Hanek, 1983). Floats without a fused multiply-add compute in double.</remarks>
internal static partial class ElementaryFunctions<T>
    where T : unmanaged
{
    /// <summary>Up to here x − n·π/2 is right to the last digits.</summary>
    private const double LargestDouble = 1048576;

    private const double LargestSingle = 65536;

    [MethodImpl(Inline)]
    public static V Sin<V>(V x)
        where V : struct, IRegister<V, T> =>
        typeof(T) == typeof(double) || Fma.IsSupported || AdvSimd.Arm64.IsSupported ? Trigonometric<V, SinBody>(x) : V.InDouble<SinBody>(x);

    [MethodImpl(Inline)]
    public static V Cos<V>(V x)
        where V : struct, IRegister<V, T> =>
        typeof(T) == typeof(double) || Fma.IsSupported || AdvSimd.Arm64.IsSupported ? Trigonometric<V, CosBody>(x) : V.InDouble<CosBody>(x);

    [MethodImpl(Inline)]
    public static V Tan<V>(V x)
        where V : struct, IRegister<V, T> =>
        // The errors of sine, cosine and quotient add up to more than two units in float.
        typeof(T) == typeof(double) ? Trigonometric<V, TanBody>(x) : V.InDouble<TanBody>(x);

    [MethodImpl(Inline)]
    private static V Trigonometric<V, F>(V x)
        where V : struct, IRegister<V, T>
        where F : struct, ITrigonometric, IDoubleUnary
    {
        // The sum with this number leaves the nearest whole number in the low bits.
        V magic = typeof(T) == typeof(double) ? 6755399441055744.0 : 12582912.0;
        V bits = V.MultiplyAdd(x, 0.6366197723675814, magic);
        V n = bits - magic;
        V r;
        if (typeof(T) == typeof(double))
        {
            r = V.MultiplyAdd(n, -6.077100506303966e-11, V.MultiplyAdd(n, -1.5707963267341256, x));
            r = V.MultiplyAdd(n, -8.4784276603689e-32, V.MultiplyAdd(n, -2.0222662487111665e-21, r));
            if (V.AnyAbove(V.Abs(x), LargestDouble))
            {
                V far = V.Less(LargestDouble, V.Abs(x));
                r = V.Choose(far, V.Each<HugeRemainder>(x), r);
                bits = V.Choose(far, V.Each<HugeQuadrant>(x) + magic, bits);
            }

            return V.SelectEqual(x, 0, F.AtZero(x), F.Combine(r, bits));
        }

        r = V.MultiplyAdd(n, 4.371138828673793e-08, V.MultiplyAdd(n, -1.5707963705062866, x));
        r = V.MultiplyAdd(n, 1.7151245100058819e-15, r);
        V y = V.SelectEqual(x, 0, F.AtZero(x), F.Combine(r, bits));
        if (V.AnyAbove(V.Abs(x), LargestSingle))
        {
            y = V.SelectLess(LargestSingle, V.Abs(x), Far<V, F>(x), y);
        }

        return y;
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static V Far<V, F>(V x)
        where V : struct, IRegister<V, T>
        where F : struct, IDoubleUnary =>
        V.InDouble<F>(x);

    /// <summary>sin r for |r| ≤ π/4.</summary>
    [MethodImpl(Inline)]
    private static V SmallSin<V>(V r, V z)
        where V : struct, IRegister<V, T>
    {
        V p = typeof(T) == typeof(double)
            ? Polynomial.At(z, -0.16666666666666666, 0.008333333333333323, -0.00019841269841254386, 2.7557319213830535e-06, -2.5052104816332058e-08, 1.6058354312021554e-10, -7.578079000408999e-13)
            : Polynomial.At(z, -0.166666552, 0.00833215471, -0.000195140776);
        return V.MultiplyAdd(p, z * r, r);
    }

    /// <summary>cos r for |r| ≤ π/4.</summary>
    [MethodImpl(Inline)]
    private static V SmallCos<V>(V z)
        where V : struct, IRegister<V, T>
    {
        V p = typeof(T) == typeof(double)
            ? Polynomial.At(z, 0.041666666666666664, -0.0013888888888888874, 2.4801587301570734e-05, -2.755731921504519e-07, 2.087675429098643e-09, -1.1470284661227035e-11, 4.7377177220438716e-14)
            : Polynomial.At(z, 0.0416666456, -0.00138873374, 2.44348375e-05);
        return V.MultiplyAdd(p, z * z, V.MultiplyAdd(z, -0.5, 1));
    }

    /// <summary>The sign of a number whose second-lowest bit is one, as of quadrants 2 and 3.</summary>
    [MethodImpl(Inline)]
    private static V SecondBitAsSign<V>(V bits)
        where V : struct, IRegister<V, T> =>
        V.ShiftLeft(bits, typeof(T) == typeof(double) ? 62 : 30) & -0.0;

    private interface ITrigonometric
    {
        /// <summary>f(n·π/2 + r) with n in the low bits.</summary>
        static abstract V Combine<V>(V r, V bits) where V : struct, IRegister<V, T>;

        /// <summary>f(±0).</summary>
        static abstract V AtZero<V>(V x) where V : struct, IRegister<V, T>;
    }

    private readonly struct SinBody : ITrigonometric, IDoubleUnary
    {
        [MethodImpl(Inline)]
        public static V Combine<V>(V r, V bits)
            where V : struct, IRegister<V, T>
        {
            V z = r * r;
            return V.SelectOdd(bits, SmallCos(z), SmallSin(r, z)) ^ SecondBitAsSign(bits);
        }

        [MethodImpl(Inline)] public static V AtZero<V>(V x) where V : struct, IRegister<V, T> => x;

        [MethodImpl(Inline)] public static V Run<V>(V x, bool single) where V : struct, IRegister<V, double> => ElementaryFunctions<double>.Sin(x);
    }

    private readonly struct CosBody : ITrigonometric, IDoubleUnary
    {
        [MethodImpl(Inline)]
        public static V Combine<V>(V r, V bits)
            where V : struct, IRegister<V, T> =>
            // The cosine is the sine a quarter turn ahead; the sum stays exact.
            SinBody.Combine(r, bits + 1);

        [MethodImpl(Inline)] public static V AtZero<V>(V x) where V : struct, IRegister<V, T> => 1;

        [MethodImpl(Inline)] public static V Run<V>(V x, bool single) where V : struct, IRegister<V, double> => ElementaryFunctions<double>.Cos(x);
    }

    private readonly struct TanBody : ITrigonometric, IDoubleUnary
    {
        [MethodImpl(Inline)]
        public static V Combine<V>(V r, V bits)
            where V : struct, IRegister<V, T>
        {
            V z = r * r;
            V sin = SmallSin(r, z);
            V cos = SmallCos(z);
            return V.SelectOdd(bits, -cos, sin) / V.SelectOdd(bits, sin, cos);
        }

        [MethodImpl(Inline)] public static V AtZero<V>(V x) where V : struct, IRegister<V, T> => x;

        [MethodImpl(Inline)] public static V Run<V>(V x, bool single) where V : struct, IRegister<V, double> => ElementaryFunctions<double>.Tan(x);
    }

    private readonly struct HugeRemainder : IScalarFunction
    {
        public static double Run(double x) => QuarterTurns.Of(x).Remainder;
    }

    private readonly struct HugeQuadrant : IScalarFunction
    {
        public static double Run(double x) => QuarterTurns.Of(x).Quadrant;
    }
}
