namespace Nabla.Regularizers;

/// <summary>l1 · Σ |x|: drives weights to exactly 0.</summary>
/// <param name="l1">The factor; 0 or more.</param>
/// <exception cref="ArgumentOutOfRangeException">The factor is negative or no number.</exception>
public sealed class L1(double l1 = 0.01) : Regularizer
{
    /// <summary>The factor.</summary>
    public double Factor { get; } = Checked(nameof(L1), nameof(l1), l1);

    /// <inheritdoc/>
    public override Tensor Call(Tensor x) => x.Abs().Sum() * Factor;
}
