using Nabla.Optimizers;

namespace Nabla.Graphs;

/// <summary>a ← a + g²; w ← w − rate · g / √a (Duchi et al., 2011).</summary>
/// <remarks>Slots: a. Numbers: rate.</remarks>
/// <param name="UpdatesSlots">Whether a changes; else the step uses it as it is.</param>
internal sealed record AdagradRule(bool UpdatesSlots = true) : UpdateRule(Slots: 1, Numbers: 1, GradientAt: 1)
{
    internal override string OpName => "ApplyAdagrad";

    private protected override void Formula(StepFormula s)
    {
        if (UpdatesSlots)
        {
            s[0] += s.Square;
        }

        s.Variable -= s.Gradient * s.Rate / s.Sqrt(s[0]);
    }
}

/// <summary>a ← a + g²; w ← w − rate · g / (√a + epsilon).</summary>
/// <remarks>Slots: a. Numbers: rate, epsilon.</remarks>
/// <param name="UpdatesSlots">Whether a changes; else the step uses it as it is.</param>
internal sealed record AdagradV2Rule(bool UpdatesSlots = true) : UpdateRule(Slots: 1, Numbers: 2, GradientAt: 2)
{
    internal override string OpName => "ApplyAdagradV2";

    private protected override void Formula(StepFormula s)
    {
        if (UpdatesSlots)
        {
            s[0] += s.Square;
        }

        s.Variable -= s.Gradient * s.Rate / (s.Sqrt(s[0]) + s.Number(0));
    }
}

/// <summary>Dual averaging: a ← a + g; q ← q + g²; w ← −rate · sign a · max(|a| − l1 · t, 0) / (l2 · t · rate + √q), t the number of the step (Duchi et al., 2011).</summary>
/// <remarks>Slots: a, q. Numbers: rate, l1, l2, t.</remarks>
internal sealed record AdagradDARule() : UpdateRule(Slots: 2, Numbers: 4, GradientAt: 0)
{
    internal override string OpName => "ApplyAdagradDA";

    private protected override void Formula(StepFormula s)
    {
        s[0] += s.Gradient;
        s[1] += s.Square;
        var (l1, l2, t) = (s.Number(0), s.Number(1), s.Number(2));
        var shrunk = s.Sign(s[0]) * s.Maximum(s.Absolute(s[0]) - (l1 * t), s.Constant(0));
        s.Variable = s.Rate * shrunk * -1 / ((l2 * t * s.Rate) + s.Sqrt(s[1]));
    }

    /// <summary>The step count may be a whole number.</summary>
    internal override Tensor[] Prepare(Tensor[] numbers) => [.. numbers[..3], numbers[3].Cast(numbers[0].ElementType)];
}
