namespace Nabla.Losses;

/// <summary>−log of the probability that logits read as labels, with blanks and repetitions anywhere: for sequences whose alignment is unknown (Graves et al., 2006).</summary>
/// <param name="reduction">How the losses of the samples become one number.</param>
/// <param name="name">Its name.</param>
/// <param name="elementType">The type it is computed in; float32 by default.</param>
/// <remarks>Shapes: truth, class numbers, [batch, labels]; predictions, logits, [batch, steps, classes]. Class 0 reads as nothing, and fills up rows of the truth. Infinite where the labels do not fit into the steps.</remarks>
public sealed class CTC(Reduction reduction = Reduction.SumOverBatchSize, string name = "ctc", ElementType? elementType = null) : Loss(reduction, name, elementType)
{
    /// <summary>The losses without weights and reduction.</summary>
    /// <exception cref="ShapeException">The shapes do not fit together.</exception>
    public static Tensor Of(Tensor yTrue, Tensor yPred)
    {
        ArgumentNullException.ThrowIfNull(yTrue);
        ArgumentNullException.ThrowIfNull(yPred);
        if (yTrue.Rank != 2 || yPred.Rank != 3)
        {
            throw new ShapeException($"CTC: truth {yTrue.Shape} and predictions {yPred.Shape}: [batch, labels] and [batch, steps, classes] are expected. Fill rows of the truth up with 0.");
        }

        var labels = yTrue.Cast(ElementType.Int64);
        var count = labels.NotEqual(0).Cast(ElementType.Int64).Sum(-1);
        return Tensor.CtcLoss(labels, yPred, count, yPred.LengthOf(1).Cast(ElementType.Int64).BroadcastLike(count));
    }

    /// <inheritdoc/>
    private protected override bool TruthIsIndices => true;

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor yTrue, Tensor yPred) => Of(yTrue, yPred);
}
