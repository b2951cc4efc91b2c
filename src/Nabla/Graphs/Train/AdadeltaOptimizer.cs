using Nabla.Graphs;

namespace Nabla;

public static partial class Train
{
    /// <summary>Steps as far as the last steps went, in proportion to the gradient (Zeiler, 2012).</summary>
    /// <param name="learningRate">What the step is multiplied by; 0.001 by default, the paper has 1.</param>
    /// <param name="rho">How much of the running squares is kept; 0.95 by default.</param>
    /// <param name="epsilon">Starts the steps and keeps the divisor away from 0; 1e-8 by default.</param>
    /// <param name="name">Its name.</param>
    /// <remarks>a ← rho · a + (1 − rho) · g²; u = √(b + epsilon) / √(a + epsilon) · g; w ← w − rate · u; b ← rho · b + (1 − rho) · u². Slots: accum (a), accum_update (b).</remarks>
    public sealed class AdadeltaOptimizer(Hyperparameter? learningRate = null, Hyperparameter? rho = null, Hyperparameter? epsilon = null, string name = "Adadelta") : Optimizer(name)
    {
        private protected override UpdateRule Rule => new AdadeltaRule();

        private protected override IReadOnlyList<(string Name, double Start)> Slots => [("accum", 0), ("accum_update", 0)];

        private protected override IReadOnlyList<(string Name, Hyperparameter Value)> Numbers(Graph graph) => [("lr", learningRate ?? 0.001), ("rho", rho ?? 0.95), ("epsilon", epsilon ?? 1e-8)];
    }
}
