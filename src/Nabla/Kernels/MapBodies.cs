using System.Runtime.CompilerServices;
using Nabla.Lanes;

namespace Nabla.Kernels;

/// <summary>What a loop does with the elements of its inputs; a formula seen by <see cref="MapLoop{B, T}"/>.</summary>
internal interface IBody
{
    /// <summary>Number of inputs, 1 to 4; further arguments of Run are zero.</summary>
    static abstract int Inputs { get; }

    /// <summary>True where the body exists for floating-point elements only.</summary>
    static abstract bool IsReal { get; }

    /// <summary>The output.</summary>
    V Run<V>(V a, V b, V c, V d) where V : struct, IRegister<V>;
}

/// <summary>y = f(x).</summary>
internal readonly struct RealUnary<F>(F f) : IBody
    where F : struct, IUnary
{
    private readonly F _f = f;

    public static int Inputs => 1;

    public static bool IsReal => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Run<V>(V a, V b, V c, V d) where V : struct, IRegister<V> => _f.Value(a);
}

/// <summary>dx = dy·f′(x), from dy, x, y.</summary>
internal readonly struct RealUnarySlope<F>(F f) : IBody
    where F : struct, IUnary
{
    private readonly F _f = f;

    public static int Inputs => 3;

    public static bool IsReal => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Run<V>(V a, V b, V c, V d) where V : struct, IRegister<V> => a * _f.Slope(b, c);
}

/// <summary>y = f(x), any numbers.</summary>
internal readonly struct NumberUnary<F>(F f) : IBody
    where F : struct, INumberUnary
{
    private readonly F _f = f;

    public static int Inputs => 1;

    public static bool IsReal => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Run<V>(V a, V b, V c, V d) where V : struct, IRegister<V> => _f.Value(a);
}

/// <summary>dx = dy·f′(x), from dy, x, y.</summary>
internal readonly struct NumberUnarySlope<F>(F f) : IBody
    where F : struct, INumberUnary
{
    private readonly F _f = f;

    public static int Inputs => 3;

    public static bool IsReal => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Run<V>(V a, V b, V c, V d) where V : struct, IRegister<V> => a * _f.Slope(b, c);
}

/// <summary>z = f(x, y).</summary>
internal readonly struct RealBinary<F>(F f) : IBody
    where F : struct, IBinary
{
    private readonly F _f = f;

    public static int Inputs => 2;

    public static bool IsReal => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Run<V>(V a, V b, V c, V d) where V : struct, IRegister<V> => _f.Value(a, b);
}

/// <summary>dx = dz·∂f/∂x, from dz, x, y, z.</summary>
internal readonly struct RealBinarySlopeX<F>(F f) : IBody
    where F : struct, IBinary
{
    private readonly F _f = f;

    public static int Inputs => 4;

    public static bool IsReal => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Run<V>(V a, V b, V c, V d) where V : struct, IRegister<V> => a * _f.Slopes(b, c, d).X;
}

/// <summary>dy = dz·∂f/∂y, from dz, x, y, z.</summary>
internal readonly struct RealBinarySlopeY<F>(F f) : IBody
    where F : struct, IBinary
{
    private readonly F _f = f;

    public static int Inputs => 4;

    public static bool IsReal => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Run<V>(V a, V b, V c, V d) where V : struct, IRegister<V> => a * _f.Slopes(b, c, d).Y;
}

/// <summary>z = f(x, y), any numbers.</summary>
internal readonly struct NumberBinary<F>(F f) : IBody
    where F : struct, INumberBinary
{
    private readonly F _f = f;

    public static int Inputs => 2;

    public static bool IsReal => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Run<V>(V a, V b, V c, V d) where V : struct, IRegister<V> => _f.Value(a, b);
}

/// <summary>dx = dz·∂f/∂x, from dz, x, y, z.</summary>
internal readonly struct NumberBinarySlopeX<F>(F f) : IBody
    where F : struct, INumberBinary
{
    private readonly F _f = f;

    public static int Inputs => 4;

    public static bool IsReal => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Run<V>(V a, V b, V c, V d) where V : struct, IRegister<V> => a * _f.Slopes(b, c, d).X;
}

/// <summary>dy = dz·∂f/∂y, from dz, x, y, z.</summary>
internal readonly struct NumberBinarySlopeY<F>(F f) : IBody
    where F : struct, INumberBinary
{
    private readonly F _f = f;

    public static int Inputs => 4;

    public static bool IsReal => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Run<V>(V a, V b, V c, V d) where V : struct, IRegister<V> => a * _f.Slopes(b, c, d).Y;
}

/// <summary>z = f(x, y), integers or truth values.</summary>
internal readonly struct BitBinary<F>(F f) : IBody
    where F : struct, IBitBinary
{
    private readonly F _f = f;

    public static int Inputs => 2;

    public static bool IsReal => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Run<V>(V a, V b, V c, V d) where V : struct, IRegister<V> => _f.Value(a, b);
}

/// <summary>The bits of b where those of a are one, of c elsewhere.</summary>
internal readonly struct SelectBody : IBody
{
    public static int Inputs => 3;

    public static bool IsReal => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Run<V>(V a, V b, V c, V d) where V : struct, IRegister<V> => V.Choose(a, b, c);
}
