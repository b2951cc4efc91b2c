namespace Nabla.Layers;

/// <summary>Reorders the axes of a sample: axis k of the result is axis dims[k] of the sample, counted from 1.</summary>
/// <remarks>Shapes: [batch, a₁, …, aₙ] → [batch, a_dims[0], …].</remarks>
/// <param name="dims">Each of 1 … n once; the batch axis is not counted.</param>
/// <param name="name">Name in summaries.</param>
/// <exception cref="ArgumentException">An axis is missing or stands there twice.</exception>
public sealed class Permute(Axes dims, string? name = null) : Layer(name)
{
    readonly Axes order = Axes.Create([0, .. Checked(dims)]);

    /// <summary>Axis k of the result is axis Dims[k] of the sample, counted from 1.</summary>
    public Axes Dims => dims;

    /// <inheritdoc/>
    public override Shape ComputeOutputShape(Shape inputShape) => new Operations.Transpose(order).InferOne([new(ElementType.Float32, inputShape)]).Shape;

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x) => x.Transpose(order);

    static Axes Checked(Axes dims) => dims.Order().SequenceEqual(Enumerable.Range(1, dims.Count)) ? dims
        : throw new ArgumentException($"Permute: dims {string.Join(", ", dims)}: each of 1 … {dims.Count} must stand there once; the batch axis is not counted.", nameof(dims));
}
