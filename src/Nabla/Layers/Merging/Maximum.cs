namespace Nabla.Layers;

/// <summary>The largest of its inputs at each place: y = max(x₁, x₂, …).</summary>
/// <remarks>Shapes: as many tensors [batch, …] as given → [batch, …]; lengths of 1 are stretched, see <see cref="ElementwiseMergingLayer"/>. Entries that do not count take no part where another counts. Where inputs are equal they share the gradient.</remarks>
/// <param name="name">Name in summaries.</param>
public sealed class Maximum(string? name = null) : ElementwiseMergingLayer(name)
{
    private protected override Tensor Join(Tensor x, Tensor y) => x.Maximum(y);

    private protected override Tensor Joined(IReadOnlyList<Tensor> xs, IReadOnlyList<Tensor?> masks) => JoinedWhereCounted(xs, masks);
}
