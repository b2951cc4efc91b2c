namespace Nabla.Metrics;

/// <summary>How often the right class is among the k largest predictions; the truth being class numbers.</summary>
/// <param name="k">How many predictions count.</param>
/// <param name="name">Its name.</param>
/// <param name="elementType">The type it is computed in; float32 by default.</param>
/// <param name="fromSortedIds">Whether predictions are class numbers already, the likeliest first.</param>
/// <remarks>Shapes: truth [batch, …] or [batch, …, 1], predictions [batch, …, classes].</remarks>
public sealed class SparseTopKCategoricalAccuracy(int k = 5, string name = "sparse_top_k_categorical_accuracy", ElementType? elementType = null, bool fromSortedIds = false)
    : MeanMetricWrapper((yTrue, yPred) => Of(yTrue, yPred, k, fromSortedIds), name, elementType)
{
    /// <summary>How many predictions count.</summary>
    public int K { get; } = TopK.Checked(nameof(SparseTopKCategoricalAccuracy), k);

    /// <summary>Whether predictions are class numbers already.</summary>
    public bool FromSortedIds => fromSortedIds;

    private protected override bool TruthIsIndices => true;

    /// <summary>1 for each sample whose class is among the first k, else 0.</summary>
    public static Tensor Of(Tensor yTrue, Tensor yPred, int k = 5, bool fromSortedIds = false)
    {
        var (t, p) = Losses.Labels.Classes(nameof(SparseTopKCategoricalAccuracy), yTrue, yPred, -1);
        return fromSortedIds
            ? p[.., ..k].Cast(ElementType.Int64).Equal(t.Cast(ElementType.Int64).ExpandDims(-1)).Any(-1).Cast(p.ElementType)
            : TopK.Contains(t, p, k);
    }
}
