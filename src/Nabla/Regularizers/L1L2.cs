namespace Nabla.Regularizers;

/// <summary>l1 · Σ |x| + l2 · Σ x².</summary>
/// <param name="l1">The factor of the absolute values; 0 or more.</param>
/// <param name="l2">The factor of the squares; 0 or more.</param>
/// <exception cref="ArgumentOutOfRangeException">A factor is negative or no number.</exception>
public sealed class L1L2(double l1 = 0, double l2 = 0) : Regularizer
{
    /// <summary>The factor of the absolute values.</summary>
    public double L1 { get; } = Checked(nameof(L1L2), nameof(l1), l1);

    /// <summary>The factor of the squares.</summary>
    public double L2 { get; } = Checked(nameof(L1L2), nameof(l2), l2);

    /// <inheritdoc/>
    public override Tensor Call(Tensor x) => (L1, L2) switch
    {
        (0, 0) => Tensor.Zeros([], x.ElementType),
        (_, 0) => x.Abs().Sum() * L1,
        (0, _) => x.Square().Sum() * L2,
        _ => (x.Abs().Sum() * L1) + (x.Square().Sum() * L2),
    };
}
