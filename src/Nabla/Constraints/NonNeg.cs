namespace Nabla.Constraints;

/// <summary>Negative elements, and NaN, become 0.</summary>
public sealed class NonNeg : Constraint
{
    /// <inheritdoc/>
    public override Tensor Call(Tensor w) => Tensor.Where(w.GreaterEqual(0), w, w.ZerosLike());
}
