using Nabla.Schedules;

namespace Nabla.Optimizers;

/// <summary>v ← rho · v + (1 − rho) · g²; w ← w − rate · g / √(v + epsilon).</summary>
/// <param name="learningRate">How far it steps; 0.001 by default.</param>
/// <param name="rho">How much of the running squares is kept.</param>
/// <param name="momentum">How much of the step before is kept; 0 for none.</param>
/// <param name="epsilon">Keeps the divisor away from 0; inside the root.</param>
/// <param name="centered">Whether the square of the running mean of g is subtracted from v.</param>
/// <param name="name">Its name.</param>
/// <remarks>Hinton, Neural networks for machine learning, lecture 6e, 2012.</remarks>
public sealed class RMSprop(LearningRate? learningRate = null, double rho = 0.9, double momentum = 0, double epsilon = 1e-7, bool centered = false, string name = "rm_sprop")
    : ElementwiseOptimizer(learningRate ?? 0.001, name)
{
    /// <summary>How much of the running squares is kept.</summary>
    public double Rho => rho;

    /// <summary>How much of the step before is kept.</summary>
    public double Momentum => momentum;

    /// <summary>Keeps the divisor away from 0.</summary>
    public double Epsilon => epsilon;

    /// <summary>Whether the square of the running mean is subtracted.</summary>
    public bool Centered => centered;

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Variable> variables)
    {
        foreach (var w in variables)
        {
            Keep(w, "velocity");
        }

        foreach (var w in momentum > 0 ? variables : [])
        {
            Keep(w, "momentum");
        }

        foreach (var w in centered ? variables : [])
        {
            Keep(w, "average_gradient");
        }
    }

    private protected override void Formula(StepFormula s)
    {
        int mean = momentum > 0 ? 2 : 1;
        s[0] = (s[0] * rho) + (s.Square * (1 - rho));
        var size = s[0];
        if (centered)
        {
            s[mean] = (s[mean] * rho) + (s.Gradient * (1 - rho));
            size -= s[mean] * s[mean];
        }

        var step = s.Gradient * s.Rate / s.Sqrt(size + epsilon);
        if (momentum > 0)
        {
            step = s[1] = (s[1] * momentum) + step;
        }

        s.Variable -= step;
    }
}
