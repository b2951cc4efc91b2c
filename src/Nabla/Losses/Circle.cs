namespace Nabla.Losses;

/// <summary>softplus(log Σ exp of positive pairs + log Σ exp of negative pairs): brings embeddings of one class together and parts others.</summary>
/// <param name="gamma">How sharply pairs that are far from their optimum count more.</param>
/// <param name="margin">How far the classes shall be apart.</param>
/// <param name="removeDiagonal">Whether a sample is no pair with itself.</param>
/// <param name="reduction">How the losses of the samples become one number.</param>
/// <param name="name">Its name.</param>
/// <param name="elementType">The type it is computed in; float32 by default.</param>
/// <remarks>Shapes: class numbers [batch] or [batch, 1] and embeddings [batch, n] of length 1 (see UnitNormalization), one loss for each sample. The mean is over samples
/// with a loss above 0. Sun et al., Circle loss, 2020.</remarks>
public sealed class Circle(
    double gamma = 80,
    double margin = 0.4,
    bool removeDiagonal = true,
    Reduction reduction = Reduction.SumOverBatchSize,
    string name = "circle",
    ElementType? elementType = null) : Loss(reduction, name, elementType)
{
    /// <summary>How sharply pairs that are far from their optimum count more.</summary>
    public double Gamma => gamma;

    /// <summary>How far the classes shall be apart.</summary>
    public double Margin => margin;

    /// <summary>Whether a sample is no pair with itself.</summary>
    public bool RemoveDiagonal => removeDiagonal;

    private protected override bool TruthIsIndices => true;

    /// <summary>The loss of each sample: the formula without weights and reduction.</summary>
    /// <param name="yTrue">Class numbers [batch] or [batch, 1].</param>
    /// <param name="yPred">Embeddings [batch, n].</param>
    /// <param name="refLabels">Class numbers of the embeddings to pair with; those of the batch by default.</param>
    /// <param name="refEmbeddings">Embeddings to pair with, [m, n]; those of the batch by default.</param>
    /// <param name="removeDiagonal">Whether sample i is no pair with reference i.</param>
    /// <param name="gamma">How sharply pairs that are far from their optimum count more.</param>
    /// <param name="margin">How far the classes shall be apart.</param>
    /// <exception cref="ShapeException">The shapes do not fit together.</exception>
    public static Tensor Of(Tensor yTrue, Tensor yPred, Tensor? refLabels = null, Tensor? refEmbeddings = null, bool removeDiagonal = true, double gamma = 80, double margin = 0.4)
    {
        if (yPred.Rank != 2)
        {
            throw new ShapeException($"Circle: embeddings {yPred.Shape}: they must be [batch, n]. Flatten them.");
        }

        var labels = Column(yTrue);
        var distances = (1 - yPred.MatMul((refEmbeddings ?? yPred).Transpose())).Maximum(0);
        var same = labels.Equal(Column(refLabels ?? yTrue).Transpose());
        var other = same.LogicalNot();
        if (removeDiagonal)
        {
            same = same.LogicalAnd(Labels.OffDiagonal(same));
        }

        var positive = (distances + margin) * (distances - margin) * gamma;
        var negative = (1 + margin - distances).Maximum(0) * (1 - margin - distances) * gamma;
        return (LogSumOf(positive, same) + LogSumOf(negative, other)).Softplus();
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor yTrue, Tensor yPred) => Of(yTrue, yPred, null, null, removeDiagonal, gamma, margin);

    private protected override (Tensor Values, Tensor? Mask) Values(Tensor yTrue, Tensor yPred)
    {
        var values = Forward(yTrue, yPred);
        return (values, values.Greater(0));
    }

    static Tensor Column(Tensor labels) => labels.Reshape([null, 1]).Cast(ElementType.Int32);

    /// <summary>log Σ exp over the chosen elements of each row; −∞ where there are none.</summary>
    static Tensor LogSumOf(Tensor x, Tensor chosen) => Tensor.Where(chosen, x, (x.OnesLike() * double.NegativeInfinity)).LogSumExp(1);
}
