namespace Nabla.Losses;

/// <summary>Binary cross-entropy times (1 − probability of the right answer)^gamma: easy samples count less.</summary>
/// <param name="applyClassBalancing">Whether positives weigh alpha and negatives 1 − alpha.</param>
/// <param name="alpha">The weight of positives.</param>
/// <param name="gamma">How much less easy samples count; 0 for not at all.</param>
/// <param name="fromLogits">Whether predictions are logits, before a sigmoid; else probabilities.</param>
/// <param name="labelSmoothing">How far labels move from 0 and 1 towards 1/2, between 0 and 1.</param>
/// <param name="axis">The axis of the mean.</param>
/// <param name="reduction">How the losses of the samples become one number.</param>
/// <param name="name">Its name.</param>
/// <param name="elementType">The type it is computed in; float32 by default.</param>
/// <remarks>Shapes: truth and predictions alike; the axis goes. Lin et al., Focal loss for dense object detection, 2017.</remarks>
public sealed class BinaryFocalCrossentropy(
    bool applyClassBalancing = false,
    double alpha = 0.25,
    double gamma = 2,
    bool fromLogits = false,
    double labelSmoothing = 0,
    int axis = -1,
    Reduction reduction = Reduction.SumOverBatchSize,
    string name = "binary_focal_crossentropy",
    ElementType? elementType = null) : Loss(reduction, name, elementType)
{
    /// <summary>Whether positives weigh alpha and negatives 1 − alpha.</summary>
    public bool ApplyClassBalancing => applyClassBalancing;

    /// <summary>The weight of positives.</summary>
    public double Alpha => alpha;

    /// <summary>How much less easy samples count.</summary>
    public double Gamma => gamma;

    /// <summary>Whether predictions are logits.</summary>
    public bool FromLogits => fromLogits;

    /// <summary>How far labels move towards 1/2.</summary>
    public double LabelSmoothing { get; } = Labels.Smoothing(nameof(BinaryFocalCrossentropy), labelSmoothing);

    /// <summary>The axis of the mean.</summary>
    public int Axis => axis;

    /// <summary>The loss of each sample: the formula without weights and reduction.</summary>
    /// <exception cref="ShapeException">The shapes differ.</exception>
    public static Tensor Of(Tensor yTrue, Tensor yPred, bool applyClassBalancing = false, double alpha = 0.25, double gamma = 2, bool fromLogits = false, double labelSmoothing = 0, int axis = -1)
    {
        var (t, p) = Labels.Alike(nameof(BinaryFocalCrossentropy), yTrue, yPred);
        t = Labels.Binary(t, labelSmoothing);
        var crossEntropy = Tensor.BinaryCrossentropy(t, p, fromLogits);
        p = fromLogits ? p.Sigmoid() : p;
        var right = (t * p) + ((1 - t) * (1 - p));
        var loss = (1 - right).Power(gamma) * crossEntropy;
        return (applyClassBalancing ? ((t * alpha) + ((1 - t) * (1 - alpha))) * loss : loss).Mean(axis);
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor yTrue, Tensor yPred) => Of(yTrue, yPred, applyClassBalancing, alpha, gamma, fromLogits, LabelSmoothing, axis);
}
