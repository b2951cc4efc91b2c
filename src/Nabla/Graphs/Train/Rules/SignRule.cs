using Nabla.Optimizers;

namespace Nabla.Graphs;

/// <summary>m ← beta · m + (1 − beta) · g; w ← w − rate · (alpha + decay · sign g · sign m) · g (Bello et al., 2017).</summary>
/// <remarks>Slots: m. Numbers: rate, alpha, decay of the sign, beta.</remarks>
internal sealed record AddSignRule() : UpdateRule(Slots: 1, Numbers: 4, GradientAt: 4)
{
    internal override string OpName => "ApplyAddSign";

    private protected override void Formula(StepFormula s)
    {
        s[0] = (s[0] * s.Number(2)) + (s.Gradient * (1 - s.Number(2)));
        var agreement = s.Sign(s.Gradient) * s.Sign(s[0]);
        s.Variable -= s.Rate * (s.Number(0) + (s.Number(1) * agreement)) * s.Gradient;
    }
}

/// <summary>m ← beta · m + (1 − beta) · g; w ← w − rate · exp(log base · decay · sign g · sign m) · g (Bello et al., 2017).</summary>
/// <remarks>Slots: m. Numbers: rate, logarithm of the base, decay of the sign, beta.</remarks>
internal sealed record PowerSignRule() : UpdateRule(Slots: 1, Numbers: 4, GradientAt: 4)
{
    internal override string OpName => "ApplyPowerSign";

    private protected override void Formula(StepFormula s)
    {
        s[0] = (s[0] * s.Number(2)) + (s.Gradient * (1 - s.Number(2)));
        var agreement = s.Sign(s.Gradient) * s.Sign(s[0]);
        s.Variable -= s.Rate * s.Exp(s.Number(0) * s.Number(1) * agreement) * s.Gradient;
    }
}
