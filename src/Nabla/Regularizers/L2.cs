namespace Nabla.Regularizers;

/// <summary>l2 · Σ x²: keeps weights small.</summary>
/// <param name="l2">The factor; 0 or more.</param>
/// <exception cref="ArgumentOutOfRangeException">The factor is negative or no number.</exception>
public sealed class L2(double l2 = 0.01) : Regularizer
{
    /// <summary>The factor.</summary>
    public double Factor { get; } = Checked(nameof(L2), nameof(l2), l2);

    /// <inheritdoc/>
    public override Tensor Call(Tensor x) => x.Square().Sum() * Factor;
}
