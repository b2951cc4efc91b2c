namespace Nabla.Schedules;

/// <summary>rate = initial · ((1 − alpha) · (1 + cos(π · step / decaySteps)) / 2 + alpha), after a linear warm-up where one is wanted.</summary>
/// <param name="initialLearningRate">The rate at step 0.</param>
/// <param name="decaySteps">The steps of the decay; above 0.</param>
/// <param name="alpha">The part of the rate that is left at the end.</param>
/// <param name="name">A name.</param>
/// <param name="warmupTarget">The rate to which the warm-up leads, from which the decay starts; null for no warm-up.</param>
/// <param name="warmupSteps">The steps of the warm-up.</param>
/// <remarks>Loshchilov and Hutter, SGDR: Stochastic gradient descent with warm restarts, 2017.</remarks>
/// <exception cref="ArgumentOutOfRangeException">The steps are not above 0.</exception>
public sealed class CosineDecay(double initialLearningRate, double decaySteps, double alpha = 0, string name = "CosineDecay", double? warmupTarget = null, double warmupSteps = 0) : LearningRateSchedule
{
    /// <summary>The rate at step 0.</summary>
    public double InitialLearningRate => initialLearningRate;

    /// <summary>The steps of the decay.</summary>
    public double DecaySteps { get; } = Steps(nameof(CosineDecay), nameof(decaySteps), decaySteps);

    /// <summary>The part of the rate that is left at the end.</summary>
    public double Alpha => alpha;

    /// <summary>A name.</summary>
    public string Name => name;

    /// <summary>The rate to which the warm-up leads.</summary>
    public double? WarmupTarget => warmupTarget;

    /// <summary>The steps of the warm-up.</summary>
    public double WarmupSteps => warmupSteps;

    /// <inheritdoc/>
    protected override Tensor Rate(Tensor step)
    {
        if (warmupTarget is not { } target)
        {
            return Decayed(step.Minimum(DecaySteps), initialLearningRate);
        }

        var limited = step.Minimum(DecaySteps + warmupSteps);
        var decayed = Decayed(limited - warmupSteps, target);
        return warmupSteps == 0 ? decayed
            : Tensor.Where(limited.Less(warmupSteps), (limited / warmupSteps * (target - initialLearningRate)) + initialLearningRate, decayed);
    }

    Tensor Decayed(Tensor step, double from) =>
        ((((step / DecaySteps * Math.PI).Cos() + 1) * 0.5 * (1 - alpha)) + alpha) * from;
}
