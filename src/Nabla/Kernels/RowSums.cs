using System.Numerics;
using System.Runtime.CompilerServices;
using Nabla.Lanes;

namespace Nabla.Kernels;

/// <summary>What is added up over a row, from one or two arrays.</summary>
internal interface IRowTerm
{
    /// <summary>The term of x, y and the row's constant.</summary>
    static abstract V Term<V>(V x, V y, V constant) where V : unmanaged, IRegister<V>;
}

/// <summary>x.</summary>
internal readonly struct PlainTerm : IRowTerm
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Term<V>(V x, V y, V constant) where V : unmanaged, IRegister<V> => x;
}

/// <summary>x·y.</summary>
internal readonly struct ProductTerm : IRowTerm
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Term<V>(V x, V y, V constant) where V : unmanaged, IRegister<V> => x * y;
}

/// <summary>x·(c − y), 0 where x is 0: a label times the negative logarithm of its probability.</summary>
internal readonly struct LabelTerm : IRowTerm
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Term<V>(V x, V y, V constant) where V : unmanaged, IRegister<V> => V.SelectEqual(x, 0.0, 0.0, x * (constant - y));
}

/// <summary>Sums and greatest elements of rows that stay in cache.</summary>
/// <remarks>Four registers add in turn, so that additions do not wait for each other; after 64 steps each is put aside, so that long rows keep their digits.</remarks>
internal static unsafe class RowSums
{
    const int Steps = 64;

    /// <summary>Σ term(x, y, c).</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static A Sum<V, A, TTerm>(A* x, A* y, A constant, long length)
        where V : unmanaged, IRegister<V>
        where A : unmanaged, INumber<A>
        where TTerm : struct, IRowTerm
    {
        V c = RowEnd.All<V, A>(constant), zero = 0.0, total = zero;
        long lanes = V.Count, i = 0;
        while (i + 4 * lanes <= length)
        {
            V p = zero, q = zero, r = zero, s = zero;
            long end = Math.Min(length, i + Steps * 4 * lanes);
            for (; i + 4 * lanes <= end; i += 4 * lanes)
            {
                V a = TTerm.Term(RowEnd.Load<V, A>(x + i), RowEnd.Load<V, A>(y + i), c);
                V b = TTerm.Term(RowEnd.Load<V, A>(x + i + lanes), RowEnd.Load<V, A>(y + i + lanes), c);
                V d = TTerm.Term(RowEnd.Load<V, A>(x + i + 2 * lanes), RowEnd.Load<V, A>(y + i + 2 * lanes), c);
                V e = TTerm.Term(RowEnd.Load<V, A>(x + i + 3 * lanes), RowEnd.Load<V, A>(y + i + 3 * lanes), c);
                p += a;
                q += b;
                r += d;
                s += e;
            }
            total += (p + q) + (r + s);
        }

        for (; i + lanes <= length; i += lanes)
        {
            V a = TTerm.Term(RowEnd.Load<V, A>(x + i), RowEnd.Load<V, A>(y + i), c);
            total += a;
        }

        if (i < length)
        {
            V a = TTerm.Term(RowEnd.Load<V, A>(x + i, length - i, zero), RowEnd.Load<V, A>(y + i, length - i, zero), c);
            total += RowEnd.Keep<V, A>(a, length - i);
        }

        return RowEnd.Across<V, A, SumFold>(total);
    }

    /// <summary>Σ exp(x − c); the terms are written to <paramref name="y"/> unless it is null.</summary>
    // One copy of the exponential: more would exceed what the JIT inlines in one method, and turns of this loop overlap by themselves.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static A ExpSum<V, A>(A* x, A constant, long length, A* y)
        where V : unmanaged, IRegister<V>
        where A : unmanaged, INumber<A>
    {
        V c = RowEnd.All<V, A>(constant), total = 0.0;
        long lanes = V.Count, i = 0;
        while (i < length)
        {
            V part = 0.0;
            long end = Math.Min(length, i + Steps * lanes);
            for (; i < end; i += lanes)
            {
                long left = length - i;
                V term = V.Exp((left >= lanes ? RowEnd.Load<V, A>(x + i) : RowEnd.Load<V, A>(x + i, left, c)) - c);
                if (left < lanes)
                {
                    if (y != null)
                    {
                        RowEnd.Store(y + i, term, left);
                    }

                    term = RowEnd.Keep<V, A>(term, left);
                }
                else if (y != null)
                {
                    RowEnd.Store(y + i, term);
                }

                part += term;
            }
            total += part;
        }

        return RowEnd.Across<V, A, SumFold>(total);
    }

    /// <summary>Σ (x − mean)².</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static A Deviations<V, A>(A* x, A mean, long length)
        where V : unmanaged, IRegister<V>
        where A : unmanaged, INumber<A>
    {
        V middle = RowEnd.All<V, A>(mean), total = 0.0;
        long lanes = V.Count, i = 0;
        while (i + 4 * lanes <= length)
        {
            V p = 0.0, q = p, r = p, s = p;
            long end = Math.Min(length, i + Steps * 4 * lanes);
            for (; i + 4 * lanes <= end; i += 4 * lanes)
            {
                V a = RowEnd.Load<V, A>(x + i) - middle, b = RowEnd.Load<V, A>(x + i + lanes) - middle;
                V c = RowEnd.Load<V, A>(x + i + 2 * lanes) - middle, d = RowEnd.Load<V, A>(x + i + 3 * lanes) - middle;
                p = V.MultiplyAdd(a, a, p);
                q = V.MultiplyAdd(b, b, q);
                r = V.MultiplyAdd(c, c, r);
                s = V.MultiplyAdd(d, d, s);
            }
            total += (p + q) + (r + s);
        }

        for (; i < length; i += lanes)
        {
            V a = (length - i >= lanes ? RowEnd.Load<V, A>(x + i) : RowEnd.Load<V, A>(x + i, length - i, middle)) - middle;
            total = V.MultiplyAdd(a, a, total);
        }

        return RowEnd.Across<V, A, SumFold>(total);
    }

    /// <summary>The greatest element; what a NaN does to it does not matter, since it makes every result of the row NaN anyway.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static A Max<V, A>(A* x, long length)
        where V : unmanaged, IRegister<V>
        where A : unmanaged, INumber<A>
    {
        V lowest = double.NegativeInfinity, p = lowest, q = lowest, r = lowest, s = lowest;
        long lanes = V.Count, i = 0;
        for (; i + 4 * lanes <= length; i += 4 * lanes)
        {
            p = V.Greatest(RowEnd.Load<V, A>(x + i), p);
            q = V.Greatest(RowEnd.Load<V, A>(x + i + lanes), q);
            r = V.Greatest(RowEnd.Load<V, A>(x + i + 2 * lanes), r);
            s = V.Greatest(RowEnd.Load<V, A>(x + i + 3 * lanes), s);
        }

        p = V.Greatest(V.Greatest(p, q), V.Greatest(r, s));
        for (; i + lanes <= length; i += lanes)
        {
            p = V.Greatest(RowEnd.Load<V, A>(x + i), p);
        }

        if (i < length)
        {
            p = V.Greatest(RowEnd.Load<V, A>(x + i, length - i, lowest), p);
        }

        return RowEnd.Across<V, A, GreatestFold>(p);
    }
}
