using Nabla.Lanes;

namespace Nabla.Operations;

/// <summary>−t · ln σ(x) − (1 − t) · ln(1 − σ(x)) = max(x, 0) − x · t + ln(1 + e^−|x|), from logits x and the truth t.</summary>
/// <remarks>Shapes: broadcast. No exponential overflows; the slope for x is σ(x) − t everywhere.</remarks>
public readonly record struct SigmoidCrossEntropy : IBinary
{
    /// <inheritdoc/>
    public V Value<V>(V x, V y)
        where V : struct, IRealLane<V> => V.Max(x, 0) - (x * y) + V.Log1p(V.Exp(-V.Abs(x)));

    /// <inheritdoc/>
    public (V X, V Y) Slopes<V>(V x, V y, V z)
        where V : struct, IRealLane<V> => (V.Sigmoid(x) - y, -x);
}
