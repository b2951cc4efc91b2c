using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Nabla;

/// <summary>Tensors that belong together, by position or by name: the inputs of a model, its outputs, its labels.</summary>
/// <remarks>Converts from one tensor and from a dictionary; written as <c>[a, b]</c>.</remarks>
[CollectionBuilder(typeof(Tensors), nameof(Create))]
public sealed class Tensors : IReadOnlyList<Tensor>
{
    readonly Tensor[] items;
    readonly string[]? names;

    Tensors(Tensor[] items, string[]? names)
    {
        foreach (var item in items)
        {
            ArgumentNullException.ThrowIfNull(item);
        }

        (this.items, this.names) = (items, names);
    }

    /// <summary>Number of tensors.</summary>
    public int Count => items.Length;

    /// <summary>The names, in the order of the tensors; null where they are known by position only.</summary>
    public IReadOnlyList<string>? Names => names;

    /// <summary>The only tensor.</summary>
    /// <exception cref="InvalidOperationException">There are several, or none.</exception>
    public Tensor Single => items is [var only] ? only : throw new InvalidOperationException($"Tensors: {items.Length} tensors{(names is null ? "" : $" ({string.Join(", ", names)})")} taken as one. Take one of them by position or name.");

    /// <summary>The tensor at a position.</summary>
    public Tensor this[int index] => items[index];

    /// <summary>The tensor with a name.</summary>
    /// <exception cref="KeyNotFoundException">None has it; the message lists the names.</exception>
    public Tensor this[string name] => names is not null && Array.IndexOf(names, name) is >= 0 and var i ? items[i]
        : throw new KeyNotFoundException($"Tensors: no tensor '{name}': {(names is null ? "they are known by position only" : $"there are {string.Join(", ", names)}")}.");

    /// <summary>These tensors, by position.</summary>
    public static Tensors Create(ReadOnlySpan<Tensor> items) => new(items.ToArray(), null);

    /// <summary>One tensor.</summary>
    [return: NotNullIfNotNull(nameof(tensor))]
    public static implicit operator Tensors?(Tensor? tensor) => tensor is null ? null : new([tensor], null);

    /// <summary>Tensors by position.</summary>
    [return: NotNullIfNotNull(nameof(tensors))]
    public static implicit operator Tensors?(Tensor[]? tensors) => tensors is null ? null : new([.. tensors], null);

    /// <summary>Tensors by name.</summary>
    [return: NotNullIfNotNull(nameof(tensors))]
    public static implicit operator Tensors?(Dictionary<string, Tensor>? tensors) => tensors is null ? null : new([.. tensors.Values], [.. tensors.Keys]);

    /// <inheritdoc/>
    public IEnumerator<Tensor> GetEnumerator() => ((IEnumerable<Tensor>)items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>New tensors, made one by one, under the same names.</summary>
    internal Tensors Select(Func<Tensor, Tensor> function) => new(Array.ConvertAll(items, x => function(x)), names);

    /// <summary>The same tensors under names.</summary>
    internal Tensors Named(IReadOnlyList<string> given) => new(items, [.. given]);

    /// <summary>The tensors in the order in which names ask for them.</summary>
    /// <param name="method">Who asks, for errors.</param>
    /// <param name="what">What they are, for errors: <c>inputs</c>.</param>
    /// <param name="order">The names; null where there are none.</param>
    /// <exception cref="ArgumentException">A name is missing, or one is not asked for.</exception>
    internal Tensors Ordered(string method, string what, IReadOnlyList<string>? order)
    {
        if (names is null || order is null)
        {
            return this;
        }

        var unknown = names.Where(name => !order.Contains(name)).ToList();
        var missing = order.Where(name => !names.Contains(name)).ToList();
        return unknown.Count + missing.Count == 0 ? new([.. order.Select(name => this[name])], [.. order])
            : throw new ArgumentException($"{method}: {what} named {string.Join(", ", names)}: the model has {string.Join(", ", order)}. {(missing.Count > 0 ? $"Give {string.Join(", ", missing)} too." : $"Leave {string.Join(", ", unknown)} out.")}");
    }
}
