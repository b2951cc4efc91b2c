namespace Nabla.Metrics;

/// <summary>How often the largest prediction is that of the right class; the truth being class numbers.</summary>
/// <param name="name">Its name.</param>
/// <param name="elementType">The type it is computed in; float32 by default.</param>
/// <remarks>Shapes: truth [batch, …] or [batch, …, 1], predictions [batch, …, classes].</remarks>
public sealed class SparseCategoricalAccuracy(string name = "sparse_categorical_accuracy", ElementType? elementType = null) : MeanMetricWrapper(Of, name, elementType)
{
    private protected override bool TruthIsIndices => true;

    /// <summary>1 for each sample that is right, else 0.</summary>
    public static Tensor Of(Tensor yTrue, Tensor yPred)
    {
        var (t, p) = Losses.Labels.Classes(nameof(SparseCategoricalAccuracy), yTrue, yPred, -1);
        return t.Cast(ElementType.Int64).Equal(p.ArgMax(-1).Cast(ElementType.Int64)).Cast(p.ElementType);
    }
}
