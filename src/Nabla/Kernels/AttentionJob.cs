using System.Numerics;
using System.Runtime.Intrinsics;
using Nabla.Lanes;

namespace Nabla.Kernels;

/// <summary>A unit of attention, written once for every register and its tiles.</summary>
internal unsafe interface IAttentionWork<A>
    where A : unmanaged, IFloatingPointIeee754<A>, IMinMaxValue<A>
{
    /// <summary>Elements of memory that a unit works in.</summary>
    static abstract nint Memory { get; }

    /// <summary>Does one unit.</summary>
    void Unit<V, TTile, G>(long unit, A* memory)
        where V : unmanaged, IRegister<V>
        where TTile : struct, IGemmTile<A>
        where G : struct, IGemmLane<G, A>;
}

/// <summary>Units of attention cut into pieces, done with the widest registers there are.</summary>
internal readonly unsafe struct AttentionJob<A, TWork>(TWork work, long units, int pieces) : IPieces
    where A : unmanaged, IFloatingPointIeee754<A>, IMinMaxValue<A>
    where TWork : struct, IAttentionWork<A>
{
    /// <summary>Runs the work on units of so many multiply-adds each.</summary>
    public static void Run(TWork work, long units, double products)
    {
        // A piece of at least 2¹⁵ multiply-adds costs more than handing it out.
        int pieces = (int)Math.Clamp(units * products / (1 << 15), 1, Math.Min(units, 1 << 20));
        Workers.Run(new AttentionJob<A, TWork>(work, units, pieces), pieces, units * products * 0.02);
    }

    /// <inheritdoc/>
    public void Run(int piece)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            Loop<Wide512<A>, GemmTile12<Gemm512<A>, A>, Gemm512<A>>(piece);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            Loop<Wide256<A>, GemmTile6<Gemm256<A>, A>, Gemm256<A>>(piece);
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            Loop<Wide128<A>, GemmTile6<Gemm128<A>, A>, Gemm128<A>>(piece);
        }
        else
        {
            Loop<Scalar<A>, GemmTile6<Gemm1<A>, A>, Gemm1<A>>(piece);
        }
    }

    void Loop<V, TTile, G>(int piece)
        where V : unmanaged, IRegister<V>
        where TTile : struct, IGemmTile<A>
        where G : struct, IGemmLane<G, A>
    {
        A* memory = (A*)GemmMemory.Beside(TWork.Memory * sizeof(A));
        (long unit, long end) = Cut.Range(units, pieces, piece);
        for (; unit < end; unit++)
        {
            work.Unit<V, TTile, G>(unit, memory);
        }
    }
}
