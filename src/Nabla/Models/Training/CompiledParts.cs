using Nabla.Losses;
using Nabla.Metrics;
using Nabla.Optimizers;

namespace Nabla;

/// <summary>What <see cref="Model.Compile"/> was given.</summary>
internal sealed record CompiledParts(Optimizer Optimizer, Loss? Loss, MetricSet Metrics, bool RunEagerly)
{
    /// <summary>The mean of the losses of an epoch's batches, each weighted by its samples.</summary>
    internal Mean LossTracker { get; } = new(name: "loss");

    /// <summary>Forgets what was seen in the epoch before.</summary>
    internal void Reset()
    {
        LossTracker.ResetState();
        Metrics.Reset();
    }

    /// <summary>The figures so far by name: the loss, then the metrics.</summary>
    internal Dictionary<string, double> Results()
    {
        var results = new Dictionary<string, double>(StringComparer.Ordinal) { ["loss"] = Number(LossTracker.Result()) };
        foreach (var metric in Metrics.All)
        {
            results[metric.Name] = Number(metric.Result());
        }

        return results;
    }

    static double Number(Tensor result) => result.Cast(ElementType.Float64).Mean().ToScalar<double>();
}
