using Nabla.Graphs;

namespace Nabla;

public static partial class Train
{
    /// <summary>Steps along the running mean of the gradient, scaled by its running size (Kingma and Ba, 2015).</summary>
    /// <param name="learningRate">How far it steps; 0.001 by default.</param>
    /// <param name="beta1">How much of the running mean is kept; 0.9 by default.</param>
    /// <param name="beta2">How much of the running squares is kept; 0.999 by default.</param>
    /// <param name="epsilon">Keeps the divisor away from 0, the paper's epsilon with a hat; 1e-8 by default.</param>
    /// <param name="name">Its name.</param>
    /// <remarks>
    /// <para>m ← m + (1 − beta1) · (g − m); v ← v + (1 − beta2) · (g² − v); w ← w − rate · √(1 − beta2ᵗ) / (1 − beta1ᵗ) · m / (√v + epsilon).</para>
    /// <para>Slots: m, v; beside them the variables beta1_power and beta2_power. Rows without a gradient go on along their running mean too.</para>
    /// </remarks>
    public sealed class AdamOptimizer(Hyperparameter? learningRate = null, Hyperparameter? beta1 = null, Hyperparameter? beta2 = null, Hyperparameter? epsilon = null, string name = "Adam") : Optimizer(name)
    {
        private protected override UpdateRule Rule => new AdamRule();

        private protected override bool ChangesRows => false;

        private protected override IReadOnlyList<(string Name, double Start)> Slots => [("m", 0), ("v", 0)];

        private protected override IEnumerable<(string Name, Hyperparameter Start)> Shared => [("beta1_power", beta1 ?? 0.9), ("beta2_power", beta2 ?? 0.999)];

        private protected override IReadOnlyList<(string Name, Hyperparameter Value)> Numbers(Graph graph) =>
        [
            ("beta1_power", SharedOf(graph, "beta1_power")), ("beta2_power", SharedOf(graph, "beta2_power")),
            ("learning_rate", learningRate ?? 0.001), ("beta1", beta1 ?? 0.9), ("beta2", beta2 ?? 0.999), ("epsilon", epsilon ?? 1e-8),
        ];

        private protected override IEnumerable<GraphNode> Finish(Graph graph)
        {
            foreach (var (name, factor) in Shared)
            {
                var power = SharedOf(graph, name);
                yield return Graph.Assign(power, Engine.Current.Read(power) * factor.In(name[..5]).Cast(power.ElementType)).Node;
            }
        }
    }
}
