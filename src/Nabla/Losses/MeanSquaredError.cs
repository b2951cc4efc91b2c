namespace Nabla.Losses;

/// <summary>mean (t − p)² over the last axis.</summary>
/// <param name="reduction">How the losses of the samples become one number.</param>
/// <param name="name">Its name.</param>
/// <param name="elementType">The type it is computed in; float32 by default.</param>
/// <remarks>Shapes: truth and predictions [batch, …, n], one loss for each [batch, …].</remarks>
public sealed class MeanSquaredError(Reduction reduction = Reduction.SumOverBatchSize, string name = "mean_squared_error", ElementType? elementType = null) : Loss(reduction, name, elementType)
{
    /// <summary>The loss of each sample: the formula without weights and reduction.</summary>
    /// <exception cref="ShapeException">The shapes do not fit together.</exception>
    public static Tensor Of(Tensor yTrue, Tensor yPred)
    {
        var (t, p) = Ranks.Pair(nameof(MeanSquaredError), yTrue, yPred);
        return (t - p).Square().Mean(-1);
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor yTrue, Tensor yPred) => Of(yTrue, yPred);
}
