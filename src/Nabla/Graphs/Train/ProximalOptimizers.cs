using Nabla.Graphs;

namespace Nabla;

public static partial class Train
{
    /// <summary>Gradient descent, then the nearest point under l1 and l2: p = w − rate · g; w ← sign p · max(|p| − rate · l1, 0) / (1 + rate · l2) (Duchi and Singer, 2009).</summary>
    /// <param name="learningRate">How far it steps.</param>
    /// <param name="l1RegularizationStrength">How strongly weights are drawn to exactly 0; 0 or above.</param>
    /// <param name="l2RegularizationStrength">How strongly weights are kept small; 0 or above.</param>
    /// <param name="name">Its name.</param>
    public sealed class ProximalGradientDescentOptimizer(
        Hyperparameter learningRate,
        Hyperparameter? l1RegularizationStrength = null,
        Hyperparameter? l2RegularizationStrength = null,
        string name = "ProximalGradientDescent") : Optimizer(name)
    {
        private protected override UpdateRule Rule => new ProximalGradientDescentRule();

        private protected override IReadOnlyList<(string Name, Hyperparameter Value)> Numbers(Graph graph) =>
            [("learning_rate", learningRate), ("l1_regularization_strength", l1RegularizationStrength ?? 0), ("l2_regularization_strength", l2RegularizationStrength ?? 0)];
    }

    /// <summary>Adagrad, then the nearest point under l1 and l2: a ← a + g²; r = rate / √a; p = w − r · g; w ← sign p · max(|p| − r · l1, 0) / (1 + r · l2).</summary>
    /// <param name="learningRate">How far it steps.</param>
    /// <param name="initialAccumulatorValue">What a starts with; above 0.</param>
    /// <param name="l1RegularizationStrength">How strongly weights are drawn to exactly 0; 0 or above.</param>
    /// <param name="l2RegularizationStrength">How strongly weights are kept small; 0 or above.</param>
    /// <param name="name">Its name.</param>
    /// <remarks>Slot: accumulator (a).</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The first value is not above 0.</exception>
    public sealed class ProximalAdagradOptimizer(
        Hyperparameter learningRate,
        double initialAccumulatorValue = 0.1,
        Hyperparameter? l1RegularizationStrength = null,
        Hyperparameter? l2RegularizationStrength = null,
        string name = "ProximalAdagrad") : Optimizer(name)
    {
        readonly double start = Above(initialAccumulatorValue, nameof(ProximalAdagradOptimizer), nameof(initialAccumulatorValue));

        private protected override UpdateRule Rule => new ProximalAdagradRule();

        private protected override IReadOnlyList<(string Name, double Start)> Slots => [("accumulator", start)];

        private protected override IReadOnlyList<(string Name, Hyperparameter Value)> Numbers(Graph graph) =>
            [("learning_rate", learningRate), ("l1_regularization_strength", l1RegularizationStrength ?? 0), ("l2_regularization_strength", l2RegularizationStrength ?? 0)];
    }
}
