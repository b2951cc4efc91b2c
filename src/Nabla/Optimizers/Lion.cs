using Nabla.Schedules;

namespace Nabla.Optimizers;

/// <summary>w ← w − rate · sign(beta1 · m + (1 − beta1) · g); m ← beta2 · m + (1 − beta2) · g: each element steps equally far.</summary>
/// <param name="learningRate">How far it steps; 0.001 by default.</param>
/// <param name="beta1">How much of the running mean counts for the direction; above 0, at most 1.</param>
/// <param name="beta2">How much of the running mean is kept.</param>
/// <param name="name">Its name.</param>
/// <remarks>Chen et al., Symbolic discovery of optimization algorithms, 2023.</remarks>
/// <exception cref="ArgumentOutOfRangeException">beta1 is not above 0, or above 1.</exception>
public sealed class Lion(LearningRate? learningRate = null, double beta1 = 0.9, double beta2 = 0.99, string name = "lion") : ElementwiseOptimizer(learningRate ?? 0.001, name)
{
    /// <summary>How much of the running mean counts for the direction.</summary>
    public double Beta1 { get; } = beta1 is > 0 and <= 1 ? beta1
        : throw new ArgumentOutOfRangeException(nameof(beta1), $"Lion: beta1 = {beta1}: it must be above 0 and at most 1.");

    /// <summary>How much of the running mean is kept.</summary>
    public double Beta2 => beta2;

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Variable> variables)
    {
        foreach (var w in variables)
        {
            Keep(w, "momentum");
        }
    }

    private protected override void Formula(StepFormula s)
    {
        s.Variable -= s.Sign((s[0] * Beta1) + (s.Gradient * (1 - Beta1))) * s.Rate;
        s[0] = (s[0] * beta2) + (s.Gradient * (1 - beta2));
    }
}
