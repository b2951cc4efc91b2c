namespace Nabla.Losses;

/// <summary>−Σ t · log p over the classes: for one answer out of many, the truth being one-hot.</summary>
/// <param name="fromLogits">Whether predictions are logits, before a softmax; else probabilities, which are divided by their sum.</param>
/// <param name="labelSmoothing">The part of each label that is spread over all classes, between 0 and 1.</param>
/// <param name="axis">The axis of the classes.</param>
/// <param name="reduction">How the losses of the samples become one number.</param>
/// <param name="name">Its name.</param>
/// <param name="elementType">The type it is computed in; float32 by default.</param>
/// <remarks>Shapes: truth and predictions [batch, …, classes], one loss for each [batch, …]. Probabilities are clipped to 1e-7 … 1 − 1e-7; logits are stable over
/// the whole range. For labels that are class numbers: <see cref="SparseCategoricalCrossentropy"/>.</remarks>
public sealed class CategoricalCrossentropy(
    bool fromLogits = false,
    double labelSmoothing = 0,
    int axis = -1,
    Reduction reduction = Reduction.SumOverBatchSize,
    string name = "categorical_crossentropy",
    ElementType? elementType = null) : Loss(reduction, name, elementType)
{
    /// <summary>Whether predictions are logits.</summary>
    public bool FromLogits => fromLogits;

    /// <summary>The part of each label that is spread over all classes.</summary>
    public double LabelSmoothing { get; } = Labels.Smoothing(nameof(CategoricalCrossentropy), labelSmoothing);

    /// <summary>The axis of the classes.</summary>
    public int Axis => axis;

    /// <summary>The loss of each sample: the formula without weights and reduction.</summary>
    /// <exception cref="ShapeException">The shapes differ.</exception>
    public static Tensor Of(Tensor yTrue, Tensor yPred, bool fromLogits = false, double labelSmoothing = 0, int axis = -1)
    {
        var (t, p) = Labels.OneHot(nameof(CategoricalCrossentropy), yTrue, yPred);
        return Tensor.CategoricalCrossentropy(Labels.Spread(t, labelSmoothing, axis), p, fromLogits, axis);
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor yTrue, Tensor yPred) => Of(yTrue, yPred, fromLogits, LabelSmoothing, axis);
}
