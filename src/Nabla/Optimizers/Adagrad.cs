using Nabla.Schedules;

namespace Nabla.Optimizers;

/// <summary>a ← a + g²; w ← w − rate · g / √(a + epsilon): variables that change often change less.</summary>
/// <param name="learningRate">How far it steps; 0.001 by default.</param>
/// <param name="initialAccumulatorValue">What a starts with.</param>
/// <param name="epsilon">Keeps the divisor away from 0; inside the root.</param>
/// <param name="name">Its name.</param>
/// <remarks>Duchi et al., Adaptive subgradient methods, 2011.</remarks>
public sealed class Adagrad(LearningRate? learningRate = null, double initialAccumulatorValue = 0.1, double epsilon = 1e-7, string name = "adagrad")
    : ElementwiseOptimizer(learningRate ?? 0.001, name)
{
    /// <summary>What the accumulators start with.</summary>
    public double InitialAccumulatorValue => initialAccumulatorValue;

    /// <summary>Keeps the divisor away from 0.</summary>
    public double Epsilon => epsilon;

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Variable> variables)
    {
        foreach (var w in variables)
        {
            Keep(w, "accumulator", initialAccumulatorValue);
        }
    }

    private protected override bool OtherRowsStay => true;

    private protected override void Formula(StepFormula s)
    {
        s[0] += s.Square;
        s.Variable -= s.Gradient * s.Rate / s.Sqrt(s[0] + epsilon);
    }
}
