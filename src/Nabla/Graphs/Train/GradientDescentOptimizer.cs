using Nabla.Graphs;

namespace Nabla;

public static partial class Train
{
    /// <summary>Steps against the gradient: w ← w − rate · g.</summary>
    /// <param name="learningRate">How far it steps.</param>
    /// <param name="name">Its name.</param>
    public sealed class GradientDescentOptimizer(Hyperparameter learningRate, string name = "GradientDescent") : Optimizer(name)
    {
        private protected override UpdateRule Rule => new GradientDescentRule();

        private protected override bool AddsDuplicates => false;

        private protected override IReadOnlyList<(string Name, Hyperparameter Value)> Numbers(Graph graph) => [("learning_rate", learningRate)];
    }
}
