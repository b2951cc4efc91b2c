namespace Nabla.Lanes;

/// <summary>A value that formulas compute with: one number, a SIMD register of numbers, or a whole tensor.</summary>
/// <remarks>The lowest tier: what every numeric element type can do. A formula names the least tier that it needs.
/// Constants are <see cref="double"/> and become the lane's element type.</remarks>
/// <typeparam name="V">The lane itself.</typeparam>
public interface INumberLane<V>
    where V : struct, INumberLane<V>
{
    /// <summary>The constant in every element of the lane.</summary>
    static abstract implicit operator V(double constant);

    /// <summary>Sum, element by element; integers wrap.</summary>
    static abstract V operator +(V x, V y);

    /// <summary>Difference, element by element; integers wrap.</summary>
    static abstract V operator -(V x, V y);

    /// <summary>Product, element by element; integers wrap.</summary>
    static abstract V operator *(V x, V y);

    /// <summary>Negation, element by element; keeps the sign of zero right: −(+0) = −0.</summary>
    static abstract V operator -(V x);

    /// <summary>The smaller element; NaN where either is NaN; −0 is smaller than +0.</summary>
    static abstract V Min(V x, V y);

    /// <summary>The larger element; NaN where either is NaN; +0 is larger than −0.</summary>
    static abstract V Max(V x, V y);

    /// <summary>Absolute value; the least signed integer stays itself.</summary>
    static abstract V Abs(V x);

    /// <summary><paramref name="then"/> where x &lt; y, else <paramref name="otherwise"/> (also where either is NaN).</summary>
    static abstract V SelectLess(V x, V y, V then, V otherwise);

    /// <summary><paramref name="then"/> where x = y, else <paramref name="otherwise"/> (also where either is NaN).</summary>
    static abstract V SelectEqual(V x, V y, V then, V otherwise);

    /// <summary><paramref name="then"/> where x is NaN, else <paramref name="otherwise"/>.</summary>
    static abstract V SelectNaN(V x, V then, V otherwise);
}
