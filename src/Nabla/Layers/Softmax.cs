namespace Nabla.Layers;

/// <summary>y = softmax over axes: positive, with sum 1.</summary>
/// <remarks>Shape: any → same.</remarks>
/// <param name="axis">The axes; the last by default.</param>
/// <param name="name">Name in summaries.</param>
public sealed class Softmax(Axes? axis = null, string? name = null) : Layer(name)
{
    /// <summary>The axes.</summary>
    public Axes Axis { get; } = axis ?? -1;

    /// <inheritdoc/>
    public override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x) => x.Softmax(Axis);
}
