using Nabla.Schedules;

namespace Nabla.Optimizers;

/// <summary>Adam that looks ahead as Nesterov's momentum does.</summary>
/// <param name="learningRate">How far it steps; 0.001 by default.</param>
/// <param name="beta1">How much of the running mean is kept.</param>
/// <param name="beta2">How much of the running squares is kept.</param>
/// <param name="epsilon">Keeps the divisor away from 0; outside the root.</param>
/// <param name="name">Its name.</param>
/// <remarks>With uₜ = beta1 · (1 − 0.96ᵗ / 2) and Pₜ = u₁ … uₜ: w ← w − rate · (uₜ₊₁ · m / (1 − Pₜ₊₁) + (1 − uₜ) · g / (1 − Pₜ)) / (√(v / (1 − beta2ᵗ)) + epsilon).
/// Dozat, Incorporating Nesterov momentum into Adam, 2016.</remarks>
public sealed class Nadam(LearningRate? learningRate = null, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-7, string name = "nadam")
    : ElementwiseOptimizer(learningRate ?? 0.001, name)
{
    Variable? product;

    /// <summary>How much of the running mean is kept.</summary>
    public double Beta1 => beta1;

    /// <summary>How much of the running squares is kept.</summary>
    public double Beta2 => beta2;

    /// <summary>Keeps the divisor away from 0.</summary>
    public double Epsilon => epsilon;

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Variable> variables)
    {
        foreach (var w in variables)
        {
            Keep(w, "momentum");
            Keep(w, "velocity");
        }

        product = AddVariable(Tensor.Ones([], variables.Count == 0 ? ElementType.Float32 : variables[0].ElementType), "variable");
    }

    /// <inheritdoc/>
    protected override void BeforeUpdates()
    {
        base.BeforeUpdates();
        Set(product!, product! * Share(StepNumber(product!.ElementType)));
    }

    private protected override Tensor[] Numbers(ElementType type, Tensor learningRate)
    {
        // What is kept is rounded to the type first, as in Keras: with another rounding of beta2 in the mean than in its correction, early steps are off by 1e-5.
        // 16-bit types cannot hold beta2 and its powers, so these numbers are made in float32.
        var wide = type.Size < 4 ? ElementType.Float32 : type;
        var t = StepNumber(wide);
        Tensor now = Share(t), next = Share(t + 1), productNow = product!.Value.Cast(wide), kept = Scalars.Of(wide, beta2);
        Tensor[] numbers = [next, 1 - (productNow * next), 1 - now, 1 - productNow, 1 - kept.Power(t), 1 - Scalars.Of(wide, beta1), 1 - kept];
        return [.. numbers.Select(number => number.Cast(type))];
    }

    private protected override void Formula(StepFormula s)
    {
        s[0] += (s.Gradient - s[0]) * s.Number(5);
        s[1] += (s.Square - s[1]) * s.Number(6);
        var ahead = (s[0] * s.Number(0) / s.Number(1)) + (s.Gradient * s.Number(2) / s.Number(3));
        s.Variable -= ahead * s.Rate / (s.Sqrt(s[1] / s.Number(4)) + epsilon);
    }

    Tensor Share(Tensor t) => (1 - (Scalars.Of(t.ElementType, 0.96).Power(t) * 0.5)) * beta1;
}
