namespace Nabla.Metrics;

/// <summary>mean of −log p of the right class; the truth being class numbers.</summary>
/// <param name="name">Its name.</param>
/// <param name="elementType">The type it is computed in; float32 by default.</param>
/// <param name="fromLogits">Whether predictions are logits; else probabilities.</param>
/// <param name="ignoreClass">A label whose loss is 0; where weights are given, its samples do not count.</param>
/// <param name="axis">The axis of the classes.</param>
public sealed class SparseCategoricalCrossentropy(string name = "sparse_categorical_crossentropy", ElementType? elementType = null, bool fromLogits = false, long? ignoreClass = null, int axis = -1)
    : MeanMetricWrapper((yTrue, yPred) => Losses.SparseCategoricalCrossentropy.Of(yTrue, yPred, fromLogits, ignoreClass, axis), name, elementType)
{
    /// <summary>Whether predictions are logits.</summary>
    public bool FromLogits => fromLogits;

    /// <summary>A label whose loss is 0; where weights are given, its samples do not count.</summary>
    public long? IgnoreClass => ignoreClass;

    /// <summary>The axis of the classes.</summary>
    public int Axis => axis;

    private protected override bool TruthIsIndices => true;

    private protected override (Tensor Values, Tensor? Mask) Values(Tensor yTrue, Tensor yPred) => Losses.SparseCategoricalCrossentropy.Masked(yTrue, yPred, fromLogits, ignoreClass, axis);
}
