using System.Runtime.CompilerServices;
using Nabla.Lanes;

namespace Nabla.Kernels;

/// <summary>A relation between two numbers.</summary>
public enum Relation
{
    /// <summary>x = y; false where either is NaN.</summary>
    Equal,

    /// <summary>x ≠ y; true where either is NaN.</summary>
    NotEqual,

    /// <summary>x &lt; y; false where either is NaN.</summary>
    Less,

    /// <summary>x ≤ y; false where either is NaN.</summary>
    LessEqual,
}

/// <summary>A mask where a &lt; b.</summary>
internal readonly struct LessBody : IBody
{
    public static int Inputs => 2;

    public static bool IsReal => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Run<V>(V a, V b, V c, V d) where V : struct, IRegister<V> => V.Less(a, b);
}

/// <summary>A mask where a ≤ b.</summary>
internal readonly struct LessEqualBody : IBody
{
    public static int Inputs => 2;

    public static bool IsReal => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Run<V>(V a, V b, V c, V d) where V : struct, IRegister<V> => V.Less(a, b) | V.Equal(a, b);
}

/// <summary>A mask where a = b.</summary>
internal readonly struct EqualBody : IBody
{
    public static int Inputs => 2;

    public static bool IsReal => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Run<V>(V a, V b, V c, V d) where V : struct, IRegister<V> => V.Equal(a, b);
}
