namespace Nabla.Metrics;

/// <summary>A metric that compares predictions with the truth.</summary>
/// <param name="name">Its name, the key in a training history.</param>
/// <param name="elementType">The type it is computed in; float32 by default.</param>
public abstract class PredictionMetric(string name, ElementType? elementType = null) : Metric(name, elementType)
{
    /// <summary>Takes a batch in.</summary>
    /// <param name="yTrue">The truth.</param>
    /// <param name="yPred">The predictions.</param>
    /// <param name="sampleWeight">How much each sample, or each value of a sample, counts.</param>
    /// <exception cref="ShapeException">The shapes do not fit together.</exception>
    public abstract void UpdateState(Tensor yTrue, Tensor yPred, Tensor? sampleWeight = null);

    /// <summary>Takes a batch in and gives the metric over all batches since the last reset.</summary>
    /// <inheritdoc cref="UpdateState"/>
    public Tensor Call(Tensor yTrue, Tensor yPred, Tensor? sampleWeight = null)
    {
        UpdateState(yTrue, yPred, sampleWeight);
        return Result();
    }
}
