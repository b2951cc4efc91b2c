using System.Runtime.CompilerServices;

namespace Nabla.Lanes;

/// <summary>Polynomials by Horner's rule, the constant term first. The last argument may be the value of a further polynomial.</summary>
internal static class Polynomial
{
    /// <summary>c0 + c1·x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V At<V>(V x, double c0, double c1)
        where V : struct, IRealLane<V> =>
        V.MultiplyAdd(c1, x, c0);

    /// <summary>c0 + c1·x + … with 3 coefficients.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V At<V>(V x, double c0, double c1, double c2)
        where V : struct, IRealLane<V> =>
        V.MultiplyAdd(V.MultiplyAdd(c2, x, c1), x, c0);

    /// <summary>c0 + c1·x + … with 4 coefficients.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V At<V>(V x, double c0, double c1, double c2, double c3)
        where V : struct, IRealLane<V> =>
        V.MultiplyAdd(V.MultiplyAdd(V.MultiplyAdd(c3, x, c2), x, c1), x, c0);

    /// <summary>c0 + c1·x + … with 5 coefficients.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V At<V>(V x, double c0, double c1, double c2, double c3, double c4)
        where V : struct, IRealLane<V> =>
        V.MultiplyAdd(V.MultiplyAdd(V.MultiplyAdd(V.MultiplyAdd(c4, x, c3), x, c2), x, c1), x, c0);

    /// <summary>c0 + c1·x + … with 6 coefficients.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V At<V>(V x, double c0, double c1, double c2, double c3, double c4, double c5)
        where V : struct, IRealLane<V> =>
        V.MultiplyAdd(V.MultiplyAdd(V.MultiplyAdd(V.MultiplyAdd(V.MultiplyAdd(c5, x, c4), x, c3), x, c2), x, c1), x, c0);

    /// <summary>c0 + c1·x + … with 7 coefficients.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V At<V>(V x, double c0, double c1, double c2, double c3, double c4, double c5, double c6)
        where V : struct, IRealLane<V> =>
        V.MultiplyAdd(V.MultiplyAdd(V.MultiplyAdd(V.MultiplyAdd(V.MultiplyAdd(V.MultiplyAdd(c6, x, c5), x, c4), x, c3), x, c2), x, c1), x, c0);

    /// <summary>c0 + c1·x + … with 8 coefficients.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V At<V>(V x, double c0, double c1, double c2, double c3, double c4, double c5, double c6, double c7)
        where V : struct, IRealLane<V> =>
        V.MultiplyAdd(V.MultiplyAdd(V.MultiplyAdd(V.MultiplyAdd(V.MultiplyAdd(V.MultiplyAdd(V.MultiplyAdd(c7, x, c6), x, c5), x, c4), x, c3), x, c2), x, c1), x, c0);

    /// <summary>c0 + c1·x + … with 6 coefficients and the value of what follows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V At<V>(V x, double c0, double c1, double c2, double c3, double c4, double c5, V rest)
        where V : struct, IRealLane<V> =>
        V.MultiplyAdd(V.MultiplyAdd(V.MultiplyAdd(V.MultiplyAdd(V.MultiplyAdd(V.MultiplyAdd(rest, x, c5), x, c4), x, c3), x, c2), x, c1), x, c0);

    /// <summary>c0 + c1·x + … with 7 coefficients and the value of what follows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V At<V>(V x, double c0, double c1, double c2, double c3, double c4, double c5, double c6, V rest)
        where V : struct, IRealLane<V> =>
        V.MultiplyAdd(V.MultiplyAdd(V.MultiplyAdd(V.MultiplyAdd(V.MultiplyAdd(V.MultiplyAdd(V.MultiplyAdd(rest, x, c6), x, c5), x, c4), x, c3), x, c2), x, c1), x, c0);
}
