namespace Nabla.Schedules;

/// <summary>rate = (initial − end) · (1 − step / decaySteps)^power + end, and end from decaySteps on.</summary>
/// <param name="initialLearningRate">The rate at step 0.</param>
/// <param name="decaySteps">The steps until the end; above 0.</param>
/// <param name="endLearningRate">The last rate.</param>
/// <param name="power">1 for a straight line.</param>
/// <param name="cycle">Whether the rate rises again beyond decaySteps: the steps then stretch to their next whole multiple.</param>
/// <param name="name">A name.</param>
/// <exception cref="ArgumentOutOfRangeException">The steps are not above 0.</exception>
public sealed class PolynomialDecay(double initialLearningRate, double decaySteps, double endLearningRate = 0.0001, double power = 1, bool cycle = false, string name = "PolynomialDecay") : LearningRateSchedule
{
    /// <summary>The rate at step 0.</summary>
    public double InitialLearningRate => initialLearningRate;

    /// <summary>The steps until the end.</summary>
    public double DecaySteps { get; } = Steps(nameof(PolynomialDecay), nameof(decaySteps), decaySteps);

    /// <summary>The last rate.</summary>
    public double EndLearningRate => endLearningRate;

    /// <summary>The power.</summary>
    public double Power => power;

    /// <summary>Whether the rate rises again.</summary>
    public bool Cycle => cycle;

    /// <summary>A name.</summary>
    public string Name => name;

    /// <inheritdoc/>
    protected override Tensor Rate(Tensor step)
    {
        var done = cycle
            ? step / ((step / DecaySteps).Ceil().Maximum(1) * DecaySteps)
            : step.Minimum(DecaySteps) / DecaySteps;
        return ((1 - done).Power(power) * (initialLearningRate - endLearningRate)) + endLearningRate;
    }
}
