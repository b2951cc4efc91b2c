namespace Nabla.Losses;

/// <summary>mean max(1 − t · p, 0)² over the last axis; t is −1 or 1.</summary>
/// <param name="reduction">How the losses of the samples become one number.</param>
/// <param name="name">Its name.</param>
/// <param name="elementType">The type it is computed in; float32 by default.</param>
/// <remarks>Shapes: truth and predictions [batch, …, n], one loss for each [batch, …]. Labels 0 and 1 become −1 and 1 where all of a batch are 0 or 1.</remarks>
public sealed class SquaredHinge(Reduction reduction = Reduction.SumOverBatchSize, string name = "squared_hinge", ElementType? elementType = null) : Loss(reduction, name, elementType)
{
    /// <summary>The loss of each sample: the formula without weights and reduction.</summary>
    /// <exception cref="ShapeException">The shapes do not fit together.</exception>
    public static Tensor Of(Tensor yTrue, Tensor yPred)
    {
        var (t, p) = Ranks.Pair(nameof(SquaredHinge), yTrue, yPred);
        return (1 - (HingeLabels.Of(t) * p)).Maximum(0).Square().Mean(-1);
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor yTrue, Tensor yPred) => Of(yTrue, yPred);
}
