using System.Numerics;
using System.Runtime.CompilerServices;
using Nabla.Lanes;

namespace Nabla.Kernels;

/// <summary>The elementary functions of one number, as the lanes compute them.</summary>
internal static class OneNumber
{
    /// <summary>ln x, by way of a register of the caller's kind: many times faster than one number alone, and the same bits.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static unsafe A Log<V, A>(A x)
        where V : unmanaged, IRegister<V>
        where A : unmanaged, INumber<A>
    {
        V y = V.Log(RowEnd.All<V, A>(x));
        return *(A*)&y;
    }

    public static A Sqrt<A>(A x)
        where A : unmanaged, INumber<A>
        => Scalar<A>.Sqrt(new Scalar<A>(x)).X;
}
