using Nabla.Graphs;

namespace Nabla;

public static partial class Train
{
    /// <summary>Dual averaging: weights that their gradients do not push far enough are exactly 0 (Duchi et al., 2011).</summary>
    /// <param name="learningRate">How far it steps.</param>
    /// <param name="globalStep">The counter of steps, which <see cref="Optimizer.Minimize"/> is given too.</param>
    /// <param name="initialGradientSquaredAccumulatorValue">What the squares start with; above 0.</param>
    /// <param name="l1RegularizationStrength">How strongly weights are drawn to exactly 0; 0 or above.</param>
    /// <param name="l2RegularizationStrength">How strongly weights are kept small; 0 or above.</param>
    /// <param name="name">Its name.</param>
    /// <remarks>
    /// <para>a ← a + g; q ← q + g²; w ← −rate · sign a · max(|a| − l1 · t, 0) / (l2 · t · rate + √q), t the number of the step, 1 for the first.</para>
    /// <para>Slots: gradient_accumulator, gradient_squared_accumulator. What a variable starts with is gone after one step: meant for linear models that start with zeros.</para>
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public sealed class AdagradDAOptimizer(
        Hyperparameter learningRate,
        Variable globalStep,
        double initialGradientSquaredAccumulatorValue = 0.1,
        double l1RegularizationStrength = 0,
        double l2RegularizationStrength = 0,
        string name = "AdagradDA") : Optimizer(name)
    {
        readonly Variable globalStep = globalStep ?? throw new ArgumentNullException(nameof(globalStep));
        readonly double start = Above(initialGradientSquaredAccumulatorValue, nameof(AdagradDAOptimizer), nameof(initialGradientSquaredAccumulatorValue));
        readonly double l1 = NotBelow(l1RegularizationStrength, nameof(AdagradDAOptimizer), nameof(l1RegularizationStrength));
        readonly double l2 = NotBelow(l2RegularizationStrength, nameof(AdagradDAOptimizer), nameof(l2RegularizationStrength));

        private protected override UpdateRule Rule => new AdagradDARule();

        private protected override IReadOnlyList<(string Name, double Start)> Slots => [("gradient_accumulator", 0), ("gradient_squared_accumulator", start)];

        private protected override IReadOnlyList<(string Name, Hyperparameter Value)> Numbers(Graph graph) =>
            [("learning_rate", learningRate), ("l1_regularization_strength", l1), ("l2_regularization_strength", l2), ("global_step", Engine.Current.Read(globalStep) + 1)];
    }
}
