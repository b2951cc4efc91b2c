namespace Nabla.Lanes;

/// <summary>A lane of integers: numbers whose bits have a meaning.</summary>
/// <typeparam name="V">The lane itself.</typeparam>
public interface IBitLane<V> : INumberLane<V>
    where V : struct, IBitLane<V>
{
    /// <summary>Bitwise and.</summary>
    static abstract V operator &(V x, V y);

    /// <summary>Bitwise or.</summary>
    static abstract V operator |(V x, V y);

    /// <summary>Bitwise exclusive or.</summary>
    static abstract V operator ^(V x, V y);

    /// <summary>Bitwise complement.</summary>
    static abstract V operator ~(V x);
}
