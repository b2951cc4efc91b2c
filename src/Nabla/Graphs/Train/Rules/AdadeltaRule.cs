using Nabla.Optimizers;

namespace Nabla.Graphs;

/// <summary>a ← rho · a + (1 − rho) · g²; u = √(b + epsilon) / √(a + epsilon) · g; w ← w − rate · u; b ← rho · b + (1 − rho) · u² (Zeiler, 2012).</summary>
/// <remarks>Slots: a, b. Numbers: rate, rho, epsilon.</remarks>
internal sealed record AdadeltaRule() : UpdateRule(Slots: 2, Numbers: 3, GradientAt: 3)
{
    internal override string OpName => "ApplyAdadelta";

    private protected override void Formula(StepFormula s)
    {
        var (rho, epsilon) = (s.Number(0), s.Number(1));
        s[0] = (s[0] * rho) + (s.Square * (1 - rho));
        var step = s.Sqrt(s[1] + epsilon) / s.Sqrt(s[0] + epsilon) * s.Gradient;
        s.Variable -= step * s.Rate;
        s[1] = (s[1] * rho) + (step * step * (1 - rho));
    }
}
