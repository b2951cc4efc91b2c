using Nabla.Graphs;

namespace Nabla;

public static partial class Train
{
    /// <summary>Steps along what the gradients add up to: a ← momentum · a + g; w ← w − rate · a.</summary>
    /// <param name="learningRate">How far it steps.</param>
    /// <param name="momentum">How much of a is kept.</param>
    /// <param name="name">Its name.</param>
    /// <param name="useNesterov">Whether it looks ahead: w ← w − rate · (g + momentum · a) (Sutskever et al., 2013).</param>
    /// <remarks>Slot: momentum.</remarks>
    public sealed class MomentumOptimizer(Hyperparameter learningRate, Hyperparameter momentum, string name = "Momentum", bool useNesterov = false) : Optimizer(name)
    {
        private protected override UpdateRule Rule => new MomentumRule(useNesterov);

        private protected override IReadOnlyList<(string Name, double Start)> Slots => [("momentum", 0)];

        private protected override IReadOnlyList<(string Name, Hyperparameter Value)> Numbers(Graph graph) => [("learning_rate", learningRate), ("momentum", momentum)];
    }
}
