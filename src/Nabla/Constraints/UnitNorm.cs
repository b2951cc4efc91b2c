namespace Nabla.Constraints;

/// <summary>Scales vectors to length 1; a zero vector stays zero.</summary>
/// <param name="axis">The axes along which a vector lies; 0 by default, for a kernel [in, out] the weights of one unit.</param>
public sealed class UnitNorm(Axes? axis = null) : Constraint
{
    /// <summary>The axes along which a vector lies.</summary>
    public Axes Axis { get; } = axis ?? 0;

    /// <inheritdoc/>
    public override Tensor Call(Tensor w) => w / (Norms(w, Axis) + Epsilon);
}
