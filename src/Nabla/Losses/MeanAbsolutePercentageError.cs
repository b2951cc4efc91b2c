namespace Nabla.Losses;

/// <summary>100 · mean |(t − p) / t| over the last axis.</summary>
/// <param name="reduction">How the losses of the samples become one number.</param>
/// <param name="name">Its name.</param>
/// <param name="elementType">The type it is computed in; float32 by default.</param>
/// <remarks>Shapes: truth and predictions [batch, …, n], one loss for each [batch, …]. |t| counts as at least 1e-7.</remarks>
public sealed class MeanAbsolutePercentageError(Reduction reduction = Reduction.SumOverBatchSize, string name = "mean_absolute_percentage_error", ElementType? elementType = null) : Loss(reduction, name, elementType)
{
    /// <summary>The loss of each sample: the formula without weights and reduction.</summary>
    /// <exception cref="ShapeException">The shapes do not fit together.</exception>
    public static Tensor Of(Tensor yTrue, Tensor yPred)
    {
        var (t, p) = Ranks.Pair(nameof(MeanAbsolutePercentageError), yTrue, yPred);
        return ((t - p) / t.Abs().Maximum(Epsilon)).Abs().Mean(-1) * 100;
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor yTrue, Tensor yPred) => Of(yTrue, yPred);
}
