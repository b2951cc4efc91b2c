namespace Nabla.Layers;

/// <summary>y = x · scale + offset; whole numbers become floating ones.</summary>
/// <remarks>Shape: any → same.</remarks>
/// <param name="scale">Factor: <c>1.0 / 255</c> brings bytes to 0 … 1.</param>
/// <param name="offset">What is added.</param>
/// <param name="name">Name in summaries.</param>
public sealed class Rescaling(double scale, double offset = 0, string? name = null) : Layer(name)
{
    /// <summary>The factor.</summary>
    public double Scale => scale;

    /// <summary>What is added.</summary>
    public double Offset => offset;

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x) => ((x.ElementType.IsFloating ? x : x.Cast(DTypePolicy.ComputeType)) * scale) + offset;
}
