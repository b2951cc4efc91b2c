namespace Nabla.Layers;

/// <summary>y = softmax over axes: positive, with sum 1.</summary>
/// <remarks>Shape: any → same. Entries that a mask leaves out get 0; where none counts, all get 0.</remarks>
/// <param name="axis">The axes; the last by default.</param>
/// <param name="name">Name in summaries.</param>
public sealed class Softmax(Axes? axis = null, string? name = null) : Layer(name)
{
    /// <summary>The axes.</summary>
    public Axes Axis { get; } = axis ?? -1;

    /// <inheritdoc/>
    public override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x)
    {
        if (InputMask is not { } mask)
        {
            return x.Softmax(Axis);
        }

        // Finite, so that a row of nothing but masked entries has no infinities to subtract.
        var least = x.FullLike(x.ElementType == ElementType.Float16 ? -3e4 : -1e9);
        var counted = mask.Cast(ElementType.Bool);
        return Tensor.Where(counted, Tensor.Where(counted, x, least).Softmax(Axis), x.ZerosLike());
    }
}
