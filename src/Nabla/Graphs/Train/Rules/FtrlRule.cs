using Nabla.Optimizers;

namespace Nabla.Graphs;

/// <summary>Follow the regularized leader: b = a + g²; z ← z + h − (b^−power − a^−power) / rate · w with h = g + 2 · shrinkage · w; a ← b;
/// w ← (sign z · l1 − z) / (b^−power / rate + 2 · l2) where |z| &gt; l1, else 0 (McMahan et al., 2013).</summary>
/// <remarks>Slots: a, z. Numbers: rate, l1, l2, the shrinkage where there is one, power.</remarks>
/// <param name="Shrinks">Whether there is a shrinkage: TensorFlow's second form.</param>
/// <param name="MultipliesByRate">Whether z is kept multiplied by the rate, which then may be 0.</param>
/// <param name="HasRootPower">Whether the power is known to be −½; a number is given for it all the same.</param>
internal sealed record FtrlRule(bool Shrinks = false, bool MultipliesByRate = false, bool HasRootPower = false) : UpdateRule(Slots: 2, Numbers: Shrinks ? 5 : 4, GradientAt: 0)
{
    internal override string OpName => Shrinks ? "ApplyFtrlV2" : "ApplyFtrl";

    private protected override void Formula(StepFormula s)
    {
        var (l1, l2) = (s.Number(0), s.Number(1));
        var power = s.Constant(0) - s.Number(Shrinks ? 3 : 2);
        var gradient = Shrinks ? s.Gradient + (s.Number(2) * s.Variable * 2) : s.Gradient;
        var before = Power(s, s[0], power);
        s[0] += s.Square;
        var after = Power(s, s[0], power);
        if (MultipliesByRate)
        {
            s[1] += (gradient * s.Rate) - ((after - before) * s.Variable);
            Solve(s, l1 * s.Rate, after + (l2 * s.Rate * 2));
        }
        else
        {
            s[1] += gradient - ((after - before) / s.Rate * s.Variable);
            Solve(s, l1, (after / s.Rate) + (l2 * 2));
        }
    }

    static void Solve(StepFormula s, StepValue l1, StepValue size) =>
        s.Variable = s.WhereAtMost(s.Absolute(s[1]), l1, s.Constant(0), ((s.Sign(s[1]) * l1) - s[1]) / size);

    StepValue Power(StepFormula s, StepValue x, StepValue power) => HasRootPower ? s.Sqrt(x) : s.Power(x, power);
}
