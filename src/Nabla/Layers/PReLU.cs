using Nabla.Constraints;
using Nabla.Initializers;
using Nabla.Regularizers;

namespace Nabla.Layers;

/// <summary>y = x where x > 0, else Alpha · x, with a learned slope for each feature (He and others, 2015).</summary>
/// <remarks>Shapes: x [batch, …], Alpha the shape of a sample with length 1 along the shared axes.</remarks>
/// <param name="alphaInitializer">First value of Alpha; zeros by default.</param>
/// <param name="alphaRegularizer">Penalty on Alpha.</param>
/// <param name="alphaConstraint">What is done to Alpha after each step.</param>
/// <param name="sharedAxes">Axes, counted from 1 since 0 is the batch, along which one slope serves all.</param>
/// <param name="name">Name in summaries and paths.</param>
public sealed class PReLU(Initializer? alphaInitializer = null, Regularizer? alphaRegularizer = null, Constraint? alphaConstraint = null, Axes? sharedAxes = null, string? name = null) : Layer(name)
{
    Variable? alpha;

    /// <summary>The slopes for negative inputs.</summary>
    public Variable Alpha => Made(alpha);

    /// <summary>First value of Alpha.</summary>
    public Initializer AlphaInitializer { get; } = alphaInitializer ?? new Zeros();

    /// <summary>Penalty on Alpha.</summary>
    public Regularizer? AlphaRegularizer => alphaRegularizer;

    /// <summary>What is done to Alpha after each step.</summary>
    public Constraint? AlphaConstraint => alphaConstraint;

    /// <summary>Axes along which one slope serves all.</summary>
    public Axes? SharedAxes => sharedAxes;

    /// <inheritdoc/>
    public override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected override void Build(Shape inputShape)
    {
        var lengths = inputShape[1..].ToArray();
        foreach (int axis in sharedAxes ?? [])
        {
            lengths[axis > 0 && axis <= lengths.Length ? axis - 1 : throw new ShapeException($"{Name}: shared axis {axis} for an input {inputShape}: axes count from 1 to {lengths.Length}; 0 is the batch.")] = 1;
        }

        if (lengths.Contains(Shape.Unknown))
        {
            throw new ShapeException($"{Name}: input {inputShape}: the slopes need known lengths along all axes that are not shared. Give the Input its shape, or share those axes.");
        }

        alpha = AddWeight("alpha", Shape.Of(lengths), AlphaInitializer, alphaRegularizer, alphaConstraint);
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x) => x.Relu() - (Computed(Alpha) * (-x).Relu());
}
