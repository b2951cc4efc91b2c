namespace Nabla.Metrics;

/// <summary>mean cos of the angle between truth and prediction: 1 where they point the same way.</summary>
/// <param name="name">Its name.</param>
/// <param name="elementType">The type it is computed in; float32 by default.</param>
/// <param name="axis">The axis along which the vectors lie.</param>
public sealed class CosineSimilarity(string name = "cosine_similarity", ElementType? elementType = null, int axis = -1)
    : MeanMetricWrapper((yTrue, yPred) => -Losses.CosineSimilarity.Of(yTrue, yPred, axis), name, elementType)
{
    /// <summary>The axis along which the vectors lie.</summary>
    public int Axis => axis;
}
