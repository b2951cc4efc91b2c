using Nabla.Schedules;

namespace Nabla.Optimizers;

/// <summary>Gradient descent: w ← w − rate · g; with momentum, m ← momentum · m − rate · g and w ← w + m.</summary>
/// <param name="learningRate">How far it steps; 0.01 by default.</param>
/// <param name="momentum">How much of the step before is kept, between 0 and 1.</param>
/// <param name="nesterov">Whether the gradient counts as that of the place to which the momentum leads: w ← w + momentum · m − rate · g.</param>
/// <param name="name">Its name.</param>
/// <remarks>Sutskever et al., On the importance of initialization and momentum in deep learning, 2013.</remarks>
/// <exception cref="ArgumentOutOfRangeException">The momentum is not between 0 and 1.</exception>
public sealed class SGD(LearningRate? learningRate = null, double momentum = 0, bool nesterov = false, string name = "sgd") : ElementwiseOptimizer(learningRate ?? 0.01, name)
{
    /// <summary>How much of the step before is kept.</summary>
    public double Momentum { get; } = momentum is >= 0 and <= 1 ? momentum
        : throw new ArgumentOutOfRangeException(nameof(momentum), $"SGD: momentum {momentum}: it must be between 0 and 1.");

    /// <summary>Whether the gradient counts as that of the place to which the momentum leads.</summary>
    public bool Nesterov => nesterov;

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Variable> variables)
    {
        foreach (var w in Momentum > 0 ? variables : [])
        {
            Keep(w, "momentum");
        }
    }

    private protected override bool OtherRowsStay => Momentum == 0;

    private protected override void Formula(StepFormula s)
    {
        var step = s.Gradient * s.Rate;
        if (Momentum == 0)
        {
            s.Variable -= step;
            return;
        }

        s[0] = (s[0] * Momentum) - step;
        s.Variable += nesterov ? (s[0] * Momentum) - step : s[0];
    }
}
