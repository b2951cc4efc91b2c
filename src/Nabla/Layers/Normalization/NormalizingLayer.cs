using Nabla.Constraints;
using Nabla.Initializers;
using Nabla.Operations;
using Nabla.Regularizers;

namespace Nabla.Layers;

/// <summary>What normalising layers have in common: a scale Gamma and an offset Beta that are learned.</summary>
public abstract class NormalizingLayer : Layer
{
    Variable? gamma;
    Variable? beta;

    private protected NormalizingLayer(double epsilon, bool center, bool scale, Initializer? betaInitializer, Initializer? gammaInitializer,
        Regularizer? betaRegularizer, Regularizer? gammaRegularizer, Constraint? betaConstraint, Constraint? gammaConstraint, string? name)
        : base(name)
    {
        (Epsilon, Center, Scale) = (epsilon, center, scale);
        (BetaInitializer, GammaInitializer) = (betaInitializer ?? new Zeros(), gammaInitializer ?? new Ones());
        (BetaRegularizer, GammaRegularizer) = (betaRegularizer, gammaRegularizer);
        (BetaConstraint, GammaConstraint) = (betaConstraint, gammaConstraint);
    }

    /// <summary>What is added to the variance.</summary>
    public double Epsilon { get; }

    /// <summary>Whether Beta is added.</summary>
    public bool Center { get; }

    /// <summary>Whether the result is multiplied by Gamma.</summary>
    public bool Scale { get; }

    /// <summary>The scale.</summary>
    public Variable Gamma => Made(gamma);

    /// <summary>The offset.</summary>
    public Variable Beta => Made(beta);

    /// <summary>First value of Beta.</summary>
    public Initializer BetaInitializer { get; }

    /// <summary>First value of Gamma.</summary>
    public Initializer GammaInitializer { get; }

    /// <summary>Penalty on Beta.</summary>
    public Regularizer? BetaRegularizer { get; }

    /// <summary>Penalty on Gamma.</summary>
    public Regularizer? GammaRegularizer { get; }

    /// <summary>What is done to Beta after each step.</summary>
    public Constraint? BetaConstraint { get; }

    /// <summary>What is done to Gamma after each step.</summary>
    public Constraint? GammaConstraint { get; }

    private protected void MakeWeights(Shape shape, bool scale, bool center)
    {
        gamma = scale ? AddWeight("gamma", shape, GammaInitializer, GammaRegularizer, GammaConstraint) : null;
        beta = center ? AddWeight("beta", shape, BetaInitializer, BetaRegularizer, BetaConstraint) : null;
    }

    /// <summary>Gamma and Beta as they are trained, not rounded to the type of the policy; null where there is none.</summary>
    private protected (Tensor? Gamma, Tensor? Beta) Learned() => (gamma is null ? null : Normalizations.Wide(gamma), beta is null ? null : Normalizations.Wide(beta));

    /// <summary>The length of an axis that weights lie along.</summary>
    private protected long Known(Shape inputShape, int axis)
    {
        int at = Axes.Normalize(Name, axis, inputShape.Rank);
        return inputShape.IsAxisKnown(at) ? inputShape[at] : throw new ShapeException($"{Name}: input {inputShape}: the length of axis {axis} must be known to make the weights. Give the Input its shape.");
    }

    /// <summary>Refuses an input whose axis has another length than when the weights were made.</summary>
    private protected void Require(Shape shape, int axis)
    {
        var built = InputShape ?? shape;
        if (shape.Rank != built.Rank || shape.Lengths[Axes.Normalize(Name, axis, shape.Rank)] != built.Lengths[Axes.Normalize(Name, axis, built.Rank)])
        {
            throw new ShapeException($"{Name}: input {shape}: {built} is expected, as when the layer was built, with the same length along axis {axis}.");
        }
    }

    /// <summary>Floating numbers to compute with.</summary>
    private protected Tensor Wide(Tensor x) => Normalizations.Wide(x.ElementType.IsFloating ? x : x.Cast(DTypePolicy.ComputeType));
}
