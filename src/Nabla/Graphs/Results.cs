using System.Collections;

namespace Nabla;

/// <summary>What a session answers, one entry for each fetch in their order.</summary>
public sealed class Results : IReadOnlyList<Tensor>
{
    readonly Tensor?[] values;
    readonly string[] names;

    internal Results(Tensor?[] values, string[] names) => (this.values, this.names) = (values, names);

    /// <inheritdoc/>
    public int Count => values.Length;

    /// <summary>The value of a fetch.</summary>
    /// <exception cref="InvalidOperationException">The fetch was a node, which has no value.</exception>
    public Tensor this[int index] => values[index] ?? throw new InvalidOperationException($"Session: fetch {index}, '{names[index]}', is a node: it was run and has no value. Fetch a tensor to get one.");

    /// <summary>Whether a fetch has a value; that of a node has none.</summary>
    public bool HasValue(int index) => values[index] is not null;

    /// <summary>The first two values: <c>var (_, loss) = session.Run([train, loss])</c>.</summary>
    public void Deconstruct(out Tensor? first, out Tensor? second) => (first, second) = (values[0], values[1]);

    /// <summary>The first three values.</summary>
    public void Deconstruct(out Tensor? first, out Tensor? second, out Tensor? third) => (first, second, third) = (values[0], values[1], values[2]);

    /// <inheritdoc/>
    public IEnumerator<Tensor> GetEnumerator() => Enumerable.Range(0, Count).Select(i => this[i]).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
