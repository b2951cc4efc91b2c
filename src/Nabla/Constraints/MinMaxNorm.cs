namespace Nabla.Constraints;

/// <summary>Moves the lengths of vectors towards an interval.</summary>
/// <param name="minValue">The shortest length.</param>
/// <param name="maxValue">The longest length.</param>
/// <param name="rate">How far: 1 goes all the way at once, 0 not at all.</param>
/// <param name="axis">The axes along which a vector lies; 0 by default, for a kernel [in, out] the weights of one unit.</param>
public sealed class MinMaxNorm(double minValue = 0, double maxValue = 1, double rate = 1, Axes? axis = null) : Constraint
{
    /// <summary>The shortest length.</summary>
    public double MinValue => minValue;

    /// <summary>The longest length.</summary>
    public double MaxValue => maxValue;

    /// <summary>How far towards the interval.</summary>
    public double Rate => rate;

    /// <summary>The axes along which a vector lies.</summary>
    public Axes Axis { get; } = axis ?? 0;

    /// <inheritdoc/>
    public override Tensor Call(Tensor w)
    {
        var norms = Norms(w, Axis);
        var desired = (norms.Clip(minValue, maxValue) * rate) + (norms * (1 - rate));
        return w * (desired / (norms + Epsilon));
    }
}
