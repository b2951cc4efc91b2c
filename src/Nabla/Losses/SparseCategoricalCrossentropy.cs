namespace Nabla.Losses;

/// <summary>−log p of the right class: for one answer out of many, the truth being class numbers.</summary>
/// <param name="fromLogits">Whether predictions are logits, before a softmax; else probabilities.</param>
/// <param name="ignoreClass">A label whose samples do not count, for example 255 or −1 for "unknown".</param>
/// <param name="reduction">How the losses of the samples become one number.</param>
/// <param name="name">Its name.</param>
/// <param name="elementType">The type it is computed in; float32 by default.</param>
/// <remarks>Shapes: truth [batch, …] or [batch, …, 1], predictions [batch, …, classes], one loss for each [batch, …]. Probabilities are clipped to 1e-7 … 1 − 1e-7 and
/// then divided by their sum; logits are stable over the whole range. For one-hot labels: <see cref="CategoricalCrossentropy"/>.</remarks>
public sealed class SparseCategoricalCrossentropy(
    bool fromLogits = false,
    long? ignoreClass = null,
    Reduction reduction = Reduction.SumOverBatchSize,
    string name = "sparse_categorical_crossentropy",
    ElementType? elementType = null) : Loss(reduction, name, elementType)
{
    /// <summary>Whether predictions are logits.</summary>
    public bool FromLogits => fromLogits;

    /// <summary>A label whose samples do not count.</summary>
    public long? IgnoreClass => ignoreClass;

    private protected override bool TruthIsIndices => true;

    /// <summary>The loss of each sample: the formula without weights and reduction; 0 where the label is ignored.</summary>
    /// <exception cref="ShapeException">The shapes do not fit together.</exception>
    public static Tensor Of(Tensor yTrue, Tensor yPred, bool fromLogits = false, long? ignoreClass = null, int axis = -1) => Masked(yTrue, yPred, fromLogits, ignoreClass, axis).Values;

    /// <summary>The loss of each sample, and where a class is ignored, which samples count.</summary>
    internal static (Tensor Values, Tensor? Mask) Masked(Tensor yTrue, Tensor yPred, bool fromLogits, long? ignoreClass, int axis)
    {
        var (t, p) = Labels.Classes(nameof(SparseCategoricalCrossentropy), yTrue, yPred, axis);
        if (ignoreClass is not { } ignored)
        {
            return (Tensor.SparseCategoricalCrossentropy(t, p, fromLogits, axis), null);
        }

        var counts = t.NotEqual(ignored);
        var values = Tensor.SparseCategoricalCrossentropy(t * counts.Cast(t.ElementType), p * counts.ExpandDims(axis).Cast(p.ElementType), fromLogits, axis);
        return (Tensor.Where(counts, values, values.ZerosLike()), counts);
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor yTrue, Tensor yPred) => Of(yTrue, yPred, fromLogits, ignoreClass);

    private protected override (Tensor Values, Tensor? Mask) Values(Tensor yTrue, Tensor yPred) => Masked(yTrue, yPred, fromLogits, ignoreClass, -1);
}
