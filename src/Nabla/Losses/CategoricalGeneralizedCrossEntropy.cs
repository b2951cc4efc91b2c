namespace Nabla.Losses;

/// <summary>(1 − p^q) / q, p being the probability of the right class: less misled by wrong labels than cross-entropy.</summary>
/// <param name="q">Between 0, cross-entropy, and 1, absolute error; both excluded.</param>
/// <param name="reduction">How the losses of the samples become one number.</param>
/// <param name="name">Its name.</param>
/// <param name="elementType">The type it is computed in; float32 by default.</param>
/// <remarks>Shapes: class numbers [batch, …] or [batch, …, 1] and probabilities [batch, …, classes], one loss for each [batch, …]. Zhang and Sabuncu, Generalized cross entropy loss for training deep
/// neural networks with noisy labels, 2018.</remarks>
/// <exception cref="ArgumentOutOfRangeException">q is not between 0 and 1.</exception>
public sealed class CategoricalGeneralizedCrossEntropy(
    double q = 0.5,
    Reduction reduction = Reduction.SumOverBatchSize,
    string name = "categorical_generalized_cross_entropy",
    ElementType? elementType = null) : Loss(reduction, name, elementType)
{
    /// <summary>Between 0, cross-entropy, and 1, absolute error.</summary>
    public double Q { get; } = Checked(q);

    private protected override bool TruthIsIndices => true;

    /// <summary>The loss of each sample: the formula without weights and reduction.</summary>
    /// <exception cref="ShapeException">The shapes differ.</exception>
    public static Tensor Of(Tensor yTrue, Tensor yPred, double q)
    {
        var (t, p) = Labels.Classes(nameof(CategoricalGeneralizedCrossEntropy), yTrue, yPred, -1);
        return (1 - p.TakeAlongAxis(t.ExpandDims(-1), -1).Squeeze(-1).Power(Checked(q))) / q;
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor yTrue, Tensor yPred) => Of(yTrue, yPred, Q);

    static double Checked(double q) => q is > 0 and < 1 ? q : throw new ArgumentOutOfRangeException(nameof(q), $"CategoricalGeneralizedCrossEntropy: q = {q}: it must be between 0 and 1, both excluded.");
}
