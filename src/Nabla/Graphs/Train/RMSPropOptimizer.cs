using Nabla.Graphs;

namespace Nabla;

public static partial class Train
{
    /// <summary>Divides by the root of the running squares (Tieleman and Hinton, 2012).</summary>
    /// <param name="learningRate">How far it steps.</param>
    /// <param name="decay">How much of the running squares is kept; 0.9 by default.</param>
    /// <param name="momentum">How much of the step before is kept; 0 by default.</param>
    /// <param name="epsilon">Keeps the divisor away from 0, inside the root; 1e-10 by default.</param>
    /// <param name="centered">Whether the running variance stands for the running squares (Graves, 2013).</param>
    /// <param name="name">Its name.</param>
    /// <remarks>q ← q + (1 − decay) · (g² − q); v ← momentum · v + rate · g / √(q + epsilon); w ← w − v. Slots: rms (q, starts with ones), momentum (v), and mg, the running mean, where it is centered.</remarks>
    public sealed class RMSPropOptimizer(
        Hyperparameter learningRate,
        Hyperparameter? decay = null,
        Hyperparameter? momentum = null,
        Hyperparameter? epsilon = null,
        bool centered = false,
        string name = "RMSProp") : Optimizer(name)
    {
        private protected override UpdateRule Rule => centered ? new CenteredRMSPropRule() : new RMSPropRule();

        private protected override IReadOnlyList<(string Name, double Start)> Slots => centered ? [("rms", 1), ("mg", 0), ("momentum", 0)] : [("rms", 1), ("momentum", 0)];

        private protected override IEnumerable<string> SlotOrder => centered ? ["mg", "rms", "momentum"] : ["rms", "momentum"];

        private protected override IReadOnlyList<(string Name, Hyperparameter Value)> Numbers(Graph graph) =>
            [("learning_rate", learningRate), ("decay", decay ?? 0.9), ("momentum", momentum ?? 0), ("epsilon", epsilon ?? 1e-10)];
    }
}
