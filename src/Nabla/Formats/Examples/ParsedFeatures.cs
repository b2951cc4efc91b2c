using System.Collections;

namespace Nabla.Formats;

/// <summary>The tensors that examples were read as, by name: dense, sparse or ragged, as the specification of each says.</summary>
public sealed class ParsedFeatures : IReadOnlyCollection<KeyValuePair<string, object>>
{
    readonly Dictionary<string, object> values = new(StringComparer.Ordinal);

    /// <summary>The dense tensor of a name.</summary>
    /// <exception cref="KeyNotFoundException">Nothing of this name was read.</exception>
    /// <exception cref="InvalidOperationException">It is sparse or ragged.</exception>
    public Tensor this[string name] => Get<Tensor>(name);

    /// <summary>How many there are.</summary>
    public int Count => values.Count;

    /// <summary>All names.</summary>
    public IEnumerable<string> Names => values.Keys;

    /// <summary>The sparse tensor of a name.</summary>
    /// <exception cref="KeyNotFoundException">Nothing of this name was read.</exception>
    /// <exception cref="InvalidOperationException">It is dense or ragged.</exception>
    public SparseTensor Sparse(string name) => Get<SparseTensor>(name);

    /// <summary>The ragged tensor of a name.</summary>
    /// <exception cref="KeyNotFoundException">Nothing of this name was read.</exception>
    /// <exception cref="InvalidOperationException">It is dense or sparse.</exception>
    public RaggedTensor Ragged(string name) => Get<RaggedTensor>(name);

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, object>> GetEnumerator() => values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal void Add(string name, object value) => values.Add(name, value);

    T Get<T>(string name) => !values.TryGetValue(name, out var value) ? throw new KeyNotFoundException($"ParsedFeatures: '{name}' was not read: there are {string.Join(", ", values.Keys)}.")
        : value is T typed ? typed
        : throw new InvalidOperationException($"ParsedFeatures: '{name}' taken as a {typeof(T).Name}: it was read as a {value.GetType().Name}. {(value is Tensor ? "Use the indexer" : value is SparseTensor ? "Use Sparse" : "Use Ragged")}.");
}

/// <summary>The tensors that examples of sequences were read as.</summary>
/// <param name="Context">Those of the whole.</param>
/// <param name="Sequences">Those of the steps.</param>
/// <param name="Lengths">Of a batch: how many steps each example has in each dense sequence, int64 [batch]; empty without a batch.</param>
public sealed record ParsedSequences(ParsedFeatures Context, ParsedFeatures Sequences, IReadOnlyDictionary<string, Tensor> Lengths);
