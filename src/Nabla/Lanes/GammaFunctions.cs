using System.Runtime.CompilerServices;

namespace Nabla.Lanes;

/// <summary>The logarithm of the gamma function and its derivative.</summary>
/// <remarks>The argument is moved by whole steps to where one polynomial or Stirling's series holds; negative arguments are reflected.</remarks>
internal static partial class ElementaryFunctions<T>
    where T : unmanaged
{
    private const double Pi = 3.141592653589793;

    [MethodImpl(Inline)] public static V Lgamma<V>(V x) where V : struct, IRegister<V, T> => V.InDouble<LgammaBody>(x);

    [MethodImpl(Inline)] public static V Digamma<V>(V x) where V : struct, IRegister<V, T> => V.InDouble<DigammaBody>(x);

    private readonly struct LgammaBody : IDoubleUnary
    {
        [MethodImpl(Separate)]
        public static V Run<V>(V x, bool single)
            where V : struct, IRegister<V, double>
        {
            V a = V.Abs(x);
            V y = Positive(a);
            // |Γ(−a)| = π ÷ (a·|sin πa|·Γ(a)).
            V part = a - V.Round(a);
            V reflected = ElementaryFunctions<double>.Log(Pi / (a * V.Abs(ElementaryFunctions<double>.Sin(part * Pi)))) - y;
            y = V.SelectLess(x, 0, V.SelectEqual(part, 0, double.PositiveInfinity, reflected), y);
            return V.SelectEqual(a, double.PositiveInfinity, a, y);
        }

        [MethodImpl(Inline)]
        private static V Positive<V>(V a)
            where V : struct, IRegister<V, double>
        {
            // Up or down to [1½, 2½) by Γ(x + 1) = x·Γ(x).
            V x = V.SelectLess(a, 0.5, a + 2, V.SelectLess(a, 1.5, a + 1, a));
            V steps = V.SelectLess(a, 0.5, a * (a + 1), V.SelectLess(a, 1.5, a, 1));
            for (int i = 0; i < 6; i++)
            {
                V less = x - 1;
                steps = V.SelectLess(x, 2.5, steps, steps * less);
                x = V.SelectLess(x, 2.5, x, less);
            }

            V z = x - 2;
            V p = Polynomial.At(
                z, 0.42278433509846713, 0.32246703342411326, -0.06735230105319817, 0.020580808427780338, -0.007385551028664108, 0.0028905103310367256,
                -0.0011927539121671055, Polynomial.At(
                    z, 0.0005096695153495292, -0.0002231547473293316, 9.945767438755396e-05, -4.492639057101051e-05, 2.050558446690611e-05, -9.43819084037341e-06,
                    4.384731552610059e-06, Polynomial.At(
                        z, -2.0459798162750824e-06, 9.199906287943568e-07, -4.2809533337930843e-07, 2.7879939333196307e-07, -1.361375157734298e-07)));
            V log = ElementaryFunctions<double>.Log(V.SelectLess(a, 8, steps, a));
            V near = V.MultiplyAdd(z, p, V.SelectLess(a, 1.5, -log, log));
            // Stirling's series from 8 on.
            V r = 1 / a;
            V s = r * r;
            V series = Polynomial.At(
                s, 0.08333333333333333, -0.002777777777777778, 0.0007936507936507937, -0.0005952380952380953, 0.0008417508417508417, -0.0019175269175269176,
                0.00641025641025641, -0.02955065359477124);
            V far = V.MultiplyAdd(a - 0.5, log - 1, V.MultiplyAdd(r, series, 0.4189385332046727));
            return V.SelectLess(a, 8, near, far);
        }
    }

    private readonly struct DigammaBody : IDoubleUnary
    {
        [MethodImpl(Separate)]
        public static V Run<V>(V x, bool single)
            where V : struct, IRegister<V, double>
        {
            // ψ(−a) = ψ(a + 1) + π ÷ tan πa; the fraction of a is exact.
            V a = V.SelectLess(x, 0, 1 - x, x);
            V y = Positive(a);
            V part = x - V.Round(x);
            V reflected = y - (Pi / ElementaryFunctions<double>.Tan(part * Pi));
            y = V.SelectLess(x, 0, V.SelectEqual(part, 0, double.NaN, reflected), y);
            y = V.SelectEqual(x, double.PositiveInfinity, x, y);
            return V.SelectEqual(x, 0, V.CopySign(double.PositiveInfinity, -x), y);
        }

        [MethodImpl(Inline)]
        private static V Positive<V>(V a)
            where V : struct, IRegister<V, double>
        {
            // ψ(x + 1) = ψ(x) + 1/x, the sum of the reciprocals as one fraction.
            V x = V.SelectLess(a, 1, a + 1, a);
            V over = V.SelectLess(a, 1, -1, 0);
            V under = V.SelectLess(a, 1, a, 1);
            for (int i = 0; i < 7; i++)
            {
                V less = x - 1;
                over = V.SelectLess(x, 2, over, V.MultiplyAdd(over, less, under));
                under = V.SelectLess(x, 2, under, under * less);
                x = V.SelectLess(x, 2, x, less);
            }

            // About the zero x₀ in [1, 2): (x − x₀)·p(x), x₀ in two parts.
            V z = x - 1.5;
            V p = Polynomial.At(
                z, 0.951055876031833, -0.4236274212814572, 0.24054248424076244, -0.1484049230548792, 0.09498872445649507, -0.06192213318922867, 0.04076083373284501,
                Polynomial.At(
                    z, -0.026975800077437644, 0.017907254508827915, -0.011908145675746683, 0.007926913738589673, -0.0052809116250707175, 0.0035192874219581094,
                    -0.002337499855519493, Polynomial.At(
                        z, 0.0015550504188187077, -0.0010778798287731164, 0.000728703773439671, -0.00035437604285432837, 0.00021711038665248614,
                        -0.00037871752480728773, 0.0002677838614265046)));
            V near = ((x - 1.4616321449683622) - 9.549995429965697e-17) * p;
            near += over / under;
            V r = 1 / a;
            V s = r * r;
            V series = Polynomial.At(
                s, 0.08333333333333333, -0.008333333333333333, 0.003968253968253968, -0.004166666666666667, 0.007575757575757576, -0.021092796092796094,
                0.08333333333333333, -0.4432598039215686);
            V far = ElementaryFunctions<double>.Log(a) - V.MultiplyAdd(s, series, r * 0.5);
            return V.SelectLess(a, 8, near, far);
        }
    }
}
