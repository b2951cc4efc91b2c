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
    : Optimizer(learningRate ?? 0.001, name)
{
    readonly Dictionary<Variable, Variable> velocities = [];
    readonly Dictionary<Variable, Variable> momentums = [];
    readonly Dictionary<Variable, Variable> means = [];

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
            velocities.Add(w, AddSlot(w, "velocity"));
        }

        foreach (var w in momentum > 0 ? variables : [])
        {
            momentums.Add(w, AddSlot(w, "momentum"));
        }

        foreach (var w in centered ? variables : [])
        {
            means.Add(w, AddSlot(w, "average_gradient"));
        }
    }

    /// <inheritdoc/>
    protected override void Update(Variable variable, Gradient gradient, Tensor learningRate)
    {
        var v = (velocities[variable] * rho) + (gradient.Square * (1 - rho));
        Set(velocities[variable], v);
        if (centered)
        {
            var mean = (means[variable] * rho) + (gradient.Value * (1 - rho));
            Set(means[variable], mean);
            v -= mean.Square();
        }

        var step = gradient.Value * learningRate / (v + epsilon).Sqrt();
        if (momentum > 0)
        {
            step = (momentums[variable] * momentum) + step;
            Set(momentums[variable], step);
        }

        Set(variable, variable - step);
    }
}
