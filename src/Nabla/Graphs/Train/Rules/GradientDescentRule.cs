using Nabla.Optimizers;

namespace Nabla.Graphs;

/// <summary>w ← w − rate · g.</summary>
internal sealed record GradientDescentRule() : UpdateRule(Slots: 0, Numbers: 1, GradientAt: 1)
{
    internal override string OpName => "ApplyGradientDescent";

    private protected override void Formula(StepFormula s) => s.Variable -= s.Gradient * s.Rate;
}

/// <summary>The step of gradient descent, then the nearest point to it under l1 and l2: p = w − rate · g; w ← sign p · max(|p| − rate · l1, 0) / (1 + rate · l2).</summary>
/// <remarks>Numbers: rate, l1, l2.</remarks>
internal sealed record ProximalGradientDescentRule() : UpdateRule(Slots: 0, Numbers: 3, GradientAt: 3)
{
    internal override string OpName => "ApplyProximalGradientDescent";

    private protected override void Formula(StepFormula s) => s.Variable = s.Near(s.Variable - (s.Gradient * s.Rate), s.Rate, s.Number(0), s.Number(1));
}

/// <summary>a ← a + g²; r = rate / √a; p = w − r · g; w ← sign p · max(|p| − r · l1, 0) / (1 + r · l2).</summary>
/// <remarks>Slots: a. Numbers: rate, l1, l2.</remarks>
internal sealed record ProximalAdagradRule() : UpdateRule(Slots: 1, Numbers: 3, GradientAt: 3)
{
    internal override string OpName => "ApplyProximalAdagrad";

    private protected override void Formula(StepFormula s)
    {
        s[0] += s.Square;
        var rate = s.Rate / s.Sqrt(s[0]);
        s.Variable = s.Near(s.Variable - (s.Gradient * rate), rate, s.Number(0), s.Number(1));
    }
}

/// <summary>What the proximal rules share.</summary>
internal static class ProximalFormula
{
    /// <summary>sign x · max(|x| − rate · l1, 0) / (1 + rate · l2).</summary>
    internal static StepValue Near(this StepFormula s, StepValue x, StepValue rate, StepValue l1, StepValue l2) =>
        s.Sign(x) * s.Maximum(s.Absolute(x) - (rate * l1), s.Constant(0)) / ((rate * l2) + 1);
}
