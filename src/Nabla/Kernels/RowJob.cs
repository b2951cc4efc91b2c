using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Nabla.Lanes;

namespace Nabla.Kernels;

/// <summary>Work on one row after another, written once for every register.</summary>
internal interface IRowWork
{
    /// <summary>Does one row.</summary>
    void Row<V>(long row) where V : unmanaged, IRegister<V>;
}

/// <summary>Rows cut into pieces, done with the widest registers there are.</summary>
internal readonly struct RowJob<A, TWork>(TWork work, long rows, int pieces) : IPieces
    where A : unmanaged, INumber<A>
    where TWork : struct, IRowWork
{
    /// <summary>Runs the work on rows of so many elements at about so many nanoseconds an element.</summary>
    public static void Run(TWork work, long rows, long length, double nanoseconds)
    {
        int pieces = Cut.Pieces(rows, rows * length);
        Workers.Run(new RowJob<A, TWork>(work, rows, pieces), pieces, rows * (20 + length * nanoseconds));
    }

    /// <inheritdoc/>
    public void Run(int piece)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            Loop<Wide512<A>>(piece);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            Loop<Wide256<A>>(piece);
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            Loop<Wide128<A>>(piece);
        }
        else
        {
            Loop<Scalar<A>>(piece);
        }
    }

    void Loop<V>(int piece)
        where V : unmanaged, IRegister<V>
    {
        (long row, long end) = Cut.Range(rows, pieces, piece);
        for (; row < end; row++)
        {
            work.Row<V>(row);
        }
    }
}

/// <summary>Loads, stores and joins at the ends of rows, for every register.</summary>
internal static unsafe class RowEnd
{
    /// <summary>Reads <paramref name="count"/> elements and nothing behind them; the others are <paramref name="pad"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Load<V, A>(A* from, long count, V pad)
        where V : unmanaged, IRegister<V>
        where A : unmanaged, INumber<A>
    {
        if (typeof(V) == typeof(Wide512<A>))
        {
            Wide512<A> part = Wide512<A>.Choose(Partial.Mask<A>(count), Partial.Load(from, count), Unsafe.BitCast<V, Wide512<A>>(pad));
            return Unsafe.BitCast<Wide512<A>, V>(part);
        }

        V whole = pad;
        for (long i = 0; i < count; i++)
        {
            ((A*)&whole)[i] = from[i];
        }

        return whole;
    }

    /// <summary>Writes the first <paramref name="count"/> elements and nothing behind them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<V, A>(A* to, V x, long count)
        where V : unmanaged, IRegister<V>
        where A : unmanaged, INumber<A>
    {
        if (typeof(V) == typeof(Wide512<A>))
        {
            Partial.Store(to, Unsafe.BitCast<V, Wide512<A>>(x), count);
            return;
        }

        V whole = x;
        for (long i = 0; i < count; i++)
        {
            to[i] = ((A*)&whole)[i];
        }
    }

    /// <summary>The first <paramref name="count"/> elements of x, zero elsewhere.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Keep<V, A>(V x, long count)
        where V : unmanaged, IRegister<V>
        where A : unmanaged, INumber<A>
    {
        if (typeof(V) == typeof(Wide512<A>))
        {
            return Unsafe.BitCast<Wide512<A>, V>(Unsafe.BitCast<V, Wide512<A>>(x) & Partial.Mask<A>(count));
        }

        V whole = x;
        for (long i = count; i < V.Count; i++)
        {
            ((A*)&whole)[i] = A.Zero;
        }

        return whole;
    }

    /// <summary>Joins the elements of a register.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static A Across<V, A, F>(V x)
        where V : unmanaged, IRegister<V>
        where A : unmanaged, INumber<A>
        where F : struct, IFold
    {
        if (typeof(V) == typeof(Wide512<A>))
        {
            return Fold.Across<A, F>(Unsafe.BitCast<V, Wide512<A>>(x));
        }

        V whole = x;
        A* rest = (A*)&whole;
        for (int n = V.Count / 2; n > 0; n /= 2)
        {
            for (int i = 0; i < n; i++)
            {
                rest[i] = F.Combine(new Scalar<A>(rest[i]), new Scalar<A>(rest[i + n])).X;
            }
        }

        return rest[0];
    }

    /// <summary>One number in every element.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V All<V, A>(A x)
        where V : unmanaged, IRegister<V>
        where A : unmanaged, INumber<A>
    {
        // Real rows only: a float is exact as double.
        V y = typeof(A) == typeof(float) ? Unsafe.BitCast<A, float>(x) : Unsafe.BitCast<A, double>(x);
        return y;
    }

    /// <summary>Reads the elements at <paramref name="from"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Load<V, A>(A* from)
        where V : unmanaged, IRegister<V>
        where A : unmanaged
        => V.Load((byte*)from);

    /// <summary>Writes the elements to <paramref name="to"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<V, A>(A* to, V x)
        where V : unmanaged, IRegister<V>
        where A : unmanaged
        => V.Store((byte*)to, x);
}
