using Nabla.Schedules;

namespace Nabla.Optimizers;

/// <summary>Steps along the running mean of the gradient, scaled by its running size (Kingma and Ba, 2015).</summary>
/// <remarks>m ← m + (1 − beta1) · (g − m); v ← v + (1 − beta2) · (g² − v); w ← w − rate · √(1 − beta2ᵗ) / (1 − beta1ᵗ) · m / (√v + epsilon).</remarks>
public class Adam : Optimizer
{
    readonly Dictionary<Variable, Variable> momentums = [];
    readonly Dictionary<Variable, Variable> velocities = [];
    readonly Dictionary<Variable, Variable> largest = [];

    /// <summary>Chooses rates.</summary>
    /// <param name="learningRate">How far it steps; 0.001 by default.</param>
    /// <param name="beta1">How much of the running mean is kept.</param>
    /// <param name="beta2">How much of the running squares is kept.</param>
    /// <param name="epsilon">Keeps the divisor away from 0; outside the root.</param>
    /// <param name="amsgrad">Whether the largest v so far divides (Reddi et al., 2018).</param>
    /// <param name="name">Its name.</param>
    public Adam(LearningRate? learningRate = null, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-7, bool amsgrad = false, string name = "adam")
        : base(learningRate ?? 0.001, name) => (Beta1, Beta2, Epsilon, Amsgrad) = (beta1, beta2, epsilon, amsgrad);

    /// <summary>How much of the running mean is kept.</summary>
    public double Beta1 { get; }

    /// <summary>How much of the running squares is kept.</summary>
    public double Beta2 { get; }

    /// <summary>Keeps the divisor away from 0.</summary>
    public double Epsilon { get; }

    /// <summary>Whether the largest v so far divides.</summary>
    public bool Amsgrad { get; }

    /// <inheritdoc/>
    protected sealed override void Build(IReadOnlyList<Variable> variables)
    {
        foreach (var w in variables)
        {
            momentums.Add(w, AddSlot(w, "momentum"));
            velocities.Add(w, AddSlot(w, "velocity"));
        }

        foreach (var w in Amsgrad ? variables : [])
        {
            largest.Add(w, AddSlot(w, "velocity_hat"));
        }
    }

    /// <inheritdoc/>
    protected sealed override void Update(Variable variable, Gradient gradient, Tensor learningRate)
    {
        var type = variable.ElementType;
        var t = StepNumber(type);
        var rate = learningRate * (1 - Scalars.Of(type, Beta2).Power(t)).Sqrt() / (1 - Scalars.Of(type, Beta1).Power(t));
        Tensor m = momentums[variable], v = velocities[variable];
        m += (gradient.Value - m) * (1 - Beta1);
        v += (gradient.Square - v) * (1 - Beta2);
        Set(momentums[variable], m);
        Set(velocities[variable], v);
        if (Amsgrad)
        {
            v = largest[variable].Maximum(v);
            Set(largest[variable], v);
        }

        Set(variable, variable - (m * rate / (v.Sqrt() + Epsilon)));
    }
}
