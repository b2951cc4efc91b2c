using Nabla.Schedules;

namespace Nabla.Optimizers;

/// <summary>Follows the regularized leader: keeps weights at exactly 0 where l1 is above what their gradients add up to.</summary>
/// <param name="learningRate">How far it steps; 0.001 by default.</param>
/// <param name="learningRatePower">How the rate falls with the squares of the gradients; 0 or below, 0 for a fixed rate.</param>
/// <param name="initialAccumulatorValue">What the squares start with; 0 or above.</param>
/// <param name="l1RegularizationStrength">How strongly weights are drawn to exactly 0.</param>
/// <param name="l2RegularizationStrength">How strongly weights are kept small.</param>
/// <param name="l2ShrinkageRegularizationStrength">How strongly weights are kept small by their gradients.</param>
/// <param name="beta">The beta of the paper.</param>
/// <param name="name">Its name.</param>
/// <remarks>a ← a + g², with a before the step as b: z ← z + g + 2 · shrinkage · w − (a^−power − b^−power) / rate · w; w ← (clip(z, ±l1) − z) / (a^−power / rate + 2 · l2 + beta / rate).
/// McMahan et al., Ad click prediction, 2013.</remarks>
/// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
public sealed class Ftrl(
    LearningRate? learningRate = null,
    double learningRatePower = -0.5,
    double initialAccumulatorValue = 0.1,
    double l1RegularizationStrength = 0,
    double l2RegularizationStrength = 0,
    double l2ShrinkageRegularizationStrength = 0,
    double beta = 0,
    string name = "ftrl") : ElementwiseOptimizer(learningRate ?? 0.001, name)
{
    /// <summary>How the rate falls with the squares of the gradients.</summary>
    public double LearningRatePower { get; } = Checked(nameof(learningRatePower), learningRatePower, learningRatePower <= 0, "0 or below");

    /// <summary>What the squares start with.</summary>
    public double InitialAccumulatorValue { get; } = Checked(nameof(initialAccumulatorValue), initialAccumulatorValue, initialAccumulatorValue >= 0, "0 or above");

    /// <summary>How strongly weights are drawn to exactly 0.</summary>
    public double L1RegularizationStrength { get; } = Checked(nameof(l1RegularizationStrength), l1RegularizationStrength, l1RegularizationStrength >= 0, "0 or above");

    /// <summary>How strongly weights are kept small.</summary>
    public double L2RegularizationStrength { get; } = Checked(nameof(l2RegularizationStrength), l2RegularizationStrength, l2RegularizationStrength >= 0, "0 or above");

    /// <summary>How strongly weights are kept small by their gradients.</summary>
    public double L2ShrinkageRegularizationStrength { get; } = Checked(nameof(l2ShrinkageRegularizationStrength), l2ShrinkageRegularizationStrength, l2ShrinkageRegularizationStrength >= 0, "0 or above");

    /// <summary>The beta of the paper.</summary>
    public double Beta => beta;

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Variable> variables)
    {
        foreach (var w in variables)
        {
            Keep(w, "accumulator", InitialAccumulatorValue);
            Keep(w, "linear");
        }
    }

    private protected override Tensor[] Numbers(ElementType type, Tensor learningRate) => [(beta / (learningRate * 2)) + L2RegularizationStrength];

    private protected override void Formula(StepFormula s)
    {
        var gradient = L2ShrinkageRegularizationStrength == 0 ? s.Gradient : s.Gradient + (s.Variable * (2 * L2ShrinkageRegularizationStrength));
        var before = s.Power(s[0], -LearningRatePower);
        s[0] += s.Square;
        var after = s.Power(s[0], -LearningRatePower);
        s[1] += gradient - ((after - before) / s.Rate * s.Variable);
        var size = (after / s.Rate) + (s.Number(0) * 2);
        s.Variable = (s.Clip(s[1], L1RegularizationStrength) - s[1]) / size;
    }

    static double Checked(string argument, double value, bool fits, string expected) =>
        fits ? value : throw new ArgumentOutOfRangeException(argument, $"Ftrl: {argument} = {value}: it must be {expected}.");
}
