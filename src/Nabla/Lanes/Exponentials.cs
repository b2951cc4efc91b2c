using System.Runtime.CompilerServices;

namespace Nabla.Lanes;

/// <summary>eˣ and its kin: x = n·ln 2 + r with |r| ≤ ½·ln 2, a polynomial in r, and n into the exponent.</summary>
/// <remarks>One body for both precisions; the JIT keeps the branch of the lane's type. ln 2 is split in two so that n times the upper part is exact
/// also without a fused multiply-add.</remarks>
internal static partial class ElementaryFunctions<T>
    where T : unmanaged
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    /// <summary>For bodies so long that they need the JIT's attention for themselves; a call per register is little beside them.</summary>
    private const MethodImplOptions Separate = MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization;

    private const double Log2E = 1.4426950408889634;

    private const double Ln2 = 0.6931471805599453;

    [MethodImpl(Inline)]
    public static V Exp<V>(V x)
        where V : struct, IRegister<V, T>
    {
        // Beyond these bounds the result is 0 or ∞ already; a NaN passes both.
        x = typeof(T) == typeof(double) ? V.Greatest(-750, V.Least(715, x)) : V.Greatest(-105, V.Least(90, x));
        V n = V.Round(x * Log2E);
        return V.Scale(SmallExpm1(Reduced(x, n)) + 1, n);
    }

    [MethodImpl(Inline)]
    public static V Exp2<V>(V x)
        where V : struct, IRegister<V, T>
    {
        x = typeof(T) == typeof(double) ? V.Greatest(-1080, V.Least(1030, x)) : V.Greatest(-155, V.Least(130, x));
        V n = V.Round(x);
        return V.Scale(SmallExpm1((x - n) * Ln2) + 1, n);
    }

    [MethodImpl(Inline)]
    public static V Expm1<V>(V x)
        where V : struct, IRegister<V, T>
    {
        V bounded = typeof(T) == typeof(double) ? V.Greatest(-50, V.Least(710, x)) : V.Greatest(-30, V.Least(89, x));
        V n = V.Round(bounded * Log2E);
        // Half of the result first: 2ⁿ itself would overflow before the result does.
        V half = V.Scale(0.5, n);
        V y = V.MultiplyAdd(SmallExpm1(Reduced(bounded, n)), half, half - 0.5);
        // Next to zero the result is x; this keeps −0 and the numbers below the normal range.
        return V.SelectLess(V.Abs(x), typeof(T) == typeof(double) ? 1e-17 : 1e-9, x, y + y);
    }

    /// <summary>½·eˣ for x ≥ 0, in range a little longer than eˣ.</summary>
    [MethodImpl(Inline)]
    internal static V HalfExp<V>(V x)
        where V : struct, IRegister<V, T>
    {
        x = V.Least(typeof(T) == typeof(double) ? 715 : 90, x);
        V n = V.Round(x * Log2E);
        return V.Scale(SmallExpm1(Reduced(x, n)) + 1, n - 1);
    }

    /// <summary>e to the sum of x and a small correction, times y.</summary>
    [MethodImpl(Inline)]
    internal static V ExpTimes<V>(V x, V low, V y)
        where V : struct, IRegister<V, T>
    {
        // The correction belongs in n too, for it alone still knows a NaN that x may have lost.
        V n = V.Round((x + low) * Log2E);
        return V.Scale(V.MultiplyAdd(SmallExpm1(Reduced(x, n) + low), y, y), n);
    }

    /// <summary>r = x − n·ln 2.</summary>
    [MethodImpl(Inline)]
    private static V Reduced<V>(V x, V n)
        where V : struct, IRegister<V, T>
    {
        if (typeof(T) == typeof(double))
        {
            return V.MultiplyAdd(n, -1.9082149292705877e-10, V.MultiplyAdd(n, -0.6931471803691238, x));
        }

        return V.MultiplyAdd(n, 2.12194440e-4, V.MultiplyAdd(n, -0.693359375, x));
    }

    /// <summary>eʳ − 1 for |r| ≤ ½·ln 2: r + r²·q(r), q by minimax.</summary>
    [MethodImpl(Inline)]
    internal static V SmallExpm1<V>(V r)
        where V : struct, IRegister<V, T>
    {
        V q = typeof(T) == typeof(double)
            ? Polynomial.At(
                r, 0.5, 0.16666666666666677, 0.04166666666666649, 0.00833333333332074, 0.0013888888888968344, 0.00019841269888680013, 2.4801587164730464e-05,
                Polynomial.At(r, 2.7557241372278683e-06, 2.7557405987718497e-07, 2.511010881330398e-08, 2.0875296106556025e-09))
            : Polynomial.At(r, 0.49999997, 0.16666539, 0.041667223, 0.00836718082, 0.00138824061);
        return V.MultiplyAdd(q, r * r, r);
    }

    /// <summary>The upper half of the digits, so that products of two are exact.</summary>
    [MethodImpl(Inline)]
    private static V Upper<V>(V x)
        where V : struct, IRegister<V, T> =>
        typeof(T) == typeof(double) ? V.ShiftLeft(V.ShiftRight(x, 27), 27) : V.ShiftLeft(V.ShiftRight(x, 12), 12);
}
