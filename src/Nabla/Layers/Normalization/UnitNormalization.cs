namespace Nabla.Layers;

/// <summary>y = x ÷ √(Σ x²), the sum of each sample over some axes, so that its length is 1 there.</summary>
/// <remarks>Shape: any → same. Lengths below 10⁻¹² are taken as that.</remarks>
/// <param name="axis">The axes; the last by default.</param>
/// <param name="name">Name in summaries.</param>
public sealed class UnitNormalization(Axes? axis = null, string? name = null) : Layer(name)
{
    /// <summary>The axes over which the sum is taken.</summary>
    public Axes Axis { get; } = axis ?? -1;

    /// <inheritdoc/>
    public override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x) => x.Normalize(Axis, 2, 1e-12);
}
