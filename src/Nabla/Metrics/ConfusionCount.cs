namespace Nabla.Metrics;

/// <summary>Counts one kind of decision for each threshold.</summary>
public abstract class ConfusionCount : ThresholdMetric
{
    readonly Variable count;
    readonly bool label;
    readonly bool chosen;

    private protected ConfusionCount(string metric, bool label, bool chosen, IReadOnlyList<double>? thresholds, string name, ElementType? elementType)
        : base(metric, name, elementType, thresholds, null, null) => (count, this.label, this.chosen) = (AddCounts("accumulator"), label, chosen);

    /// <summary>The count since the last reset; a vector where there are several thresholds.</summary>
    public sealed override Tensor Result() => Of(count.Value);

    private protected sealed override void Add(Outcomes outcomes) => count.AssignAdd(outcomes.Count(label, chosen));
}
