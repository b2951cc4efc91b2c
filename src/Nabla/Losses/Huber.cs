namespace Nabla.Losses;

/// <summary>mean over the last axis of e² / 2 where |e| ≤ delta and delta · |e| − delta² / 2 elsewhere, e = p − t.</summary>
/// <param name="delta">The error from which on the loss grows as a straight line.</param>
/// <param name="reduction">How the losses of the samples become one number.</param>
/// <param name="name">Its name.</param>
/// <param name="elementType">The type it is computed in; float32 by default.</param>
/// <remarks>Shapes: truth and predictions [batch, …, n], one loss for each [batch, …].</remarks>
public sealed class Huber(double delta = 1, Reduction reduction = Reduction.SumOverBatchSize, string name = "huber_loss", ElementType? elementType = null) : Loss(reduction, name, elementType)
{
    /// <summary>The error from which on the loss grows as a straight line.</summary>
    public double Delta => delta;

    /// <summary>The loss of each sample: the formula without weights and reduction.</summary>
    /// <exception cref="ShapeException">The shapes do not fit together.</exception>
    public static Tensor Of(Tensor yTrue, Tensor yPred, double delta = 1)
    {
        var (t, p) = Ranks.Pair(nameof(Huber), yTrue, yPred);
        var error = (p - t).Abs();
        return Tensor.Where(error.LessEqual(delta), error.Square() * 0.5, (error * delta) - (0.5 * delta * delta)).Mean(-1);
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor yTrue, Tensor yPred) => Of(yTrue, yPred, delta);
}
