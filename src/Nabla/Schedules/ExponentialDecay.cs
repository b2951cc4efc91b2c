namespace Nabla.Schedules;

/// <summary>rate = initial · decayRate^(step / decaySteps).</summary>
/// <param name="initialLearningRate">The rate at step 0.</param>
/// <param name="decaySteps">The steps in which the rate is multiplied by the decay rate once; above 0.</param>
/// <param name="decayRate">The factor.</param>
/// <param name="staircase">Whether the rate falls in stairs: step / decaySteps is rounded down.</param>
/// <param name="name">A name.</param>
/// <exception cref="ArgumentOutOfRangeException">The steps are not above 0.</exception>
public sealed class ExponentialDecay(double initialLearningRate, double decaySteps, double decayRate, bool staircase = false, string name = "ExponentialDecay") : LearningRateSchedule
{
    /// <summary>The rate at step 0.</summary>
    public double InitialLearningRate => initialLearningRate;

    /// <summary>The steps in which the rate is multiplied once.</summary>
    public double DecaySteps { get; } = Steps(nameof(ExponentialDecay), nameof(decaySteps), decaySteps);

    /// <summary>The factor.</summary>
    public double DecayRate => decayRate;

    /// <summary>Whether the rate falls in stairs.</summary>
    public bool Staircase => staircase;

    /// <summary>A name.</summary>
    public string Name => name;

    /// <inheritdoc/>
    protected override Tensor Rate(Tensor step)
    {
        var periods = step / DecaySteps;
        return Tensor.Constant((float)decayRate).Power(staircase ? periods.Floor() : periods) * initialLearningRate;
    }
}
