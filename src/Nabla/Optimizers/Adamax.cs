using Nabla.Schedules;

namespace Nabla.Optimizers;

/// <summary>Adam with the largest recent gradient in place of the root of the running squares.</summary>
/// <param name="learningRate">How far it steps; 0.001 by default.</param>
/// <param name="beta1">How much of the running mean is kept.</param>
/// <param name="beta2">By how much the largest gradient fades.</param>
/// <param name="epsilon">Keeps the divisor away from 0.</param>
/// <param name="name">Its name.</param>
/// <remarks>m ← m + (1 − beta1) · (g − m); u ← max(beta2 · u, |g|); w ← w − rate / (1 − beta1ᵗ) · m / (u + epsilon). Kingma and Ba, 2015, section 7.</remarks>
public sealed class Adamax(LearningRate? learningRate = null, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-7, string name = "adamax")
    : ElementwiseOptimizer(learningRate ?? 0.001, name)
{
    /// <summary>How much of the running mean is kept.</summary>
    public double Beta1 => beta1;

    /// <summary>By how much the largest gradient fades.</summary>
    public double Beta2 => beta2;

    /// <summary>Keeps the divisor away from 0.</summary>
    public double Epsilon => epsilon;

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Variable> variables)
    {
        foreach (var w in variables)
        {
            Keep(w, "momentum");
            Keep(w, "norm");
        }
    }

    private protected override Tensor[] Numbers(ElementType type, Tensor learningRate)
    {
        return [1 - Scalars.Of(type, beta1).Power(StepNumber(type))];
    }

    private protected override void Formula(StepFormula s)
    {
        s[0] += (s.Gradient - s[0]) * (1 - beta1);
        s[1] = s.Maximum(s[1] * beta2, s.Magnitude);
        s.Variable -= s[0] * s.Rate / (s.Number(0) * (s[1] + epsilon));
    }
}
