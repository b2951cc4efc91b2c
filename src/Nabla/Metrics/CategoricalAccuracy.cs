namespace Nabla.Metrics;

/// <summary>How often the largest prediction is that of the right class; one-hot truth.</summary>
/// <param name="name">Its name.</param>
/// <param name="elementType">The type it is computed in; float32 by default.</param>
/// <remarks>Shapes: truth and predictions [batch, …, classes].</remarks>
public sealed class CategoricalAccuracy(string name = "categorical_accuracy", ElementType? elementType = null) : MeanMetricWrapper(Of, name, elementType)
{
    /// <summary>1 for each sample that is right, else 0.</summary>
    public static Tensor Of(Tensor yTrue, Tensor yPred)
    {
        var (t, p) = Losses.Labels.OneHot(nameof(CategoricalAccuracy), yTrue, yPred);
        return t.ArgMax(-1).Equal(p.ArgMax(-1)).Cast(p.ElementType);
    }
}
