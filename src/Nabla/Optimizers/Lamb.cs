using Nabla.Schedules;

namespace Nabla.Optimizers;

/// <summary>Adam whose step of each variable is scaled to the length of the variable: for large batches.</summary>
/// <param name="learningRate">How far it steps; 0.001 by default.</param>
/// <param name="beta1">How much of the running mean is kept.</param>
/// <param name="beta2">How much of the running squares is kept.</param>
/// <param name="epsilon">Keeps the divisor away from 0; outside the root.</param>
/// <param name="name">Its name.</param>
/// <remarks>With u = m / (1 − beta1ᵗ) / (√(v / (1 − beta2ᵗ)) + epsilon): w ← w − rate · |w| / |u| · u, the quotient 1 where a length is 0. You et al., 2020.</remarks>
public sealed class Lamb(LearningRate? learningRate = null, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-7, string name = "lamb") : Optimizer(learningRate ?? 0.001, name)
{
    readonly Dictionary<Variable, (Variable Mean, Variable Squares)> slots = [];

    /// <summary>How much of the running mean is kept.</summary>
    public double Beta1 => beta1;

    /// <summary>How much of the running squares is kept.</summary>
    public double Beta2 => beta2;

    /// <summary>Keeps the divisor away from 0.</summary>
    public double Epsilon => epsilon;

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Variable> variables)
    {
        foreach (var w in variables)
        {
            slots.Add(w, (AddSlot(w, "momentum"), AddSlot(w, "velocity")));
        }
    }

    /// <inheritdoc/>
    protected override void Update(Variable variable, Gradient gradient, Tensor learningRate)
    {
        var t = StepNumber(variable.ElementType);
        Tensor m = slots[variable].Mean, v = slots[variable].Squares;
        m += (gradient.Value - m) * (1 - beta1);
        v += (gradient.Square - v) * (1 - beta2);
        Set(slots[variable].Mean, m);
        Set(slots[variable].Squares, v);
        var u = m / (1 - Correction(beta1, t)) / ((v / (1 - Correction(beta2, t))).Sqrt() + epsilon);
        Tensor length = Length(variable), step = Length(u), one = length.OnesLike();
        var ratio = Tensor.Where(length.Greater(0).LogicalAnd(step.Greater(0)), length / Tensor.Where(step.Greater(0), step, one), one);
        Set(variable, variable - (ratio * learningRate * u));
    }

    static Tensor Correction(double beta, Tensor t) => Scalars.Of(t.ElementType, beta).Power(t);

    static Tensor Length(Tensor x) => x.Square().Sum().Sqrt();
}
