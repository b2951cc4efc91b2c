using Nabla.Lanes;

namespace Nabla.Operations;

/// <summary>The tanh form of the Gaussian error linear unit: y = x/2 · (1 + tanh(√(2/π)(x + 0.044715 x³))).</summary>
/// <remarks>Shape: any → same. Error ≤ 4 ULP. −∞ gives NaN, as −∞ · 0 does.</remarks>
public readonly record struct GeluTanh : IUnary
{
    /// <inheritdoc/>
    public V Value<V>(V x)
        where V : struct, IRealLane<V> => V.GeluTanh(x);

    /// <inheritdoc/>
    public V Slope<V>(V x, V y)
        where V : struct, IRealLane<V> => SlopeOf(x);

    static V SlopeOf<V>(V x)
        where V : struct, IRealLane<V>
    {
        V square = x * x;
        V t = V.Tanh(0.79788456080286535588 * x * (1 + (0.044715 * square)));
        return (0.5 * (1 + t)) + (0.5 * x * (1 - (t * t)) * 0.79788456080286535588 * (1 + (3 * 0.044715 * square)));
    }
}
