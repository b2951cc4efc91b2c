using Nabla.Callbacks;
using Nabla.Losses;
using Nabla.Metrics;
using Nabla.Optimizers;

namespace Nabla;

/// <summary>What <see cref="Model.Compile"/> was given.</summary>
internal sealed record CompiledParts(Optimizer Optimizer, OutputLosses? Given, OutputWeights? LossWeights, OutputMetrics GivenMetrics, OutputMetrics GivenWeighted, bool RunEagerly, int StepsPerExecution)
{
    IReadOnlyList<(string Name, Func<double> Value)>? figures;
    IReadOnlyList<OutputLoss>? losses;
    MetricSet? metrics;

    /// <summary>The optimizer as it was given: it may have been wrapped.</summary>
    internal Optimizer GivenOptimizer { get; init; } = Optimizer;

    /// <summary>The mean of the losses of an epoch's batches, each weighted by its samples.</summary>
    internal Mean LossTracker { get; } = new(name: "loss");

    /// <summary>The loss where there is one output, or one for all.</summary>
    internal Loss? Loss => Given is [var only] ? only : null;

    /// <summary>The loss of each output; empty before the outputs are known.</summary>
    internal IReadOnlyList<OutputLoss> Losses => losses ?? [];

    /// <summary>The metrics; those of several outputs are known when the outputs are.</summary>
    internal MetricSet? Metrics => metrics;

    /// <summary>All metrics beside the loss.</summary>
    internal IEnumerable<Metric> AllMetrics => metrics?.All ?? GivenMetrics.Concat(GivenWeighted).SelectMany(group => group);

    /// <summary>Gives each output its loss and metrics.</summary>
    /// <exception cref="ArgumentException">There are more or fewer than outputs.</exception>
    internal void Bind(OutputNames outputs)
    {
        if (metrics is not null)
        {
            return;
        }

        losses = Bound(outputs);
        var (plain, weighted) = (GivenMetrics.PerOutput("metrics", outputs), GivenWeighted.PerOutput("weighted metrics", outputs));
        metrics = new([.. Enumerable.Range(0, outputs.Count).Select(i => (outputs.Count == 1 ? "" : $"{outputs[i]}_", plain[i], weighted[i]))], Losses.Select(l => l.Tracker?.Name).OfType<string>());
    }

    /// <summary>Forgets what was seen in the epoch before.</summary>
    internal void Reset()
    {
        LossTracker.ResetState();
        foreach (var loss in Losses)
        {
            loss.Tracker?.ResetState();
        }

        metrics?.Reset();
    }

    /// <summary>The figures so far by name: the loss, then the metrics.</summary>
    internal Dictionary<string, double> Results() => new(Logs(), StringComparer.Ordinal);

    /// <summary>The figures so far, computed when they are looked at.</summary>
    internal StepLogs Logs() => metrics is null ? new([("loss", () => Number(LossTracker.Result()))]) : new(figures ??=
    [
        ("loss", () => Number(LossTracker.Result())),
        .. Losses.Select(l => l.Tracker).OfType<Mean>().Select(tracker => (tracker.Name, (Func<double>)(() => Number(tracker.Result())))),
        .. metrics.Named.Select(m => (m.Name, (Func<double>)(() => Number(m.Metric.Result())))),
    ]);

    List<OutputLoss> Bound(OutputNames outputs)
    {
        IReadOnlyList<Loss?> each = Given switch
        {
            null => [.. Enumerable.Repeat<Loss?>(null, outputs.Count)],
            { Names: { } names } => outputs.ByName("losses", names, Given, null),
            { IsOne: true } => [.. Enumerable.Repeat(Given[0], outputs.Count)],
            _ when Given.Count == outputs.Count => Given,
            _ => throw new ArgumentException($"Compile: {Given.Count} losses for {outputs.Count} outputs ({outputs}): give one for all, one an output, or a dictionary by output name."),
        };
        IReadOnlyList<double> weights = LossWeights switch
        {
            null => [.. Enumerable.Repeat(1.0, outputs.Count)],
            { Names: { } names } => outputs.ByName("loss weights", names, LossWeights, 1.0),
            _ when LossWeights.Count == outputs.Count => LossWeights,
            _ => throw new ArgumentException($"Compile: {LossWeights.Count} loss weights for {outputs.Count} outputs ({outputs}): give one an output, or a dictionary by output name."),
        };
        return [.. Enumerable.Range(0, outputs.Count).Select(i => new OutputLoss(outputs[i], each[i], weights[i], outputs.Count > 1 && each[i] is not null ? new Mean(name: $"{outputs[i]}_loss") : null))];
    }

    static double Number(Tensor result) => result.Cast(ElementType.Float64).Mean().ToScalar<double>();
}

/// <summary>The loss of one output.</summary>
/// <param name="Output">The name of the output.</param>
/// <param name="Loss">Its loss; null where it has none.</param>
/// <param name="Weight">How much it counts.</param>
/// <param name="Tracker">Its mean over an epoch, where a model has several outputs.</param>
internal sealed record OutputLoss(string Output, Loss? Loss, double Weight, Mean? Tracker);
