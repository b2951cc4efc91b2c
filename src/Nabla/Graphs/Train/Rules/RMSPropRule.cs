using Nabla.Optimizers;

namespace Nabla.Graphs;

/// <summary>q ← q + (1 − rho) · (g² − q); v ← momentum · v + rate · g / √(q + epsilon); w ← w − v (Tieleman and Hinton, 2012).</summary>
/// <remarks>Slots: q, v. Numbers: rate, rho, momentum, epsilon.</remarks>
internal sealed record RMSPropRule() : UpdateRule(Slots: 2, Numbers: 4, GradientAt: 4)
{
    internal override string OpName => "ApplyRMSProp";

    private protected override void Formula(StepFormula s)
    {
        s[0] += (s.Square - s[0]) * (1 - s.Number(0));
        s[1] = (s[1] * s.Number(1)) + (s.Gradient * s.Rate / s.Sqrt(s[0] + s.Number(2)));
        s.Variable -= s[1];
    }
}

/// <summary>As <see cref="RMSPropRule"/> with the variance of the gradient for its squares: also m ← m + (1 − rho) · (g − m), and √(q − m² + epsilon) divides (Graves, 2013).</summary>
/// <remarks>Slots: m, q, v. Numbers: rate, rho, momentum, epsilon.</remarks>
internal sealed record CenteredRMSPropRule() : UpdateRule(Slots: 3, Numbers: 4, GradientAt: 4)
{
    internal override string OpName => "ApplyCenteredRMSProp";

    private protected override void Formula(StepFormula s)
    {
        s[1] += (s.Square - s[1]) * (1 - s.Number(0));
        s[0] += (s.Gradient - s[0]) * (1 - s.Number(0));
        s[2] = (s[2] * s.Number(1)) + (s.Gradient * s.Rate / s.Sqrt(s[1] - (s[0] * s[0]) + s.Number(2)));
        s.Variable -= s[2];
    }
}
