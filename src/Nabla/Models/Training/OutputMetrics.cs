using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Nabla.Metrics;

namespace Nabla;

/// <summary>What is reported: the metrics of the only output, or a group for each output by position or by name.</summary>
/// <remarks>Written as <c>["accuracy"]</c> for one output and <c>[["accuracy"], ["mae", "mse"]]</c> for several; converts from a dictionary by output name and from lists of metrics.</remarks>
[CollectionBuilder(typeof(OutputMetrics), nameof(Create))]
public sealed class OutputMetrics : IReadOnlyList<MetricGroup>
{
    readonly MetricGroup[] items;

    OutputMetrics(MetricGroup[] items, IReadOnlyList<string>? names) => (this.items, Names) = (items, names);

    /// <summary>Number of groups.</summary>
    public int Count => items.Length;

    /// <summary>The outputs they belong to; null where they are known by position.</summary>
    public IReadOnlyList<string>? Names { get; }

    /// <summary>The group at a position.</summary>
    public MetricGroup this[int index] => items[index];

    /// <summary>One group an output, or all metrics of the only output.</summary>
    public static OutputMetrics Create(ReadOnlySpan<MetricGroup> items) => new(items.ToArray(), null);

    /// <summary>The metrics of the only output.</summary>
    [return: NotNullIfNotNull(nameof(metrics))]
    public static implicit operator OutputMetrics?(Metric[]? metrics) => metrics is null ? null : [.. metrics];

    /// <summary>The metrics of the only output.</summary>
    [return: NotNullIfNotNull(nameof(metrics))]
    public static implicit operator OutputMetrics?(List<Metric>? metrics) => metrics is null ? null : [.. metrics];

    /// <summary>Metrics by the name of their output; outputs that are not named have none.</summary>
    [return: NotNullIfNotNull(nameof(metrics))]
    public static implicit operator OutputMetrics?(Dictionary<string, MetricGroup>? metrics) => metrics is null ? null : new([.. metrics.Values], [.. metrics.Keys]);

    /// <inheritdoc/>
    public IEnumerator<MetricGroup> GetEnumerator() => ((IEnumerable<MetricGroup>)items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The metrics of each output.</summary>
    /// <exception cref="ArgumentException">There are more or fewer groups than outputs, or a name is no output's.</exception>
    internal IReadOnlyList<IReadOnlyList<Metric>> PerOutput(string what, OutputNames outputs) =>
        Names is not null ? outputs.ByName<IReadOnlyList<Metric>>(what, Names, items, [])
        : outputs.Count == 1 ? [[.. items.SelectMany(group => group)]]
        : items.Length == 0 ? [.. Enumerable.Repeat<IReadOnlyList<Metric>>([], outputs.Count)]
        : items.Length == outputs.Count ? items
        : throw new ArgumentException($"Compile: {items.Length} {what} for {outputs.Count} outputs ({outputs}): give one group an output, or a dictionary by output name.");
}
