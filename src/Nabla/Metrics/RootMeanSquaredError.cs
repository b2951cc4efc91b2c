using Nabla.Losses;

namespace Nabla.Metrics;

/// <summary>√ mean (t − p)², over all values of all batches.</summary>
public sealed class RootMeanSquaredError : PredictionMetric
{
    readonly RunningMean mean;

    /// <summary>Starts at nothing.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="elementType">The type it is computed in; float32 by default.</param>
    public RootMeanSquaredError(string name = "root_mean_squared_error", ElementType? elementType = null)
        : base(name, elementType) => mean = new(name, AddVariable("total"), AddVariable("count"));

    /// <inheritdoc/>
    public override void UpdateState(Tensor yTrue, Tensor yPred, Tensor? sampleWeight = null)
    {
        var (t, p) = Ranks.Pair(Name, yTrue.Cast(ElementType), yPred.Cast(ElementType));
        mean.Add((p - t).Square(), sampleWeight);
    }

    /// <inheritdoc/>
    public override Tensor Result() => mean.Result().Sqrt();
}
