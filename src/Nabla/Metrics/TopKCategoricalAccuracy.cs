namespace Nabla.Metrics;

/// <summary>How often the right class is among the k largest predictions; one-hot truth.</summary>
/// <param name="k">How many predictions count.</param>
/// <param name="name">Its name.</param>
/// <param name="elementType">The type it is computed in; float32 by default.</param>
/// <remarks>Shapes: truth and predictions [batch, …, classes].</remarks>
public sealed class TopKCategoricalAccuracy(int k = 5, string name = "top_k_categorical_accuracy", ElementType? elementType = null)
    : MeanMetricWrapper((yTrue, yPred) => Of(yTrue, yPred, k), name, elementType)
{
    /// <summary>How many predictions count.</summary>
    public int K { get; } = TopK.Checked(nameof(TopKCategoricalAccuracy), k);

    /// <summary>1 for each sample whose class is among the k largest predictions, else 0.</summary>
    public static Tensor Of(Tensor yTrue, Tensor yPred, int k = 5)
    {
        var (t, p) = Losses.Labels.OneHot(nameof(TopKCategoricalAccuracy), yTrue, yPred);
        return TopK.Contains(t.ArgMax(-1), p, k);
    }
}
