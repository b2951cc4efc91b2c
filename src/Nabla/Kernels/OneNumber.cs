using System.Numerics;
using System.Runtime.CompilerServices;
using Nabla.Lanes;

namespace Nabla.Kernels;

/// <summary>The elementary functions of one number, as the lanes compute them.</summary>
internal static class OneNumber
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static A Log<A>(A x)
        where A : unmanaged, INumber<A>
        => LogOf(new Scalar<A>(x)).X;

    public static A Sqrt<A>(A x)
        where A : unmanaged, INumber<A>
        => Scalar<A>.Sqrt(new Scalar<A>(x)).X;

    static V LogOf<V>(V x)
        where V : struct, IRegister<V>
        => V.Log(x);
}
