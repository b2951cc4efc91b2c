namespace Nabla.Losses;

/// <summary>−cos of the angle between truth and prediction: −1 where they point the same way, 1 where opposite.</summary>
/// <param name="axis">The axis along which the vectors lie.</param>
/// <param name="reduction">How the losses of the samples become one number.</param>
/// <param name="name">Its name.</param>
/// <param name="elementType">The type it is computed in; float32 by default.</param>
/// <remarks>Shapes: truth and predictions alike; the axis goes. 0 where either vector is 0.</remarks>
public sealed class CosineSimilarity(int axis = -1, Reduction reduction = Reduction.SumOverBatchSize, string name = "cosine_similarity", ElementType? elementType = null) : Loss(reduction, name, elementType)
{
    /// <summary>The axis along which the vectors lie.</summary>
    public int Axis => axis;

    /// <summary>The loss of each sample: the formula without weights and reduction.</summary>
    /// <exception cref="ShapeException">The shapes do not fit together.</exception>
    public static Tensor Of(Tensor yTrue, Tensor yPred, int axis = -1)
    {
        var (t, p) = Ranks.Pair(nameof(CosineSimilarity), yTrue, yPred);
        return -(Vectors.Unit(t, axis) * Vectors.Unit(p, axis)).Sum(axis);
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor yTrue, Tensor yPred) => Of(yTrue, yPred, axis);
}
