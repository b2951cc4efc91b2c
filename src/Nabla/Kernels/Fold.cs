using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Nabla.Lanes;

namespace Nabla.Kernels;

/// <summary>What a reduction does: y = combine of prepare(x) over all x.</summary>
internal interface IFold
{
    /// <summary>The value that changes nothing when combined; for sums −0, which keeps even the sign of zero.</summary>
    static abstract A Start<A>() where A : unmanaged, INumber<A>, IMinMaxValue<A>;

    /// <summary>True where a centre is subtracted from x before.</summary>
    static abstract bool Centered { get; }

    /// <summary>What is combined in place of x.</summary>
    static abstract V Prepare<V>(V x) where V : struct, IRegister<V>;

    /// <summary>Joins two parts.</summary>
    static abstract V Combine<V>(V x, V y) where V : struct, IRegister<V>;
}

/// <summary>Σ x.</summary>
internal readonly struct SumFold : IFold
{
    public static bool Centered => false;

    public static A Start<A>()
        where A : unmanaged, INumber<A>, IMinMaxValue<A>
        => typeof(A) == typeof(float) || typeof(A) == typeof(double) ? -A.Zero : A.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Prepare<V>(V x) where V : struct, IRegister<V> => x;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Combine<V>(V x, V y) where V : struct, IRegister<V> => x + y;
}

/// <summary>Σ x².</summary>
internal readonly struct SquareFold : IFold
{
    public static bool Centered => false;

    public static A Start<A>() where A : unmanaged, INumber<A>, IMinMaxValue<A> => SumFold.Start<A>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Prepare<V>(V x) where V : struct, IRegister<V> => x * x;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Combine<V>(V x, V y) where V : struct, IRegister<V> => x + y;
}

/// <summary>Σ |x|.</summary>
internal readonly struct AbsoluteFold : IFold
{
    public static bool Centered => false;

    public static A Start<A>() where A : unmanaged, INumber<A>, IMinMaxValue<A> => SumFold.Start<A>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Prepare<V>(V x) where V : struct, IRegister<V> => V.Abs(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Combine<V>(V x, V y) where V : struct, IRegister<V> => x + y;
}

/// <summary>Σ (x − centre)².</summary>
internal readonly struct DeviationFold : IFold
{
    public static bool Centered => true;

    public static A Start<A>() where A : unmanaged, INumber<A>, IMinMaxValue<A> => SumFold.Start<A>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Prepare<V>(V x) where V : struct, IRegister<V> => x * x;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Combine<V>(V x, V y) where V : struct, IRegister<V> => x + y;
}

/// <summary>Σ exp(x − centre).</summary>
internal readonly struct ExpFold : IFold
{
    public static bool Centered => true;

    public static A Start<A>() where A : unmanaged, INumber<A>, IMinMaxValue<A> => SumFold.Start<A>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Prepare<V>(V x) where V : struct, IRegister<V> => V.Exp(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Combine<V>(V x, V y) where V : struct, IRegister<V> => x + y;
}

/// <summary>Π x.</summary>
internal readonly struct ProductFold : IFold
{
    public static bool Centered => false;

    public static A Start<A>() where A : unmanaged, INumber<A>, IMinMaxValue<A> => A.One;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Prepare<V>(V x) where V : struct, IRegister<V> => x;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Combine<V>(V x, V y) where V : struct, IRegister<V> => x * y;
}

/// <summary>The greatest x; NaN where there is one.</summary>
internal readonly struct MaxFold : IFold
{
    public static bool Centered => false;

    public static A Start<A>() where A : unmanaged, INumber<A>, IMinMaxValue<A> => Native<A>.Lowest;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Prepare<V>(V x) where V : struct, IRegister<V> => x;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Combine<V>(V x, V y) where V : struct, IRegister<V> => V.Max(x, y);
}

/// <summary>The greatest x, where NaN does not matter: one instruction.</summary>
internal readonly struct GreatestFold : IFold
{
    public static bool Centered => false;

    public static A Start<A>() where A : unmanaged, INumber<A>, IMinMaxValue<A> => Native<A>.Lowest;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Prepare<V>(V x) where V : struct, IRegister<V> => x;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Combine<V>(V x, V y) where V : struct, IRegister<V> => V.Greatest(x, y);
}

/// <summary>The least x; NaN where there is one.</summary>
internal readonly struct MinFold : IFold
{
    public static bool Centered => false;

    public static A Start<A>() where A : unmanaged, INumber<A>, IMinMaxValue<A> => Native<A>.Highest;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Prepare<V>(V x) where V : struct, IRegister<V> => x;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Combine<V>(V x, V y) where V : struct, IRegister<V> => V.Min(x, y);
}

/// <summary>The same joining of parts that are already prepared.</summary>
internal readonly struct AgainFold<F> : IFold
    where F : struct, IFold
{
    public static bool Centered => false;

    public static A Start<A>() where A : unmanaged, INumber<A>, IMinMaxValue<A> => F.Start<A>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Prepare<V>(V x) where V : struct, IRegister<V> => x;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Combine<V>(V x, V y) where V : struct, IRegister<V> => F.Combine(x, y);
}

/// <summary>Joining the elements of one register.</summary>
internal static unsafe class Fold
{
    /// <summary>Upper half with lower half, down to one element.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static A Across<A, F>(Wide512<A> x)
        where A : unmanaged, INumber<A>
        where F : struct, IFold
    {
        Wide256<A> eight = F.Combine(new Wide256<A>(x.X.GetLower()), new Wide256<A>(x.X.GetUpper()));
        Wide128<A> four = F.Combine(new Wide128<A>(eight.X.GetLower()), new Wide128<A>(eight.X.GetUpper()));
        Wide128<A> two = F.Combine(four, new Wide128<A>(Vector128.Shuffle(four.X.AsUInt64(), Vector128.Create(1ul, 0)).As<ulong, A>()));
        if (sizeof(A) == 8)
        {
            return two.X.ToScalar();
        }

        if (sizeof(A) == 4)
        {
            return F.Combine(new Scalar<A>(two.X.GetElement(0)), new Scalar<A>(two.X.GetElement(1))).X;
        }

        A* rest = stackalloc A[8];
        Unsafe.Write(rest, two.X.AsUInt64().ToScalar());
        for (int n = 8 / sizeof(A) / 2; n > 0; n /= 2)
        {
            for (int i = 0; i < n; i++)
            {
                rest[i] = F.Combine(new Scalar<A>(rest[i]), new Scalar<A>(rest[i + n])).X;
            }
        }

        return rest[0];
    }
}
