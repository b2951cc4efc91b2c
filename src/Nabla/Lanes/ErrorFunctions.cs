using System.Runtime.CompilerServices;

namespace Nabla.Lanes;

/// <summary>The error function and what is made of it.</summary>
/// <remarks>erfc a = e^(−a²)·g(a): g is smooth on the whole half-line and one polynomial in (a − k)/(a + k) describes it. a² is split in two,
/// because an error in it counts a² times over in the result.</remarks>
internal static partial class ElementaryFunctions<T>
    where T : unmanaged
{
    private const double SqrtHalf = 0.7071067811865476;

    [MethodImpl(Inline)]
    public static V Erf<V>(V x)
        where V : struct, IRegister<V, T>
    {
        V a = V.Least(typeof(T) == typeof(double) ? 6 : 4, V.Abs(x));
        V beyond = 1 - ScaledErfc(a, 1, 1);
        return V.SelectLess(a, 1, SmallErf(x), V.CopySign(beyond, x));
    }

    [MethodImpl(Inline)] public static V Erfc<V>(V x) where V : struct, IRegister<V, T> => V.InDouble<ErfcBody>(x);

    [MethodImpl(Inline)] public static V Erfinv<V>(V x) where V : struct, IRegister<V, T> => V.InDouble<ErfinvBody>(x);

    [MethodImpl(Inline)]
    public static V Gelu<V>(V x)
        where V : struct, IRegister<V, T>
    {
        // The tail ½·erfc(a/√2) keeps its digits on both sides of zero: x·Φ(x) is x times it for negative x, x less that for positive.
        V limit = typeof(T) == typeof(double) ? 39 : 14.8;
        V bounded = V.Greatest(-limit, V.Least(limit, x));
        V tail = ScaledErfc(V.Abs(bounded), SqrtHalf, bounded * 0.5);
        return V.SelectLess(0, x, x - tail, V.SelectEqual(x, double.NegativeInfinity, double.NaN, tail));
    }

    [MethodImpl(Inline)] public static V GeluTanh<V>(V x) where V : struct, IRegister<V, T> => V.InDouble<GeluTanhBody>(x);

    /// <summary>factor·erfc(scale·a) for a ≥ 0, with scale 1 or √½; right also where erfc alone would be below the normal range.</summary>
    [MethodImpl(Inline)]
    private static V ScaledErfc<V>(V a, double scale, V factor)
        where V : struct, IRegister<V, T>
    {
        V upper = Upper(a);
        double half = scale == 1 ? -1 : -0.5;
        V square = upper * upper * half;
        V rest = (a - upper) * (a + upper) * half;
        if (typeof(T) == typeof(double))
        {
            V b = a * scale;
            V t = (b - 4) / (b + 4);
            // Times 1 + 2a, g stays near 1 on the whole half-line and its polynomial loses no digits.
            V g = Polynomial.At(
                t, 1.2329951186255526, -0.1396211168405629, 0.015379652102619764, 0.0680970542547366, -0.1010390660363011, 0.0937328349968239, -0.06633036581256517,
                Polynomial.At(
                    t, 0.03716751556185131, -0.01619773404841127, 0.005031969763580683, -0.0007577734049366409, -0.00019925556133267098, 0.00015062247182286924, -2.4402941243680983e-05,
                    Polynomial.At(
                        t, -1.1225283538391628e-05, 5.71729461477727e-06, 3.0195694387831246e-07, -8.342394795352472e-07, 6.238887658240096e-08, 1.1456055907523183e-07,
                        Polynomial.At(t, -7.778993279050729e-09, -1.3386003015762113e-08, -1.7175251843319389e-09))));
            return ExpTimes(square, rest, g * factor / (b + b + 1));
        }

        // Times 1 + 2a/√π, g starts flat, so that errors of the quotient do not count where a is small.
        V c = a * scale;
        V argument = (c - 2.5) / (c + 2.5);
        V p = Polynomial.At(
            argument, 0.805480123, -0.231039152, 0.0538312048, 0.0344425179, -0.0407026075, 0.0167403203, -0.0005841534,
            Polynomial.At(argument, -0.00206953799, 0.000290987926, 0.000241425616));
        return ExpTimes(square, rest, p * factor / V.MultiplyAdd(a, 1.1283791670955126 * scale, 1));
    }

    /// <summary>erf x for |x| ≤ 1.</summary>
    [MethodImpl(Inline)]
    private static V SmallErf<V>(V x)
        where V : struct, IRegister<V, T>
    {
        V z = x * x;
        V p = typeof(T) == typeof(double)
            ? Polynomial.At(
                z, 0.12837916709551257, -0.3761263890318375, 0.11283791670954885, -0.026866170645077868, 0.005223977624828376, -0.0008548326981423019,
                0.00012055331132881946, Polynomial.At(
                    z, -1.4925595770772331e-05, 1.6461008460296333e-06, -1.635039608465368e-07, 1.466032807531219e-08, -1.137495420445809e-09, 5.96068421512603e-11))
            : Polynomial.At(z, 0.128379166, -0.37612626, 0.112836003, -0.0268544443, 0.00518953567, -0.000802084396, 7.88913167e-05);
        return V.MultiplyAdd(p, x, x);
    }

    private readonly struct ErfcBody : IDoubleUnary
    {
        [MethodImpl(Separate)]
        public static V Run<V>(V x, bool single)
            where V : struct, IRegister<V, double>
        {
            V a = V.Abs(x);
            V tail = ElementaryFunctions<double>.ScaledErfc(V.Least(28, a), 1, 1);
            V y = V.SelectLess(x, 0, 2 - tail, tail);
            // Near zero erfc is near 1 and 1 − erf x loses nothing.
            return V.SelectLess(a, 0.25, 1 - ElementaryFunctions<double>.SmallErf(x), y);
        }
    }

    private readonly struct ErfinvBody : IDoubleUnary
    {
        [MethodImpl(Separate)]
        public static V Run<V>(V x, bool single)
            where V : struct, IRegister<V, double>
        {
            V a = V.Abs(x);
            V w = -ElementaryFunctions<double>.Log((1 - a) * (1 + a));
            V u = w - 2.5;
            V v = V.Sqrt(w) - 4.2;
            V inner = Polynomial.At(
                u, 1.5014093592836972, 0.246640286150204, -0.004177386777840108, -0.0012527418700009503, 0.00021834443297536133, -4.963354507854614e-06,
                -3.462702513049736e-06, Polynomial.At(u, 4.6617240782720877e-07, 2.323243212700602e-08, -8.791198340697145e-09));
            V outer = Polynomial.At(
                v, 4.041727280117892, 1.0099166672258597, 0.0007988013293439246, -0.0007104709083226799, 0.0002465120970653652, -7.576761626452983e-06,
                8.146847683978764e-06, Polynomial.At(v, -3.824997824984354e-05, 1.6571610682704503e-05, -1.6056238661837436e-06));
            V y = V.SelectLess(w, 5, inner, outer) * a;
            // One step of Halley's: the residue erf y − a, from erfc where a is near 1; its slope is 2/√π·e^(−y²).
            V tail = ElementaryFunctions<double>.ScaledErfc(y, 1, 1);
            V residue = V.SelectLess(y, 0.5, ElementaryFunctions<double>.SmallErf(y) - a, (1 - a) - tail);
            V step = residue * 0.8862269254527580 * ElementaryFunctions<double>.Exp(y * y);
            V better = y - (step / V.MultiplyAdd(y, step, 1));
            better = V.SelectEqual(a, 1, double.PositiveInfinity, better);
            return V.SelectLess(1, a, double.NaN, V.CopySign(better, x));
        }
    }

    private readonly struct GeluTanhBody : IDoubleUnary
    {
        [MethodImpl(Separate)]
        public static V Run<V>(V x, bool single)
            where V : struct, IRegister<V, double>
        {
            // ½·(1 + tanh u) = 1 ÷ (1 + e^(−2u)); 2u = c·a + d·a³ as a pair, for the digits of small results.
            V a = V.Least(22, V.Abs(x));
            Pair<V> square = Pair<V>.Product(a, a);
            Pair<V> factor = (square * new Pair<V>(0.07135481627260025, -6.175149918155315e-19)) + new Pair<V>(1.5957691216057308, -9.96930880911092e-17);
            Pair<V> twice = factor * new Pair<V>(a, 0);
            V e = ElementaryFunctions<double>.ExpTimes(-twice.High, -twice.Low, 1);
            V tail = V.CopySign(a, x) * (e / (e + 1));
            return V.SelectLess(0, x, x - tail, V.SelectEqual(x, double.NegativeInfinity, double.NaN, tail));
        }
    }
}
