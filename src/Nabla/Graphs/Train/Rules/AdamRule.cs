using Nabla.Optimizers;

namespace Nabla.Graphs;

/// <summary>m ← m + (1 − beta1) · (g − m); v ← v + (1 − beta2) · (g² − v); w ← w − rate · √(1 − beta2ᵗ) / (1 − beta1ᵗ) · m / (√v + epsilon) (Kingma and Ba, 2015).</summary>
/// <remarks>Slots: m, v, and the largest v where that divides. Numbers: beta1ᵗ, beta2ᵗ, rate, beta1, beta2, epsilon.</remarks>
/// <param name="UseNesterov">Whether beta1 · m + (1 − beta1) · g stands for m in the step (Dozat, 2016).</param>
/// <param name="Amsgrad">Whether the largest v so far divides (Reddi et al., 2018).</param>
internal sealed record AdamRule(bool UseNesterov = false, bool Amsgrad = false) : UpdateRule(Slots: Amsgrad ? 3 : 2, Numbers: 6, GradientAt: 6)
{
    internal override string OpName => Amsgrad ? "ApplyAdamWithAmsgrad" : "ApplyAdam";

    /// <summary>The corrected rate, 1 − beta1, 1 − beta2, epsilon, beta1.</summary>
    internal override Tensor[] Prepare(Tensor[] numbers)
    {
        var (power1, power2, rate) = (numbers[0], numbers[1], numbers[2]);
        return [rate * (1 - power2).Sqrt() / (1 - power1), 1 - numbers[3], 1 - numbers[4], numbers[5], numbers[3]];
    }

    private protected override void Formula(StepFormula s)
    {
        s[0] += (s.Gradient - s[0]) * s.Number(0);
        s[1] += (s.Square - s[1]) * s.Number(1);
        var v = s[1];
        if (Amsgrad)
        {
            v = s[2] = s.Maximum(s[2], v);
        }

        var step = UseNesterov ? (s.Gradient * s.Number(0)) + (s.Number(3) * s[0]) : s[0];
        s.Variable -= step * s.Rate / (s.Sqrt(v) + s.Number(2));
    }
}

/// <summary>m ← m + (1 − beta1) · (g − m); v ← max(beta2 · v, |g|); w ← w − rate / (1 − beta1ᵗ) · m / (v + epsilon) (Kingma and Ba, 2015, section 7).</summary>
/// <remarks>Slots: m, v. Numbers: beta1ᵗ, rate, beta1, beta2, epsilon.</remarks>
internal sealed record AdaMaxRule() : UpdateRule(Slots: 2, Numbers: 5, GradientAt: 5)
{
    internal override string OpName => "ApplyAdaMax";

    /// <summary>The corrected rate, 1 − beta1, beta2, epsilon.</summary>
    internal override Tensor[] Prepare(Tensor[] numbers) => [numbers[1] / (1 - numbers[0]), 1 - numbers[2], numbers[3], numbers[4]];

    private protected override void Formula(StepFormula s)
    {
        s[0] += (s.Gradient - s[0]) * s.Number(0);
        s[1] = s.Maximum(s[1] * s.Number(1), s.Magnitude);
        s.Variable -= s.Rate * (s[0] / (s[1] + s.Number(2)));
    }
}
