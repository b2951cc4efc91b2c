namespace Nabla.Lanes;

/// <summary>A lane of integers: numbers whose bits have a meaning.</summary>
/// <typeparam name="V">The lane itself.</typeparam>
public interface IBitLane<V> : INumberLane<V>
    where V : struct, IBitLane<V>
{
    // Declared again in each tier: the language looks for conversions only in the constraint itself, not in what it inherits.
    /// <summary>The constant in every element of the lane.</summary>
    static abstract implicit operator V(double constant);

    /// <summary>Bitwise and.</summary>
    static abstract V operator &(V x, V y);

    /// <summary>Bitwise or.</summary>
    static abstract V operator |(V x, V y);

    /// <summary>Bitwise exclusive or.</summary>
    static abstract V operator ^(V x, V y);

    /// <summary>Bitwise complement.</summary>
    static abstract V operator ~(V x);
}
