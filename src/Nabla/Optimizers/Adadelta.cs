using Nabla.Schedules;

namespace Nabla.Optimizers;

/// <summary>w ← w − rate · d, d = √(u + epsilon) / √(a + epsilon) · g, with running means a of g² and u of d².</summary>
/// <param name="learningRate">How far it steps; 0.001 by default, 1 in the paper.</param>
/// <param name="rho">How much of the running means is kept.</param>
/// <param name="epsilon">Keeps the roots away from 0.</param>
/// <param name="name">Its name.</param>
/// <remarks>Zeiler, ADADELTA: An adaptive learning rate method, 2012.</remarks>
public sealed class Adadelta(LearningRate? learningRate = null, double rho = 0.95, double epsilon = 1e-7, string name = "adadelta") : Optimizer(learningRate ?? 0.001, name)
{
    readonly Dictionary<Variable, Variable> gradients = [];
    readonly Dictionary<Variable, Variable> deltas = [];

    /// <summary>How much of the running means is kept.</summary>
    public double Rho => rho;

    /// <summary>Keeps the roots away from 0.</summary>
    public double Epsilon => epsilon;

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Variable> variables)
    {
        foreach (var w in variables)
        {
            gradients.Add(w, AddSlot(w, "accumulated_grad"));
            deltas.Add(w, AddSlot(w, "accumulated_delta_var"));
        }
    }

    /// <inheritdoc/>
    protected override void Update(Variable variable, Gradient gradient, Tensor learningRate)
    {
        var a = (gradients[variable] * rho) + (gradient.Square * (1 - rho));
        var ratio = (deltas[variable] + epsilon).Sqrt() / (a + epsilon).Sqrt();
        var u = (deltas[variable] * rho) + (ratio.Square() * gradient.Square * (1 - rho));
        Set(gradients[variable], a);
        Set(deltas[variable], u);
        Set(variable, variable - (ratio * gradient.Value * learningRate));
    }
}
