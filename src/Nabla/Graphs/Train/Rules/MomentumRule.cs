using Nabla.Optimizers;

namespace Nabla.Graphs;

/// <summary>a ← momentum · a + g; w ← w − rate · a, with Nesterov's look ahead w ← w − rate · (g + momentum · a).</summary>
/// <remarks>Slots: a. Numbers: rate, momentum.</remarks>
internal sealed record MomentumRule(bool UseNesterov) : UpdateRule(Slots: 1, Numbers: 2, GradientAt: 1)
{
    internal override string OpName => "ApplyMomentum";

    private protected override void Formula(StepFormula s)
    {
        var momentum = s.Number(0);
        s[0] = (s[0] * momentum) + s.Gradient;
        s.Variable -= UseNesterov ? (s.Gradient * s.Rate) + (s[0] * momentum * s.Rate) : s[0] * s.Rate;
    }
}

/// <summary>a ← momentum · a − rate · g; w ← w + a, with Nesterov's look ahead w ← w + momentum · a − rate · g.</summary>
/// <remarks>Slots: a. Numbers: rate, momentum.</remarks>
internal sealed record KerasMomentumRule(bool UseNesterov) : UpdateRule(Slots: 1, Numbers: 2, GradientAt: 1)
{
    internal override string OpName => "ApplyKerasMomentum";

    private protected override void Formula(StepFormula s)
    {
        var momentum = s.Number(0);
        var step = s.Gradient * s.Rate;
        s[0] = (s[0] * momentum) - step;
        s.Variable += UseNesterov ? (s[0] * momentum) - step : s[0];
    }
}
