using Nabla.Schedules;

namespace Nabla;

/// <content>Rates that fall with the global step; the formulas are those of <see cref="Nabla.Schedules"/>.</content>
public static partial class Train
{
    /// <summary>rate = learningRate · decayRate^(step / decaySteps).</summary>
    /// <param name="learningRate">The rate at step 0.</param>
    /// <param name="globalStep">The counter of steps.</param>
    /// <param name="decaySteps">The steps in which the rate is multiplied once; above 0.</param>
    /// <param name="decayRate">The factor.</param>
    /// <param name="staircase">Whether the rate falls in stairs: the quotient is rounded down.</param>
    /// <param name="name">The name of the node.</param>
    /// <returns>A float32 scalar of the graph.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The steps are not above 0.</exception>
    public static Tensor ExponentialDecay(double learningRate, Tensor globalStep, double decaySteps, double decayRate, bool staircase = false, string name = "ExponentialDecay") =>
        Decayed(name, globalStep, new ExponentialDecay(learningRate, decaySteps, decayRate, staircase));

    /// <summary>rate = learningRate · e^(−decayRate · step / decaySteps).</summary>
    /// <inheritdoc cref="ExponentialDecay"/>
    public static Tensor NaturalExpDecay(double learningRate, Tensor globalStep, double decaySteps, double decayRate, bool staircase = false, string name = "ExponentialTimeDecay")
    {
        double steps = Above(decaySteps, nameof(NaturalExpDecay), nameof(decaySteps));
        return Decayed(name, globalStep, LearningRateSchedule.From(step =>
        {
            var periods = step / steps;
            return ((staircase ? periods.Floor() : periods) * -decayRate).Exp() * learningRate;
        }));
    }

    /// <summary>rate = learningRate / (1 + decayRate · step / decaySteps).</summary>
    /// <inheritdoc cref="ExponentialDecay"/>
    public static Tensor InverseTimeDecay(double learningRate, Tensor globalStep, double decaySteps, double decayRate, bool staircase = false, string name = "InverseTimeDecay") =>
        Decayed(name, globalStep, new InverseTimeDecay(learningRate, decaySteps, decayRate, staircase));

    /// <summary>rate = (learningRate − end) · (1 − step / decaySteps)^power + end, and end from decaySteps on.</summary>
    /// <param name="learningRate">The rate at step 0.</param>
    /// <param name="globalStep">The counter of steps.</param>
    /// <param name="decaySteps">The steps until the end; above 0.</param>
    /// <param name="endLearningRate">The last rate.</param>
    /// <param name="power">1 for a straight line.</param>
    /// <param name="cycle">Whether the rate rises again beyond decaySteps: the steps then stretch to their next whole multiple.</param>
    /// <param name="name">The name of the node.</param>
    /// <returns>A float32 scalar of the graph.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The steps are not above 0.</exception>
    public static Tensor PolynomialDecay(
        double learningRate, Tensor globalStep, double decaySteps, double endLearningRate = 0.0001, double power = 1, bool cycle = false, string name = "PolynomialDecay") =>
        Decayed(name, globalStep, new PolynomialDecay(learningRate, decaySteps, endLearningRate, power, cycle));

    /// <summary>One rate up to and including each boundary, another after it.</summary>
    /// <param name="globalStep">The counter of steps.</param>
    /// <param name="boundaries">Steps in ascending order.</param>
    /// <param name="values">Rates, one more than boundaries.</param>
    /// <param name="name">The name of the node.</param>
    /// <returns>A float32 scalar of the graph.</returns>
    /// <exception cref="ArgumentException">There is not one rate more than boundaries, or the boundaries do not ascend.</exception>
    public static Tensor PiecewiseConstant(Tensor globalStep, IReadOnlyList<double> boundaries, IReadOnlyList<double> values, string name = "PiecewiseConstant") =>
        Decayed(name, globalStep, new PiecewiseConstantDecay(boundaries, values));

    /// <summary>rate = learningRate · ((1 − alpha) · (1 + cos(π · step / decaySteps)) / 2 + alpha) (Loshchilov and Hutter, 2017).</summary>
    /// <param name="learningRate">The rate at step 0.</param>
    /// <param name="globalStep">The counter of steps.</param>
    /// <param name="decaySteps">The steps until the end; above 0.</param>
    /// <param name="alpha">The part of the rate that is left.</param>
    /// <param name="name">The name of the node.</param>
    /// <returns>A float32 scalar of the graph.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The steps are not above 0.</exception>
    public static Tensor CosineDecay(double learningRate, Tensor globalStep, double decaySteps, double alpha = 0, string name = "CosineDecay") =>
        Decayed(name, globalStep, new CosineDecay(learningRate, decaySteps, alpha));

    /// <summary>Cosine decay that starts again from the top, each period <paramref name="tMul"/> times as long and <paramref name="mMul"/> times as high as the last.</summary>
    /// <param name="learningRate">The rate at step 0.</param>
    /// <param name="globalStep">The counter of steps.</param>
    /// <param name="firstDecaySteps">The steps of the first period; above 0.</param>
    /// <param name="tMul">The factor from one period's length to the next.</param>
    /// <param name="mMul">The factor from one period's first rate to the next.</param>
    /// <param name="alpha">The part of the rate that is left at the end of a period.</param>
    /// <param name="name">The name of the node.</param>
    /// <returns>A float32 scalar of the graph.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The steps are not above 0.</exception>
    public static Tensor CosineDecayRestarts(
        double learningRate, Tensor globalStep, double firstDecaySteps, double tMul = 2, double mMul = 1, double alpha = 0, string name = "SGDRDecay") =>
        Decayed(name, globalStep, new CosineDecayRestarts(learningRate, firstDecaySteps, tMul, mMul, alpha));

    /// <summary>rate = learningRate · ((alpha + 1 − p) · (1 + cos(2π · numPeriods · p)) / 2 + beta), p = step / decaySteps up to 1 (Bello et al., 2017).</summary>
    /// <param name="learningRate">The rate at step 0.</param>
    /// <param name="globalStep">The counter of steps.</param>
    /// <param name="decaySteps">The steps until the end; above 0.</param>
    /// <param name="numPeriods">The periods of the cosine.</param>
    /// <param name="alpha">Added to the falling line.</param>
    /// <param name="beta">Added to the product.</param>
    /// <param name="name">The name of the node.</param>
    /// <returns>A float32 scalar of the graph.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The steps are not above 0.</exception>
    public static Tensor LinearCosineDecay(
        double learningRate, Tensor globalStep, double decaySteps, double numPeriods = 0.5, double alpha = 0, double beta = 0.001, string name = "LinearCosineDecay")
    {
        double steps = Above(decaySteps, nameof(LinearCosineDecay), nameof(decaySteps));
        return Decayed(name, globalStep, LearningRateSchedule.From(step => LinearCosine(step.Minimum(steps) / steps, numPeriods, alpha, beta, noise: null) * learningRate));
    }

    /// <summary>As <see cref="LinearCosineDecay"/>, with normal noise on the falling line, of variance initialVariance / (1 + step)^varianceDecay.</summary>
    /// <param name="learningRate">The rate at step 0.</param>
    /// <param name="globalStep">The counter of steps.</param>
    /// <param name="decaySteps">The steps until the end; above 0.</param>
    /// <param name="initialVariance">The variance at step 0.</param>
    /// <param name="varianceDecay">How fast the variance falls.</param>
    /// <param name="numPeriods">The periods of the cosine.</param>
    /// <param name="alpha">Added to the falling line.</param>
    /// <param name="beta">Added to the product.</param>
    /// <param name="seed">Where the noise starts; drawn by default.</param>
    /// <param name="name">The name of the node.</param>
    /// <returns>A float32 scalar of the graph.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The steps are not above 0.</exception>
    public static Tensor NoisyLinearCosineDecay(
        double learningRate,
        Tensor globalStep,
        double decaySteps,
        double initialVariance = 1,
        double varianceDecay = 0.55,
        double numPeriods = 0.5,
        double alpha = 0,
        double beta = 0.001,
        int? seed = null,
        string name = "NoisyLinearCosineDecay")
    {
        double steps = Above(decaySteps, nameof(NoisyLinearCosineDecay), nameof(decaySteps));
        return Decayed(name, globalStep, LearningRateSchedule.From(step =>
        {
            var limited = step.Minimum(steps);
            var noise = Tensor.RandomNormal([], seed: seed) * (initialVariance / (limited + 1).Power(varianceDecay)).Sqrt();
            return LinearCosine(limited / steps, numPeriods, alpha, beta, noise) * learningRate;
        }));
    }

    static Tensor LinearCosine(Tensor done, double numPeriods, double alpha, double beta, Tensor? noise)
    {
        var line = 1 - done + alpha;
        return ((noise is null ? line : line + noise) * (((done * (2 * Math.PI * numPeriods)).Cos() + 1) * 0.5)) + beta;
    }

    static Tensor Decayed(string name, Tensor globalStep, LearningRateSchedule schedule)
    {
        ArgumentNullException.ThrowIfNull(globalStep);
        return Named(name, () => schedule.Call(globalStep));
    }
}
