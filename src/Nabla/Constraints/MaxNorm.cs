namespace Nabla.Constraints;

/// <summary>Shrinks vectors that are longer than a length to that length.</summary>
/// <param name="maxValue">The longest length.</param>
/// <param name="axis">The axes along which a vector lies; 0 by default, for a kernel [in, out] the weights of one unit.</param>
/// <remarks>Srivastava et al., Dropout, 2014.</remarks>
public sealed class MaxNorm(double maxValue = 2, Axes? axis = null) : Constraint
{
    /// <summary>The longest length.</summary>
    public double MaxValue => maxValue;

    /// <summary>The axes along which a vector lies.</summary>
    public Axes Axis { get; } = axis ?? 0;

    /// <inheritdoc/>
    public override Tensor Call(Tensor w)
    {
        var norms = Norms(w, Axis);
        return w * (norms.Clip(0, maxValue) / (norms + Epsilon));
    }
}
