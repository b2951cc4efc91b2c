using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Nabla.Losses;

namespace Nabla;

/// <summary>What is made small: one loss for all outputs, or one an output by position or by name.</summary>
/// <remarks>Converts from a loss, from its Keras name and from a dictionary by output name; written as <c>["mse", null]</c>, where null leaves an output out.</remarks>
[CollectionBuilder(typeof(OutputLosses), nameof(Create))]
public sealed class OutputLosses : IReadOnlyList<Loss?>
{
    readonly Loss?[] items;

    OutputLosses(Loss?[] items, IReadOnlyList<string>? names, bool isOne) => (this.items, Names, IsOne) = (items, names, isOne);

    /// <summary>Number of losses.</summary>
    public int Count => items.Length;

    /// <summary>The outputs they belong to; null where they are known by position.</summary>
    public IReadOnlyList<string>? Names { get; }

    /// <summary>Whether one loss was given, for every output.</summary>
    internal bool IsOne { get; }

    /// <summary>The loss at a position.</summary>
    public Loss? this[int index] => items[index];

    /// <summary>One loss an output.</summary>
    public static OutputLosses Create(ReadOnlySpan<Loss?> items) => new(items.ToArray(), null, isOne: false);

    /// <summary>The loss with this Keras name, for every output.</summary>
    [return: NotNullIfNotNull(nameof(name))]
    public static implicit operator OutputLosses?(string? name) => name is null ? null : new([(Loss)name], null, isOne: true);

    /// <summary>One loss for every output.</summary>
    [return: NotNullIfNotNull(nameof(loss))]
    public static implicit operator OutputLosses?(Loss? loss) => loss is null ? null : new([loss], null, isOne: true);

    /// <summary>Losses by the name of their output; outputs that are not named have none.</summary>
    [return: NotNullIfNotNull(nameof(losses))]
    public static implicit operator OutputLosses?(Dictionary<string, Loss>? losses) => losses is null ? null : new([.. losses.Values], [.. losses.Keys], isOne: false);

    /// <inheritdoc/>
    public IEnumerator<Loss?> GetEnumerator() => ((IEnumerable<Loss?>)items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
