using Nabla.Constraints;
using Nabla.Initializers;
using Nabla.Operations;
using Nabla.Regularizers;

namespace Nabla.Layers;

/// <summary>y = (x − mean) · Gamma ÷ √(variance + ε) + Beta, with mean and variance of each sample over a group of channels and all other axes (Wu and He, 2018).</summary>
/// <remarks>Shapes: [batch, …, channels] → same; Gamma and Beta [channels]. 16-bit floats are computed in float32.</remarks>
/// <param name="groups">Parts of the channels, each normalised on its own; −1 for one a channel.</param>
/// <param name="axis">The axis of the channels.</param>
/// <param name="epsilon">What is added to the variance.</param>
/// <param name="center">Whether Beta is added.</param>
/// <param name="scale">Whether the result is multiplied by Gamma.</param>
/// <param name="betaInitializer">First value of Beta; zeros by default.</param>
/// <param name="gammaInitializer">First value of Gamma; ones by default.</param>
/// <param name="betaRegularizer">Penalty on Beta.</param>
/// <param name="gammaRegularizer">Penalty on Gamma.</param>
/// <param name="betaConstraint">What is done to Beta after each step.</param>
/// <param name="gammaConstraint">What is done to Gamma after each step.</param>
/// <param name="name">Name in summaries and paths.</param>
/// <exception cref="ArgumentOutOfRangeException">The number of groups is neither positive nor −1.</exception>
public sealed class GroupNormalization(
    int groups = 32,
    int axis = -1,
    double epsilon = 1e-3,
    bool center = true,
    bool scale = true,
    Initializer? betaInitializer = null,
    Initializer? gammaInitializer = null,
    Regularizer? betaRegularizer = null,
    Regularizer? gammaRegularizer = null,
    Constraint? betaConstraint = null,
    Constraint? gammaConstraint = null,
    string? name = null) : NormalizingLayer(epsilon, center, scale, betaInitializer, gammaInitializer, betaRegularizer, gammaRegularizer, betaConstraint, gammaConstraint, name)
{
    /// <summary>Parts of the channels; −1 for one a channel.</summary>
    public int Groups { get; } = groups == -1 ? groups : WindowArguments.Count(nameof(GroupNormalization), nameof(groups), groups);

    /// <summary>The axis of the channels.</summary>
    public int Axis => axis;

    /// <inheritdoc/>
    public override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected override void Build(Shape inputShape)
    {
        long channels = Known(inputShape, axis);
        if (Axes.Normalize(Name, axis, inputShape.Rank) == 0 || channels % Count(channels) != 0)
        {
            throw new ShapeException($"{Name}: input {inputShape}: {channels} channels along axis {axis} in {Groups} groups: the groups must divide the channels, which do not lie along the batch.");
        }

        MakeWeights(Shape.Of([channels]), Scale, Center);
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x)
    {
        Require(x.Shape, axis);
        int at = Axes.Normalize(Name, axis, x.Rank);
        var wide = Wide(x);
        var parts = Engine.Current.RunOne(new SplitAxis(at, Count(x.Shape[at]), null), wide);
        var others = Axes.Create([.. Enumerable.Range(1, x.Rank).Where(k => k != at)]);
        var centred = parts - parts.Mean(others, keepDims: true);
        var y = Engine.Current.RunOne(new JoinAxes(at, 2), centred * (centred.Square().Mean(others, keepDims: true) + Epsilon).Rsqrt());
        var (gamma, beta) = Learned();
        y = gamma is null ? y : y * Normalizations.Along(gamma, at, x.Rank);
        y = beta is null ? y : y + Normalizations.Along(beta, at, x.Rank);
        return y.Cast(DTypePolicy.ComputeType);
    }

    long Count(long channels) => Groups == -1 ? Math.Max(channels, 1) : Groups;
}
