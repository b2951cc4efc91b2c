using Nabla.Metrics;

namespace Nabla;

/// <summary>The metrics of a model: those that see every sample alike, and those that weigh samples.</summary>
internal sealed class MetricSet
{
    readonly IReadOnlyList<(string Prefix, IReadOnlyList<Metric> Plain, IReadOnlyList<Metric> Weighted)> outputs;

    /// <summary>The metrics of each output, with what their names start with.</summary>
    internal MetricSet(IReadOnlyList<(string Prefix, IReadOnlyList<Metric> Plain, IReadOnlyList<Metric> Weighted)> outputs, IEnumerable<string> taken)
    {
        this.outputs = outputs;
        var used = taken.Append("loss").ToDictionary(name => name, _ => 1, StringComparer.Ordinal);
        Named =
        [
            .. outputs.SelectMany(o => o.Plain.Select(m => (Unique(o.Prefix + m.Name, used), m))),
            .. outputs.SelectMany(o => o.Weighted.Select(m => (Unique(used.ContainsKey(o.Prefix + m.Name) ? $"{o.Prefix}weighted_{m.Name}" : o.Prefix + m.Name, used), m))),
        ];
    }

    /// <summary>All of them: those that see every sample alike, then those that weigh samples.</summary>
    internal IEnumerable<Metric> All => outputs.SelectMany(o => o.Plain).Concat(outputs.SelectMany(o => o.Weighted));

    /// <summary>All of them with the names under which they are reported: with the name of the output where there are several; a weighted one with a name that is taken is <c>weighted_accuracy</c>, further ones count <c>accuracy_1</c>.</summary>
    internal IReadOnlyList<(string Name, Metric Metric)> Named { get; }

    internal void Reset()
    {
        foreach (var metric in All)
        {
            metric.ResetState();
        }
    }

    internal void Update(int output, Tensor yTrue, Tensor yPred, Tensor? sampleWeight)
    {
        foreach (var metric in outputs[output].Plain)
        {
            Update(metric, yTrue, yPred, null);
        }

        foreach (var metric in outputs[output].Weighted)
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
