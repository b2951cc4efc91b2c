namespace Nabla.Metrics;

/// <summary>mean of −Σ t · log p over the classes; one-hot truth.</summary>
/// <param name="name">Its name.</param>
/// <param name="elementType">The type it is computed in; float32 by default.</param>
/// <param name="fromLogits">Whether predictions are logits; else probabilities.</param>
/// <param name="labelSmoothing">The part of each label that is spread over all classes.</param>
/// <param name="axis">The axis of the classes.</param>
public sealed class CategoricalCrossentropy(string name = "categorical_crossentropy", ElementType? elementType = null, bool fromLogits = false, double labelSmoothing = 0, int axis = -1)
    : MeanMetricWrapper((yTrue, yPred) => Losses.CategoricalCrossentropy.Of(yTrue, yPred, fromLogits, labelSmoothing, axis), name, elementType)
{
    /// <summary>Whether predictions are logits.</summary>
    public bool FromLogits => fromLogits;

    /// <summary>The part of each label that is spread over all classes.</summary>
    public double LabelSmoothing { get; } = Losses.Labels.Smoothing(nameof(CategoricalCrossentropy), labelSmoothing);

    /// <summary>The axis of the classes.</summary>
    public int Axis => axis;
}
