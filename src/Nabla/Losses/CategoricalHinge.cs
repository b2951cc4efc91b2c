namespace Nabla.Losses;

/// <summary>max(largest p of a wrong class − p of the right class + 1, 0).</summary>
/// <param name="reduction">How the losses of the samples become one number.</param>
/// <param name="name">Its name.</param>
/// <param name="elementType">The type it is computed in; float32 by default.</param>
/// <remarks>Shapes: one-hot truth and predictions [batch, …, classes], one loss for each [batch, …].</remarks>
public sealed class CategoricalHinge(Reduction reduction = Reduction.SumOverBatchSize, string name = "categorical_hinge", ElementType? elementType = null) : Loss(reduction, name, elementType)
{
    /// <summary>The loss of each sample: the formula without weights and reduction.</summary>
    /// <exception cref="ShapeException">The shapes do not fit together.</exception>
    public static Tensor Of(Tensor yTrue, Tensor yPred)
    {
        var (t, p) = Ranks.Pair(nameof(CategoricalHinge), yTrue, yPred);
        return (((1 - t) * p).Max(-1) - (t * p).Sum(-1) + 1).Maximum(0);
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor yTrue, Tensor yPred) => Of(yTrue, yPred);
}
