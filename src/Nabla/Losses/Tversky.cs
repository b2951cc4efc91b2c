namespace Nabla.Losses;

/// <summary>1 − both / (both + alpha · missed + beta · invented), where both = Σ t · p, missed = Σ t · (1 − p), invented = Σ (1 − t) · p.</summary>
/// <param name="alpha">The weight of what is missed.</param>
/// <param name="beta">The weight of what is invented.</param>
/// <param name="axis">The axes of the sums; all by default, which gives one number for the batch.</param>
/// <param name="reduction">How the losses of the samples become one number.</param>
/// <param name="name">Its name.</param>
/// <param name="elementType">The type it is computed in; float32 by default.</param>
/// <remarks>Shapes: truth and predictions alike; the axes go. 1e-7 is added to the divisor. Salehi et al., Tversky loss function for image segmentation, 2017.</remarks>
public sealed class Tversky(
    double alpha = 0.5,
    double beta = 0.5,
    Axes? axis = null,
    Reduction reduction = Reduction.SumOverBatchSize,
    string name = "tversky",
    ElementType? elementType = null) : Loss(reduction, name, elementType)
{
    /// <summary>The weight of what is missed.</summary>
    public double Alpha => alpha;

    /// <summary>The weight of what is invented.</summary>
    public double Beta => beta;

    /// <summary>The axes of the sums; null for all.</summary>
    public Axes? Axis => axis;

    /// <summary>The losses without weights and reduction.</summary>
    /// <exception cref="ShapeException">The shapes do not fit together.</exception>
    public static Tensor Of(Tensor yTrue, Tensor yPred, double alpha = 0.5, double beta = 0.5, Axes? axis = null)
    {
        var (t, p) = Ranks.Pair(nameof(Tversky), yTrue, yPred);
        var both = (t * p).Sum(axis);
        var missed = (t * (1 - p)).Sum(axis);
        var invented = ((1 - t) * p).Sum(axis);
        return 1 - (both / (both + (missed * alpha) + (invented * beta) + Epsilon));
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor yTrue, Tensor yPred) => Of(yTrue, yPred, alpha, beta, axis);
}
