using Nabla.Metrics;

namespace Nabla;

/// <summary>The metrics of a model: those that see every sample alike, and those that weigh samples.</summary>
internal sealed class MetricSet(IReadOnlyList<Metric> plain, IReadOnlyList<Metric> weighted)
{
    /// <summary>All of them, in the order in which they were given.</summary>
    internal IEnumerable<Metric> All => plain.Concat(weighted);

    internal void Reset()
    {
        foreach (var metric in All)
        {
            metric.ResetState();
        }
    }

    internal void Update(Tensor yTrue, Tensor yPred, Tensor? sampleWeight)
    {
        foreach (var metric in plain)
        {
            Update(metric, yTrue, yPred, null);
        }

        foreach (var metric in weighted)
        {
            Update(metric, yTrue, yPred, sampleWeight);
        }
    }

    static void Update(Metric metric, Tensor yTrue, Tensor yPred, Tensor? sampleWeight)
    {
        switch (metric)
        {
            case PredictionMetric prediction:
                prediction.UpdateState(yTrue, yPred, sampleWeight);
                break;
            case Mean mean:
                mean.UpdateState(yPred, sampleWeight);
                break;
            case Sum sum:
                sum.UpdateState(yPred, sampleWeight);
                break;
            default:
                throw new InvalidOperationException($"Metric {metric.Name}: Fit knows how to update metrics of predictions, Mean and Sum. Derive it from PredictionMetric.");
        }
    }
}
