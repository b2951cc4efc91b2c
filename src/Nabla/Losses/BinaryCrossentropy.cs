namespace Nabla.Losses;

/// <summary>mean of −t · log p − (1 − t) · log(1 − p) along an axis: for yes-or-no questions, each by itself.</summary>
/// <param name="fromLogits">Whether predictions are logits, before a sigmoid; else probabilities.</param>
/// <param name="labelSmoothing">How far labels move from 0 and 1 towards 1/2, between 0 and 1.</param>
/// <param name="axis">The axis of the mean.</param>
/// <param name="reduction">How the losses of the samples become one number.</param>
/// <param name="name">Its name.</param>
/// <param name="elementType">The type it is computed in; float32 by default.</param>
/// <remarks>Shapes: truth and predictions alike; the axis goes. Probabilities are clipped to 1e-7 … 1 − 1e-7; logits are stable over the whole range.</remarks>
public sealed class BinaryCrossentropy(
    bool fromLogits = false,
    double labelSmoothing = 0,
    int axis = -1,
    Reduction reduction = Reduction.SumOverBatchSize,
    string name = "binary_crossentropy",
    ElementType? elementType = null) : Loss(reduction, name, elementType)
{
    /// <summary>Whether predictions are logits.</summary>
    public bool FromLogits => fromLogits;

    /// <summary>How far labels move towards 1/2.</summary>
    public double LabelSmoothing { get; } = Labels.Smoothing(nameof(BinaryCrossentropy), labelSmoothing);

    /// <summary>The axis of the mean.</summary>
    public int Axis => axis;

    /// <summary>The loss of each sample: the formula without weights and reduction.</summary>
    /// <exception cref="ShapeException">The shapes differ.</exception>
    public static Tensor Of(Tensor yTrue, Tensor yPred, bool fromLogits = false, double labelSmoothing = 0, int axis = -1)
    {
        var (t, p) = Labels.Alike(nameof(BinaryCrossentropy), yTrue, yPred);
        return Tensor.BinaryCrossentropy(Labels.Binary(t, labelSmoothing), p, fromLogits).Mean(axis);
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor yTrue, Tensor yPred) => Of(yTrue, yPred, fromLogits, LabelSmoothing, axis);
}
