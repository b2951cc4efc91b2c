using Nabla.Constraints;
using Nabla.Initializers;
using Nabla.Regularizers;

namespace Nabla.Layers;

/// <summary>y = (x − mean) · Gamma ÷ √(variance + ε) + Beta, with mean and variance of each sample over some axes (Ba, Kiros and Hinton, 2016).</summary>
/// <remarks>Shapes: any → same; Gamma and Beta have the lengths of the axes. 16-bit floats are computed in float32.</remarks>
/// <param name="axis">The axes; the last by default.</param>
/// <param name="epsilon">What is added to the variance.</param>
/// <param name="center">Whether Beta is added.</param>
/// <param name="scale">Whether the result is multiplied by Gamma.</param>
/// <param name="rmsScaling">Leaves the mean where it is: y = x · Gamma ÷ √(variance + ε), without Beta.</param>
/// <param name="betaInitializer">First value of Beta; zeros by default.</param>
/// <param name="gammaInitializer">First value of Gamma; ones by default.</param>
/// <param name="betaRegularizer">Penalty on Beta.</param>
/// <param name="gammaRegularizer">Penalty on Gamma.</param>
/// <param name="betaConstraint">What is done to Beta after each step.</param>
/// <param name="gammaConstraint">What is done to Gamma after each step.</param>
/// <param name="name">Name in summaries and paths.</param>
public sealed class LayerNormalization(
    Axes? axis = null,
    double epsilon = 1e-3,
    bool center = true,
    bool scale = true,
    bool rmsScaling = false,
    Initializer? betaInitializer = null,
    Initializer? gammaInitializer = null,
    Regularizer? betaRegularizer = null,
    Regularizer? gammaRegularizer = null,
    Constraint? betaConstraint = null,
    Constraint? gammaConstraint = null,
    string? name = null) : NormalizingLayer(epsilon, center, scale, betaInitializer, gammaInitializer, betaRegularizer, gammaRegularizer, betaConstraint, gammaConstraint, name)
{
    /// <summary>The axes over which mean and variance are taken.</summary>
    public Axes Axis { get; } = axis ?? -1;

    /// <summary>Whether the mean is left where it is.</summary>
    public bool RmsScaling => rmsScaling;

    /// <inheritdoc/>
    public override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected override void Build(Shape inputShape)
    {
        _ = Axes.Normalize(Name, Axis, inputShape.Rank);
        MakeWeights(Shape.Of([.. Axis.Select(k => Known(inputShape, k))]), Scale || rmsScaling, Center && !rmsScaling);
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x)
    {
        foreach (int k in Axis)
        {
            Require(x.Shape, k);
        }

        var (gamma, beta) = Learned();
        var wide = Wide(x);
        var y = !rmsScaling ? wide.LayerNormalization(gamma, beta, Axis, Epsilon) : wide * (wide.Var(Axis, keepDims: true) + Epsilon).Rsqrt() * Spread(gamma!, x);
        return y.Cast(DTypePolicy.ComputeType);
    }

    Tensor Spread(Tensor gamma, Tensor x)
    {
        int[] own = Axes.Normalize(Name, Axis, x.Rank);
        return gamma.Reshape(Shape.Of([.. Enumerable.Range(0, x.Rank).Select(k => Array.IndexOf(own, k) is >= 0 and var i ? gamma.Shape[i] : 1)]));
    }
}
