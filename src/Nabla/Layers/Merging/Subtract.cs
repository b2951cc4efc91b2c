namespace Nabla.Layers;

/// <summary>The difference of its two inputs: y = x₁ − x₂.</summary>
/// <remarks>Shapes: two tensors [batch, …] → [batch, …]; lengths of 1 are stretched, see <see cref="ElementwiseMergingLayer"/>.</remarks>
/// <param name="name">Name in summaries.</param>
public sealed class Subtract(string? name = null) : ElementwiseMergingLayer(name)
{
    private protected override Tensor Join(Tensor x, Tensor y) => x - y;

    private protected override void Check(Shape[] shapes)
    {
        if (shapes.Length != 2)
        {
            throw new ArgumentException($"{Name}: {shapes.Length} inputs: a difference is one of two. Give two.");
        }

        base.Check(shapes);
    }
}
