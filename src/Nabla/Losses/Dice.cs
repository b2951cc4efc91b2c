namespace Nabla.Losses;

/// <summary>1 − 2 · Σ t · p / (Σ t + Σ p): how little two regions overlap.</summary>
/// <param name="axis">The axes of the sums; all by default, which gives one number for the batch.</param>
/// <param name="reduction">How the losses of the samples become one number.</param>
/// <param name="name">Its name.</param>
/// <param name="elementType">The type it is computed in; float32 by default.</param>
/// <remarks>Shapes: truth and predictions alike; the axes go. 1e-7 is added to the divisor.</remarks>
public sealed class Dice(Axes? axis = null, Reduction reduction = Reduction.SumOverBatchSize, string name = "dice", ElementType? elementType = null) : Loss(reduction, name, elementType)
{
    /// <summary>The axes of the sums; null for all.</summary>
    public Axes? Axis => axis;

    /// <summary>The losses without weights and reduction.</summary>
    /// <exception cref="ShapeException">The shapes do not fit together.</exception>
    public static Tensor Of(Tensor yTrue, Tensor yPred, Axes? axis = null)
    {
        var (t, p) = Ranks.Pair(nameof(Dice), yTrue, yPred);
        return 1 - ((t * p).Sum(axis) * 2 / (t.Sum(axis) + p.Sum(axis) + Epsilon));
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor yTrue, Tensor yPred) => Of(yTrue, yPred, axis);
}
