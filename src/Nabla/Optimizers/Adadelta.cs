using Nabla.Schedules;

namespace Nabla.Optimizers;

/// <summary>w ← w − rate · d, d = √(u + epsilon) / √(a + epsilon) · g, with running means a of g² and u of d².</summary>
/// <param name="learningRate">How far it steps; 0.001 by default, 1 in the paper.</param>
/// <param name="rho">How much of the running means is kept.</param>
/// <param name="epsilon">Keeps the roots away from 0.</param>
/// <param name="name">Its name.</param>
/// <remarks>Zeiler, ADADELTA: An adaptive learning rate method, 2012.</remarks>
public sealed class Adadelta(LearningRate? learningRate = null, double rho = 0.95, double epsilon = 1e-7, string name = "adadelta") : ElementwiseOptimizer(learningRate ?? 0.001, name)
{
    /// <summary>How much of the running means is kept.</summary>
    public double Rho => rho;

    /// <summary>Keeps the roots away from 0.</summary>
    public double Epsilon => epsilon;

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Variable> variables)
    {
        foreach (var w in variables)
        {
            Keep(w, "accumulated_grad");
            Keep(w, "accumulated_delta_var");
        }
    }

    private protected override void Formula(StepFormula s)
    {
        s[0] = (s[0] * rho) + (s.Square * (1 - rho));
        var ratio = s.Sqrt(s[1] + epsilon) / s.Sqrt(s[0] + epsilon);
        s[1] = (s[1] * rho) + (ratio * ratio * s.Square * (1 - rho));
        s.Variable -= ratio * s.Gradient * s.Rate;
    }
}
