namespace Nabla.Layers;

/// <summary>The product of its inputs: y = x₁ · x₂ · …</summary>
/// <remarks>Shapes: as many tensors [batch, …] as given → [batch, …]; lengths of 1 are stretched, see <see cref="ElementwiseMergingLayer"/>. Entries that do not count are left out of the product; it is 0 where none counts.</remarks>
/// <param name="name">Name in summaries.</param>
public sealed class Multiply(string? name = null) : ElementwiseMergingLayer(name)
{
    private protected override Tensor Join(Tensor x, Tensor y) => x * y;

    private protected override Tensor Joined(IReadOnlyList<Tensor> xs, IReadOnlyList<Tensor?> masks)
    {
        var y = xs.Select((x, i) => masks[i] is { } mask ? Tensor.Where(mask, x, x.OnesLike()) : x).Aggregate(Join);
        return masks.Contains(null) ? y : Tensor.Where(masks.Select(mask => mask!).Aggregate((a, b) => a.LogicalOr(b)), y, y.ZerosLike());
    }
}
