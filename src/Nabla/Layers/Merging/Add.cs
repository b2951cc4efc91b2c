namespace Nabla.Layers;

/// <summary>The sum of its inputs: y = x₁ + x₂ + …</summary>
/// <remarks>Shapes: as many tensors [batch, …] as given → [batch, …]; lengths of 1 are stretched, see <see cref="ElementwiseMergingLayer"/>.</remarks>
/// <param name="name">Name in summaries.</param>
public sealed class Add(string? name = null) : ElementwiseMergingLayer(name)
{
    private protected override Tensor Join(Tensor x, Tensor y) => x + y;
}
