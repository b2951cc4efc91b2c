using Nabla.Metrics;

namespace Nabla;

/// <summary>The metrics of a model: those that see every sample alike, and those that weigh samples.</summary>
internal sealed class MetricSet
{
    readonly IReadOnlyList<Metric> plain, weighted;

    internal MetricSet(IReadOnlyList<Metric> plain, IReadOnlyList<Metric> weighted)
    {
        (this.plain, this.weighted) = (plain, weighted);
        var used = new Dictionary<string, int>(StringComparer.Ordinal) { ["loss"] = 1 };
        Named = [.. plain.Select(m => (Unique(m.Name, used), m)), .. weighted.Select(m => (Unique(used.ContainsKey(m.Name) ? $"weighted_{m.Name}" : m.Name, used), m))];
    }

    /// <summary>Those that see every sample alike.</summary>
    internal IReadOnlyList<Metric> Plain => plain;

    /// <summary>Those that weigh samples.</summary>
    internal IReadOnlyList<Metric> Weighted => weighted;

    /// <summary>All of them, in the order in which they were given.</summary>
    internal IEnumerable<Metric> All => plain.Concat(weighted);

    /// <summary>All of them with the names under which they are reported: a weighted one with a name that is taken is <c>weighted_accuracy</c>, further ones count <c>accuracy_1</c>.</summary>
    internal IReadOnlyList<(string Name, Metric Metric)> Named { get; }

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

    static string Unique(string name, Dictionary<string, int> used)
    {
        int count = used.GetValueOrDefault(name);
        used[name] = count + 1;
        return count == 0 ? name : $"{name}_{count}";
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
