using System.Runtime.CompilerServices;

namespace Nabla.Lanes;

/// <summary>Polynomials by Horner's rule, the constant term first. The last argument may be the value of a further polynomial.</summary>
internal static class Polynomial<V>
    where V : struct, IRegister<V>
{
    /// <summary>c0 + c1·x + … with 2 coefficients.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V At(V x, V c0, V c1) =>
        V.MultiplyAdd(c1, x, c0);

    /// <summary>c0 + c1·x + … with 3 coefficients.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V At(V x, V c0, V c1, V c2) =>
        V.MultiplyAdd(V.MultiplyAdd(c2, x, c1), x, c0);

    /// <summary>c0 + c1·x + … with 4 coefficients.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V At(V x, V c0, V c1, V c2, V c3) =>
        V.MultiplyAdd(V.MultiplyAdd(V.MultiplyAdd(c3, x, c2), x, c1), x, c0);

    /// <summary>c0 + c1·x + … with 5 coefficients.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V At(V x, V c0, V c1, V c2, V c3, V c4) =>
        V.MultiplyAdd(V.MultiplyAdd(V.MultiplyAdd(V.MultiplyAdd(c4, x, c3), x, c2), x, c1), x, c0);

    /// <summary>c0 + c1·x + … with 6 coefficients.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V At(V x, V c0, V c1, V c2, V c3, V c4, V c5) =>
        V.MultiplyAdd(V.MultiplyAdd(V.MultiplyAdd(V.MultiplyAdd(V.MultiplyAdd(c5, x, c4), x, c3), x, c2), x, c1), x, c0);

    /// <summary>c0 + c1·x + … with 7 coefficients.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V At(V x, V c0, V c1, V c2, V c3, V c4, V c5, V c6) =>
        V.MultiplyAdd(V.MultiplyAdd(V.MultiplyAdd(V.MultiplyAdd(V.MultiplyAdd(V.MultiplyAdd(c6, x, c5), x, c4), x, c3), x, c2), x, c1), x, c0);

    /// <summary>c0 + c1·x + … with 8 coefficients.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V At(V x, V c0, V c1, V c2, V c3, V c4, V c5, V c6, V c7) =>
        V.MultiplyAdd(V.MultiplyAdd(V.MultiplyAdd(V.MultiplyAdd(V.MultiplyAdd(V.MultiplyAdd(V.MultiplyAdd(c7, x, c6), x, c5), x, c4), x, c3), x, c2), x, c1), x, c0);
}
