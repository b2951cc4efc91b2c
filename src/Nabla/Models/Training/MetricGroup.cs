using System.Collections;
using System.Runtime.CompilerServices;
using Nabla.Metrics;

namespace Nabla;

/// <summary>The metrics of one output; or one metric.</summary>
/// <remarks>Converts from a metric and from its Keras name; written as <c>["accuracy", "mae"]</c>.</remarks>
[CollectionBuilder(typeof(MetricGroup), nameof(Create))]
public sealed class MetricGroup : IReadOnlyList<Metric>
{
    readonly Metric[] items;

    MetricGroup(Metric[] items, bool isList) => (this.items, IsList) = (items, isList);

    /// <summary>Number of metrics.</summary>
    public int Count => items.Length;

    /// <summary>Whether they were given as a list.</summary>
    internal bool IsList { get; }

    /// <summary>The metric at a position.</summary>
    public Metric this[int index] => items[index];

    /// <summary>These metrics.</summary>
    public static MetricGroup Create(ReadOnlySpan<Metric> items) => new(items.ToArray(), isList: true);

    /// <summary>The metric with this Keras name.</summary>
    public static implicit operator MetricGroup(string name) => new([(Metric)name], isList: false);

    /// <summary>One metric.</summary>
    public static implicit operator MetricGroup(Metric metric) => new([metric ?? throw new ArgumentNullException(nameof(metric))], isList: false);

    /// <inheritdoc/>
    public IEnumerator<Metric> GetEnumerator() => ((IEnumerable<Metric>)items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
