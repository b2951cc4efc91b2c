namespace Nabla.Lanes;

/// <summary>A formula of one real number, y = f(x), with its slope. The same body runs on scalars, SIMD registers and tensors.</summary>
public interface IUnary
{
    /// <summary>y = f(x).</summary>
    V Value<V>(V x) where V : struct, IRealLane<V>;

    /// <summary>dy/dx, from x or y.</summary>
    V Slope<V>(V x, V y) where V : struct, IRealLane<V>;
}

/// <summary>A formula of one number of any numeric type, y = f(x), with its slope where the type is real.</summary>
public interface INumberUnary
{
    /// <summary>y = f(x).</summary>
    V Value<V>(V x) where V : struct, INumberLane<V>;

    /// <summary>dy/dx, from x or y.</summary>
    V Slope<V>(V x, V y) where V : struct, IRealLane<V>;
}

/// <summary>A formula of two real numbers, z = f(x, y), with its two slopes.</summary>
public interface IBinary
{
    /// <summary>z = f(x, y).</summary>
    V Value<V>(V x, V y) where V : struct, IRealLane<V>;

    /// <summary>(∂z/∂x, ∂z/∂y), from x, y or z.</summary>
    (V X, V Y) Slopes<V>(V x, V y, V z) where V : struct, IRealLane<V>;
}

/// <summary>A formula of two numbers of any numeric type, z = f(x, y), with its two slopes where the type is real.</summary>
public interface INumberBinary
{
    /// <summary>z = f(x, y).</summary>
    V Value<V>(V x, V y) where V : struct, INumberLane<V>;

    /// <summary>(∂z/∂x, ∂z/∂y), from x, y or z.</summary>
    (V X, V Y) Slopes<V>(V x, V y, V z) where V : struct, IRealLane<V>;
}

/// <summary>A formula of two integers or truth values.</summary>
public interface IBitBinary
{
    /// <summary>z = f(x, y).</summary>
    V Value<V>(V x, V y) where V : struct, IBitLane<V>;
}
