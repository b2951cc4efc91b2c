namespace Nabla.Layers;

/// <summary>The mean of its inputs: y = (x₁ + x₂ + …) ÷ their number.</summary>
/// <remarks>Shapes: as many tensors [batch, …] as given → [batch, …]; lengths of 1 are stretched, see <see cref="ElementwiseMergingLayer"/>. Whole numbers give numbers of the type of the maths.</remarks>
/// <param name="name">Name in summaries.</param>
public sealed class Average(string? name = null) : ElementwiseMergingLayer(name)
{
    private protected override Tensor Join(Tensor x, Tensor y) => x + y;

    private protected override Tensor Joined(IReadOnlyList<Tensor> xs, IReadOnlyList<Tensor?> masks)
    {
        var sum = xs.Aggregate(Join);
        return (sum.ElementType.IsDifferentiable ? sum : sum.Cast(DTypePolicy.ComputeType)) / xs.Count;
    }
}
