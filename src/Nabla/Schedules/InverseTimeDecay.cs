namespace Nabla.Schedules;

/// <summary>rate = initial / (1 + decayRate · step / decaySteps).</summary>
/// <param name="initialLearningRate">The rate at step 0.</param>
/// <param name="decaySteps">How often the decay applies; above 0.</param>
/// <param name="decayRate">The rate of decay.</param>
/// <param name="staircase">Whether the rate falls in stairs: step / decaySteps is rounded down.</param>
/// <param name="name">A name.</param>
/// <exception cref="ArgumentOutOfRangeException">The steps are not above 0.</exception>
public sealed class InverseTimeDecay(double initialLearningRate, double decaySteps, double decayRate, bool staircase = false, string name = "InverseTimeDecay") : LearningRateSchedule
{
    /// <summary>The rate at step 0.</summary>
    public double InitialLearningRate => initialLearningRate;

    /// <summary>How often the decay applies.</summary>
    public double DecaySteps { get; } = Steps(nameof(InverseTimeDecay), nameof(decaySteps), decaySteps);

    /// <summary>The rate of decay.</summary>
    public double DecayRate => decayRate;

    /// <summary>Whether the rate falls in stairs.</summary>
    public bool Staircase => staircase;

    /// <summary>A name.</summary>
    public string Name => name;

    /// <inheritdoc/>
    protected override Tensor Rate(Tensor step)
    {
        var periods = step / DecaySteps;
        return initialLearningRate / (((staircase ? periods.Floor() : periods) * decayRate) + 1);
    }
}
