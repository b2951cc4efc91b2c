namespace Nabla.Layers;

/// <summary>Leaves out the steps whose numbers are all a value: y = x where a step counts, 0 elsewhere, with the mask that says which count.</summary>
/// <remarks>Shape: [batch, steps, …] → same; the mask is that of the input without its last axis. Layers after it that know masks pass over the steps left out.</remarks>
/// <param name="maskValue">The value.</param>
/// <param name="name">Name in summaries.</param>
public sealed class Masking(double maskValue = 0, string? name = null) : Layer(name)
{
    /// <summary>The value of steps that are left out.</summary>
    public double MaskValue => maskValue;

    /// <inheritdoc/>
    public override bool SupportsMasking => true;

    /// <inheritdoc/>
    public override Shape ComputeOutputShape(Shape inputShape) => inputShape;

    /// <inheritdoc/>
    public override Tensor? ComputeMask(Tensor x, Tensor? mask)
    {
        ArgumentNullException.ThrowIfNull(x);
        return Counted(x, keepDims: false);
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x) => x * Counted(x, keepDims: true).Cast(x.ElementType);

    Tensor Counted(Tensor x, bool keepDims) => x.Rank > 1 ? x.NotEqual(x.FullLike(maskValue)).Any(-1, keepDims)
        : throw new ShapeException($"{Name}: input {x.Shape}: each step of a sample has numbers along the last axis. Add one with ExpandDims.");
}
