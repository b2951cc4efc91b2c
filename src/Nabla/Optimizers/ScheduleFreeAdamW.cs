using Nabla.Schedules;

namespace Nabla.Optimizers;

/// <summary>Adam whose variables are the running mean of the places it steps through, which takes the place of a falling rate (Defazio et al., 2024).</summary>
/// <remarks>v ← beta2 · v + (1 − beta2) · g²; z ← z − rate · g / (√(v / (1 − beta2ᵗ)) + epsilon); w ← w + (z − w) / t. z starts at w. The rate rises in the first warmupSteps steps.
/// As in Keras the gradient is taken at w, so beta1 has no part in it; files keep it.</remarks>
public sealed class ScheduleFreeAdamW : ElementwiseOptimizer
{
    /// <summary>Chooses rates.</summary>
    /// <param name="learningRate">How far it steps; 0.0025 by default.</param>
    /// <param name="beta1">Kept for files.</param>
    /// <param name="beta2">How much of the running squares is kept.</param>
    /// <param name="epsilon">Keeps the divisor away from 0; outside the root.</param>
    /// <param name="warmupSteps">In how many steps the rate rises to its height; 0 for none.</param>
    /// <param name="name">Its name.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of steps is negative.</exception>
    public ScheduleFreeAdamW(LearningRate? learningRate = null, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8, int warmupSteps = 0, string name = "schedule_free_adam_w")
        : base(learningRate ?? 0.0025, name)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(warmupSteps);
        (Beta1, Beta2, Epsilon, WarmupSteps) = (beta1, beta2, epsilon, warmupSteps);
    }

    /// <summary>Kept for files.</summary>
    public double Beta1 { get; }

    /// <summary>How much of the running squares is kept.</summary>
    public double Beta2 { get; }

    /// <summary>Keeps the divisor away from 0.</summary>
    public double Epsilon { get; }

    /// <summary>In how many steps the rate rises to its height.</summary>
    public int WarmupSteps { get; }

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Variable> variables)
    {
        foreach (var w in variables)
        {
            KeepCopy(w, "momentum");
            Keep(w, "velocity");
        }
    }

    private protected override Tensor[] Numbers(ElementType type, Tensor learningRate)
    {
        var t = StepNumber(type);
        var rate = WarmupSteps == 0 ? learningRate : learningRate * (t / (double)WarmupSteps).Minimum(1);
        return [rate, 1 - Scalars.Of(type, Beta2).Power(t), 1 / t];
    }

    private protected override void Formula(StepFormula s)
    {
        s[1] = (s[1] * Beta2) + (s.Square * (1 - Beta2));
        s[0] -= s.Gradient / (s.Sqrt(s[1] / s.Number(1)) + Epsilon) * s.Number(0);
        s.Variable += (s[0] - s.Variable) * s.Number(2);
    }
}
