using Nabla.Schedules;

namespace Nabla.Optimizers;

/// <summary>Steps along the running mean of the gradient, scaled by its running size (Kingma and Ba, 2015).</summary>
/// <remarks>m ← m + (1 − beta1) · (g − m); v ← v + (1 − beta2) · (g² − v); w ← w − rate · √(1 − beta2ᵗ) / (1 − beta1ᵗ) · m / (√v + epsilon).</remarks>
public class Adam : ElementwiseOptimizer
{
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
            Keep(w, "momentum");
            Keep(w, "velocity");
        }

        foreach (var w in Amsgrad ? variables : [])
        {
            Keep(w, "velocity_hat");
        }
    }

    private protected sealed override Tensor[] Numbers(ElementType type, Tensor learningRate)
    {
        var t = StepNumber(type);
        return [learningRate * (1 - Scalars.Of(type, Beta2).Power(t)).Sqrt() / (1 - Scalars.Of(type, Beta1).Power(t))];
    }

    private protected sealed override void Formula(StepFormula s)
    {
        s[0] += (s.Gradient - s[0]) * (1 - Beta1);
        s[1] += (s.Square - s[1]) * (1 - Beta2);
        var v = s[1];
        if (Amsgrad)
        {
            v = s[2] = s.Maximum(s[2], v);
        }

        s.Variable -= s[0] * s.Number(0) / (s.Sqrt(v) + Epsilon);
    }
}
