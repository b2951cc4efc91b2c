namespace Nabla.Losses;

/// <summary>Σ t · log(t / p) over the last axis: how far distribution p is from t.</summary>
/// <param name="reduction">How the losses of the samples become one number.</param>
/// <param name="name">Its name.</param>
/// <param name="elementType">The type it is computed in; float32 by default.</param>
/// <remarks>Shapes: truth and predictions [batch, …, n], one loss for each [batch, …]. Both are clipped to 1e-7 … 1.</remarks>
public sealed class KLDivergence(Reduction reduction = Reduction.SumOverBatchSize, string name = "kl_divergence", ElementType? elementType = null) : Loss(reduction, name, elementType)
{
    /// <summary>The loss of each sample: the formula without weights and reduction.</summary>
    /// <exception cref="ShapeException">The shapes do not fit together.</exception>
    public static Tensor Of(Tensor yTrue, Tensor yPred)
    {
        var (t, p) = Ranks.Pair(nameof(KLDivergence), yTrue, yPred);
        t = t.Clip(Epsilon, 1);
        return (t * (t / p.Clip(Epsilon, 1)).Log()).Sum(-1);
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor yTrue, Tensor yPred) => Of(yTrue, yPred);
}
