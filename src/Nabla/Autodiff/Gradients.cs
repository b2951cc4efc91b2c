using System.Collections;

namespace Nabla;

/// <summary>What <see cref="GradientTape"/> gives for sources on which the target does not depend.</summary>
public enum UnconnectedGradients
{
    /// <summary>Nothing: <see cref="Gradients.IsConnected"/> is false, and reading the gradient is an error that says why.</summary>
    None,

    /// <summary>Zeros of the source's shape.</summary>
    Zero,
}

/// <summary>The gradients of one target, one for each source, in their order.</summary>
public sealed class Gradients : IReadOnlyList<Tensor>
{
    readonly Tensor?[] values;
    readonly IReadOnlyList<Tensor> sources;

    internal Gradients(Tensor?[] values, IReadOnlyList<Tensor> sources) => (this.values, this.sources) = (values, sources);

    /// <summary>Number of sources.</summary>
    public int Count => values.Length;

    /// <summary>The gradient for one source.</summary>
    /// <exception cref="InvalidOperationException">The target does not depend on this source.</exception>
    public Tensor this[int index] => values[index] ?? throw new InvalidOperationException(
        $"GradientTape: gradient {index}: the target does not depend on {(sources[index] is Variable v ? $"the variable {v.Name}" : $"the tensor of shape {sources[index].Shape}")}, as far as the tape saw. Compute the target inside the tape's using block from this very source, and Watch it where it is no trainable variable.");

    /// <summary>Whether the target depends on this source.</summary>
    public bool IsConnected(int index) => values[index] is not null;

    /// <summary>The gradient for one source, null where the target does not depend on it.</summary>
    public Tensor? OrNull(int index) => values[index];

    /// <inheritdoc/>
    public IEnumerator<Tensor> GetEnumerator() => Enumerable.Range(0, Count).Select(i => this[i]).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
