using Nabla.Graphs;

namespace Nabla;

public static partial class Train
{
    /// <summary>Divides by the root of all squares so far: a ← a + g²; w ← w − rate · g / √a (Duchi et al., 2011).</summary>
    /// <param name="learningRate">How far it steps.</param>
    /// <param name="initialAccumulatorValue">What a starts with; above 0.</param>
    /// <param name="name">Its name.</param>
    /// <remarks>Slot: accumulator.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The first value is not above 0.</exception>
    public sealed class AdagradOptimizer(Hyperparameter learningRate, double initialAccumulatorValue = 0.1, string name = "Adagrad") : Optimizer(name)
    {
        readonly double start = Above(initialAccumulatorValue, nameof(AdagradOptimizer), nameof(initialAccumulatorValue));

        private protected override UpdateRule Rule => new AdagradRule();

        private protected override IReadOnlyList<(string Name, double Start)> Slots => [("accumulator", start)];

        private protected override IReadOnlyList<(string Name, Hyperparameter Value)> Numbers(Graph graph) => [("learning_rate", learningRate)];
    }
}
