using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Nabla;

/// <summary>How much the loss of each output counts, by position or by name; 1 where nothing is said.</summary>
/// <remarks>Converts from a dictionary by output name; written as <c>[1.0, 0.2]</c>.</remarks>
[CollectionBuilder(typeof(OutputWeights), nameof(Create))]
public sealed class OutputWeights : IReadOnlyList<double>
{
    readonly double[] items;

    OutputWeights(double[] items, IReadOnlyList<string>? names) => (this.items, Names) = (items, names);

    /// <summary>Number of weights.</summary>
    public int Count => items.Length;

    /// <summary>The outputs they belong to; null where they are known by position.</summary>
    public IReadOnlyList<string>? Names { get; }

    /// <summary>The weight at a position.</summary>
    public double this[int index] => items[index];

    /// <summary>One weight an output.</summary>
    public static OutputWeights Create(ReadOnlySpan<double> items) => new(items.ToArray(), null);

    /// <summary>Weights by the name of their output.</summary>
    [return: NotNullIfNotNull(nameof(weights))]
    public static implicit operator OutputWeights?(Dictionary<string, double>? weights) => weights is null ? null : new([.. weights.Values], [.. weights.Keys]);

    /// <inheritdoc/>
    public IEnumerator<double> GetEnumerator() => ((IEnumerable<double>)items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
