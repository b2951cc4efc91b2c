using Nabla.Constraints;
using Nabla.Initializers;
using Nabla.Operations;
using Nabla.Regularizers;

namespace Nabla.Layers;

/// <summary>y = (x − mean) · Gamma ÷ √(variance + ε) + Beta for each channel: with the figures of the batch in training, else with their moving averages (Ioffe and Szegedy, 2015).</summary>
/// <remarks>
/// <para>Shapes: [batch, …, channels] → same; all weights [channels]. 16-bit floats are computed in float32.</para>
/// <para>Entries that a mask [batch, …] leaves out take no part in the figures of the batch; they are normalised like the others.</para>
/// <para>Each call in training moves the averages: average ← average · momentum + figure · (1 − momentum). A frozen layer uses and keeps its averages, in training too.</para>
/// </remarks>
/// <param name="axis">The axis of the channels.</param>
/// <param name="momentum">How much of the moving averages stays in each step.</param>
/// <param name="epsilon">What is added to the variance.</param>
/// <param name="center">Whether Beta is added.</param>
/// <param name="scale">Whether the result is multiplied by Gamma.</param>
/// <param name="betaInitializer">First value of Beta; zeros by default.</param>
/// <param name="gammaInitializer">First value of Gamma; ones by default.</param>
/// <param name="movingMeanInitializer">First value of MovingMean; zeros by default.</param>
/// <param name="movingVarianceInitializer">First value of MovingVariance; ones by default.</param>
/// <param name="betaRegularizer">Penalty on Beta.</param>
/// <param name="gammaRegularizer">Penalty on Gamma.</param>
/// <param name="betaConstraint">What is done to Beta after each step.</param>
/// <param name="gammaConstraint">What is done to Gamma after each step.</param>
/// <param name="activityRegularizer">Penalty on y.</param>
/// <param name="name">Name in summaries and paths.</param>
/// <param name="renorm">Corrects the figures of the batch by averages of their own, so that training and inference differ less (Ioffe, 2017).</param>
/// <param name="renormClipping">Limits of the corrections.</param>
/// <param name="renormMomentum">How much of those averages stays in each step.</param>
/// <exception cref="ArgumentOutOfRangeException">The momentum is not in [0, 1].</exception>
public sealed class BatchNormalization(
    int axis = -1,
    double momentum = 0.99,
    double epsilon = 1e-3,
    bool center = true,
    bool scale = true,
    Initializer? betaInitializer = null,
    Initializer? gammaInitializer = null,
    Initializer? movingMeanInitializer = null,
    Initializer? movingVarianceInitializer = null,
    Regularizer? betaRegularizer = null,
    Regularizer? gammaRegularizer = null,
    Constraint? betaConstraint = null,
    Constraint? gammaConstraint = null,
    Regularizer? activityRegularizer = null,
    string? name = null,
    bool renorm = false,
    RenormClipping? renormClipping = null,
    double renormMomentum = 0.99) : NormalizingLayer(epsilon, center, scale, betaInitializer, gammaInitializer, betaRegularizer, gammaRegularizer, betaConstraint, gammaConstraint, name)
{
    readonly double momentum = momentum is >= 0 and <= 1 ? momentum : throw new ArgumentOutOfRangeException(nameof(momentum), $"BatchNormalization: momentum {momentum}: it is between 0 and 1.");
    Variable? mean;
    Variable? variance;
    Variable? deviation;
    Variable? renormMean;
    Variable? renormDeviation;

    /// <summary>The axis of the channels.</summary>
    public int Axis => axis;

    /// <summary>How much of the moving averages stays in each step.</summary>
    public double Momentum => momentum;

    /// <summary>The moving average of the mean.</summary>
    public Variable MovingMean => Made(mean);

    /// <summary>The moving average of the variance.</summary>
    public Variable MovingVariance => Made(variance);

    /// <summary>First value of MovingMean.</summary>
    public Initializer MovingMeanInitializer { get; } = movingMeanInitializer ?? new Zeros();

    /// <summary>First value of MovingVariance.</summary>
    public Initializer MovingVarianceInitializer { get; } = movingVarianceInitializer ?? new Ones();

    /// <summary>Whether the figures of the batch are corrected by averages of their own.</summary>
    public bool Renorm => renorm;

    /// <summary>Limits of the corrections; null where there is no correction.</summary>
    public RenormClipping? RenormClipping { get; } = renorm ? renormClipping ?? new() : null;

    /// <summary>How much of those averages stays in each step.</summary>
    public double RenormMomentum => renormMomentum;

    internal Regularizer? OutputRegularizer => activityRegularizer;

    /// <inheritdoc/>
    public override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected override Regularizer? ActivityRegularizer => activityRegularizer;

    /// <inheritdoc/>
    protected override void Build(Shape inputShape)
    {
        var shape = Shape.Of([Known(inputShape, axis)]);
        MakeWeights(shape, Scale, Center);
        mean = AddWeight("moving_mean", shape, MovingMeanInitializer, trainable: false);
        variance = AddWeight("moving_variance", shape, MovingVarianceInitializer, trainable: false);
        if (renorm)
        {
            var root = Initializer.From((lengths, type) => MovingVarianceInitializer.Clone().Call(lengths, type).Sqrt());
            deviation = AddWeight("moving_stddev", shape, root, trainable: false);
            renormMean = AddWeight("renorm_mean", shape, MovingMeanInitializer.Clone(), trainable: false);
            renormDeviation = AddWeight("renorm_stddev", shape, root, trainable: false);
        }
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x)
    {
        Require(x.Shape, axis);
        int at = Axes.Normalize(Name, axis, x.Rank);
        var wide = Wide(x);
        var (gamma, beta) = Learned();
        if (!Training || !Trainable)
        {
            return wide.BatchNormalization(Normalizations.Wide(MovingMean), Normalizations.Wide(MovingVariance), at, beta, gamma, Epsilon).Cast(DTypePolicy.ComputeType);
        }

        if (at == x.Rank - 1 && !renorm && InputMask is null)
        {
            var (normalized, ownMean, ownVariance) = wide.NormalizeBatch(beta, gamma, Epsilon);
            Move(MovingVariance, ownVariance, momentum);
            Move(MovingMean, ownMean, momentum);
            return normalized.Cast(DTypePolicy.ComputeType);
        }

        var others = Axes.Create([.. Enumerable.Range(0, x.Rank).Where(k => k != at)]);
        var counted = Counted(wide);
        var batchMean = MeanOf(wide, counted, others);
        var centred = wide - Normalizations.Along(batchMean, at, x.Rank);
        var batchVariance = MeanOf(centred.Square(), counted, others);
        var factor = (batchVariance + Epsilon).Rsqrt();
        if (renorm)
        {
            (factor, beta) = Corrected(factor, beta, gamma, batchMean.StopGradient(), (batchVariance.StopGradient() + Epsilon).Sqrt());
        }
        else
        {
            Move(MovingVariance, batchVariance, momentum);
        }

        Move(MovingMean, batchMean, momentum);
        var y = centred * Normalizations.Along(gamma is null ? factor : factor * gamma, at, x.Rank);
        y = beta is null ? y : y + Normalizations.Along(beta, at, x.Rank);
        return y.Cast(DTypePolicy.ComputeType);
    }

    /// <summary>The mask as ones and zeros in the shape of x; null where all entries count.</summary>
    Tensor? Counted(Tensor x)
    {
        if (InputMask is not { } mask)
        {
            return null;
        }

        return mask.Rank == x.Rank - 1 ? mask.Cast(x.ElementType).ExpandDims(-1).BroadcastLike(x)
            : throw new ShapeException($"{Name}: mask {mask.Shape} for input {x.Shape}: a mask says which places count, not which channels. Give it one axis less than the input.");
    }

    // As in Keras, the number of entries that count is enlarged by 10⁻⁷, so that none of them gives 0.
    static Tensor MeanOf(Tensor x, Tensor? counted, Axes axes) => counted is null ? x.Mean(axes) : (x * counted).Sum(axes) / (counted.Sum(axes) + 1e-7);

    // x̂ becomes x̂ · r + d: the corrections are taken as constants, from the averages before this step.
    (Tensor Factor, Tensor? Beta) Corrected(Tensor factor, Tensor? beta, Tensor? gamma, Tensor batchMean, Tensor batchDeviation)
    {
        var usual = Normalizations.Wide(renormDeviation!).Maximum(Math.Sqrt(Epsilon));
        var r = RenormClipping!.Ratio(batchDeviation / usual);
        var d = RenormClipping.Shift((batchMean - Normalizations.Wide(renormMean!)) / usual);
        d = gamma is null ? d : d * gamma;
        Move(renormMean!, batchMean, renormMomentum);
        Move(renormDeviation!, batchDeviation, renormMomentum);
        Move(deviation!, batchDeviation, momentum);
        MovingVariance.Assign((deviation!.Square() - Epsilon).Maximum(0));
        return (factor * r, beta is null ? d : beta + d);
    }

    static void Move(Variable average, Tensor figure, double momentum) =>
        average.Assign(((Tensor)average * momentum) + (figure.StopGradient().Cast(average.ElementType) * (1 - momentum)));
}
