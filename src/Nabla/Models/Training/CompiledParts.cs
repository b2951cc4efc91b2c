using Nabla.Callbacks;
using Nabla.Losses;
using Nabla.Metrics;
using Nabla.Optimizers;

namespace Nabla;

/// <summary>What <see cref="Model.Compile"/> was given.</summary>
internal sealed record CompiledParts(Optimizer Optimizer, Loss? Loss, MetricSet Metrics, bool RunEagerly, int StepsPerExecution)
{
    IReadOnlyList<(string Name, Func<double> Value)>? figures;

    /// <summary>The mean of the losses of an epoch's batches, each weighted by its samples.</summary>
    internal Mean LossTracker { get; } = new(name: "loss");

    /// <summary>Forgets what was seen in the epoch before.</summary>
    internal void Reset()
    {
        LossTracker.ResetState();
        Metrics.Reset();
    }

    /// <summary>The figures so far by name: the loss, then the metrics.</summary>
    internal Dictionary<string, double> Results() => new(Logs(), StringComparer.Ordinal);

    /// <summary>The figures so far, computed when they are looked at.</summary>
    internal StepLogs Logs() => new(figures ??= [("loss", () => Number(LossTracker.Result())), .. Metrics.Named.Select(m => (m.Name, (Func<double>)(() => Number(m.Metric.Result()))))]);

    static double Number(Tensor result) => result.Cast(ElementType.Float64).Mean().ToScalar<double>();
}
