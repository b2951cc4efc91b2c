using Nabla.Schedules;

namespace Nabla.Optimizers;

/// <summary>a ← a + g²; w ← w − rate · g / √(a + epsilon): variables that change often change less.</summary>
/// <param name="learningRate">How far it steps; 0.001 by default.</param>
/// <param name="initialAccumulatorValue">What a starts with.</param>
/// <param name="epsilon">Keeps the divisor away from 0; inside the root.</param>
/// <param name="name">Its name.</param>
/// <remarks>Duchi et al., Adaptive subgradient methods, 2011.</remarks>
public sealed class Adagrad(LearningRate? learningRate = null, double initialAccumulatorValue = 0.1, double epsilon = 1e-7, string name = "adagrad")
    : Optimizer(learningRate ?? 0.001, name)
{
    readonly Dictionary<Variable, Variable> accumulators = [];

    /// <summary>What the accumulators start with.</summary>
    public double InitialAccumulatorValue => initialAccumulatorValue;

    /// <summary>Keeps the divisor away from 0.</summary>
    public double Epsilon => epsilon;

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Variable> variables)
    {
        foreach (var w in variables)
        {
            accumulators.Add(w, AddSlot(w, "accumulator", initialAccumulatorValue));
        }
    }

    /// <inheritdoc/>
    protected override void Update(Variable variable, Gradient gradient, Tensor learningRate)
    {
        var a = accumulators[variable] + gradient.Square;
        Set(accumulators[variable], a);
        Set(variable, variable - (gradient.Value * learningRate / (a + epsilon).Sqrt()));
    }
}
