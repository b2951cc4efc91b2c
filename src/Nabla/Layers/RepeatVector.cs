namespace Nabla.Layers;

/// <summary>Repeats each sample along a new axis: [batch, features] → [batch, n, features].</summary>
/// <remarks>y[b, i] = x[b].</remarks>
/// <param name="n">How often; 1 or more.</param>
/// <param name="name">Name in summaries.</param>
public sealed class RepeatVector(int n, string? name = null) : Layer(name)
{
    readonly int n = n > 0 ? n : throw new ArgumentOutOfRangeException(nameof(n), $"RepeatVector: {n} times: it must be at least 1.");

    /// <summary>How often.</summary>
    public int N => n;

    /// <inheritdoc/>
    public override Shape ComputeOutputShape(Shape inputShape) => inputShape[..1].Concat([n]).Concat(inputShape[1..]);

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x) =>
        x.Rank == 2 ? x.ExpandDims(1).Repeat(n, axis: 1)
        : throw new ShapeException($"{Name}: input {x.Shape}: it must be a batch of vectors, [batch, features]. Flatten the samples first.");
}
