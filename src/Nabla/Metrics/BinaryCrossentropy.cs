namespace Nabla.Metrics;

/// <summary>mean of −t · log p − (1 − t) · log(1 − p).</summary>
/// <param name="name">Its name.</param>
/// <param name="elementType">The type it is computed in; float32 by default.</param>
/// <param name="fromLogits">Whether predictions are logits; else probabilities.</param>
/// <param name="labelSmoothing">How far labels move from 0 and 1 towards 1/2.</param>
public sealed class BinaryCrossentropy(string name = "binary_crossentropy", ElementType? elementType = null, bool fromLogits = false, double labelSmoothing = 0)
    : MeanMetricWrapper((yTrue, yPred) => Losses.BinaryCrossentropy.Of(yTrue, yPred, fromLogits, labelSmoothing), name, elementType)
{
    /// <summary>Whether predictions are logits.</summary>
    public bool FromLogits => fromLogits;

    /// <summary>How far labels move towards 1/2.</summary>
    public double LabelSmoothing { get; } = Losses.Labels.Smoothing(nameof(BinaryCrossentropy), labelSmoothing);
}
