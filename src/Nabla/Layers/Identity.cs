namespace Nabla.Layers;

/// <summary>Passes its input on unchanged.</summary>
/// <remarks>Shape: any → same.</remarks>
/// <param name="name">Name in summaries.</param>
public sealed class Identity(string? name = null) : Layer(name)
{
    /// <inheritdoc/>
    public override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x) => x;
}
