namespace Nabla.Losses;

/// <summary>−Σ alpha · (1 − p)^gamma · t · log p over the classes: easy samples count less.</summary>
/// <param name="alpha">The weight of each class, or one for all.</param>
/// <param name="gamma">How much less easy samples count; 0 for not at all.</param>
/// <param name="fromLogits">Whether predictions are logits, before a softmax; else probabilities, which are divided by their sum.</param>
/// <param name="labelSmoothing">The part of each label that is spread over all classes, between 0 and 1.</param>
/// <param name="axis">The axis of the classes.</param>
/// <param name="reduction">How the losses of the samples become one number.</param>
/// <param name="name">Its name.</param>
/// <param name="elementType">The type it is computed in; float32 by default.</param>
/// <remarks>Shapes: one-hot truth and predictions [batch, …, classes], one loss for each [batch, …]. Lin et al., Focal loss for dense object detection, 2017.</remarks>
public sealed class CategoricalFocalCrossentropy(
    IReadOnlyList<double>? alpha = null,
    double gamma = 2,
    bool fromLogits = false,
    double labelSmoothing = 0,
    int axis = -1,
    Reduction reduction = Reduction.SumOverBatchSize,
    string name = "categorical_focal_crossentropy",
    ElementType? elementType = null) : Loss(reduction, name, elementType)
{
    /// <summary>The weight of each class, or one for all.</summary>
    public IReadOnlyList<double> Alpha { get; } = alpha is null ? [0.25] : [.. alpha];

    /// <summary>How much less easy samples count.</summary>
    public double Gamma => gamma;

    /// <summary>Whether predictions are logits.</summary>
    public bool FromLogits => fromLogits;

    /// <summary>The part of each label that is spread over all classes.</summary>
    public double LabelSmoothing { get; } = Labels.Smoothing(nameof(CategoricalFocalCrossentropy), labelSmoothing);

    /// <summary>The axis of the classes.</summary>
    public int Axis => axis;

    /// <summary>The loss of each sample: the formula without weights and reduction.</summary>
    /// <exception cref="ShapeException">The shapes differ.</exception>
    public static Tensor Of(Tensor yTrue, Tensor yPred, IReadOnlyList<double>? alpha = null, double gamma = 2, bool fromLogits = false, double labelSmoothing = 0, int axis = -1)
    {
        var (t, p) = Labels.OneHot(nameof(CategoricalFocalCrossentropy), yTrue, yPred);
        t = Labels.Spread(t, labelSmoothing, axis);
        p = fromLogits ? p.Softmax(axis) : p;
        p = (p / p.Sum(axis, keepDims: true)).Clip(Epsilon, 1 - Epsilon);
        var weight = alpha is { Count: > 1 } ? (1 - p).Power(gamma) * Tensor.Constant(alpha.ToArray()).Cast(p.ElementType) : (1 - p).Power(gamma) * (alpha is null ? 0.25 : alpha[0]);
        return (weight * -(t * p.Log())).Sum(axis);
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor yTrue, Tensor yPred) => Of(yTrue, yPred, Alpha, gamma, fromLogits, LabelSmoothing, axis);
}
