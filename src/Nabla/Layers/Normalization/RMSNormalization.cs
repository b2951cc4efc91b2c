using Nabla.Initializers;

namespace Nabla.Layers;

/// <summary>y = x · Scale ÷ √(mean x² + ε), with the mean of each sample over some axes (Zhang and Sennrich, 2019).</summary>
/// <remarks>Shapes: any → same; Scale has the lengths of the axes. 16-bit floats are computed in float32.</remarks>
/// <param name="axis">The axes; the last by default.</param>
/// <param name="epsilon">What is added to the mean square.</param>
/// <param name="name">Name in summaries and paths.</param>
public sealed class RMSNormalization(Axes? axis = null, double epsilon = 1e-6, string? name = null) : Layer(name)
{
    Variable? scale;

    /// <summary>The axes over which the mean is taken.</summary>
    public Axes Axis { get; } = axis ?? -1;

    /// <summary>What is added to the mean square.</summary>
    public double Epsilon => epsilon;

    /// <summary>What the result is multiplied by.</summary>
    public Variable Scale => Made(scale);

    /// <inheritdoc/>
    protected override void Build(Shape inputShape)
    {
        var lengths = Axes.Normalize(Name, Axis, inputShape.Rank).Select(k => inputShape.Lengths[k]).ToArray();
        scale = lengths.Contains(Shape.Unknown) ? throw new ShapeException($"{Name}: input {inputShape}: the lengths of axes {Axis} must be known to make the weights. Give the Input its shape.")
            : AddWeight("scale", Shape.Of(lengths), new Ones());
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x) =>
        (x.ElementType.IsFloating ? x : x.Cast(DTypePolicy.ComputeType)).RmsNormalization(Computed(Scale), Axis, epsilon);
}
