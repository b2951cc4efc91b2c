namespace Nabla.Layers;

/// <summary>Passes its input on unchanged.</summary>
/// <remarks>Shape: any → same.</remarks>
/// <param name="name">Name in summaries.</param>
public sealed class Identity(string? name = null) : Layer(name)
{
    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x) => x;
}
