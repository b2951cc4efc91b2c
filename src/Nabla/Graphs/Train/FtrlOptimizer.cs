using Nabla.Graphs;

namespace Nabla;

public static partial class Train
{
    /// <summary>Follows the regularized leader: keeps weights at exactly 0 where l1 is above what their gradients add up to (McMahan et al., 2013).</summary>
    /// <param name="learningRate">How far it steps.</param>
    /// <param name="learningRatePower">How the rate falls with the squares of the gradients; 0 or below, 0 for a fixed rate.</param>
    /// <param name="initialAccumulatorValue">What the squares start with; 0 or above.</param>
    /// <param name="l1RegularizationStrength">How strongly weights are drawn to exactly 0; 0 or above.</param>
    /// <param name="l2RegularizationStrength">How strongly weights are kept small; 0 or above.</param>
    /// <param name="name">Its name.</param>
    /// <param name="l2ShrinkageRegularizationStrength">How strongly weights are kept small by their gradients; 0 or above.</param>
    /// <param name="beta">The beta of the paper.</param>
    /// <remarks>b = a + g²; z ← z + g + 2 · shrinkage · w − (b^−power − a^−power) / rate · w; a ← b; w ← (sign z · l1 − z) / (b^−power / rate + 2 · l2 + beta / rate) where |z| &gt; l1, else 0.
    /// Slots: accum (a), linear (z).</remarks>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public sealed class FtrlOptimizer(
        Hyperparameter learningRate,
        double learningRatePower = -0.5,
        double initialAccumulatorValue = 0.1,
        double l1RegularizationStrength = 0,
        double l2RegularizationStrength = 0,
        string name = "Ftrl",
        double l2ShrinkageRegularizationStrength = 0,
        double beta = 0) : Optimizer(name)
    {
        readonly double start = NotBelow(initialAccumulatorValue, nameof(FtrlOptimizer), nameof(initialAccumulatorValue));
        readonly double l1 = NotBelow(l1RegularizationStrength, nameof(FtrlOptimizer), nameof(l1RegularizationStrength));
        readonly double l2 = NotBelow(l2RegularizationStrength, nameof(FtrlOptimizer), nameof(l2RegularizationStrength));
        readonly double shrinkage = NotBelow(l2ShrinkageRegularizationStrength, nameof(FtrlOptimizer), nameof(l2ShrinkageRegularizationStrength));

        readonly double power = learningRatePower <= 0 ? learningRatePower
            : throw new ArgumentOutOfRangeException(nameof(learningRatePower), $"FtrlOptimizer: learningRatePower = {learningRatePower}: it must be 0 or below.");

        private protected override UpdateRule Rule => new FtrlRule(Shrinks: shrinkage > 0, HasRootPower: power == -0.5);

        private protected override IReadOnlyList<(string Name, double Start)> Slots => [("accum", start), ("linear", 0)];

        private protected override IReadOnlyList<(string Name, Hyperparameter Value)> Numbers(Graph graph)
        {
            var rate = learningRate.In("learning_rate");
            Hyperparameter decay = beta == 0 ? l2 : (beta / (rate * 2)) + l2;
            return
            [
                ("learning_rate", rate), ("l1_regularization_strength", l1), ("l2_regularization_strength", decay),
                .. shrinkage > 0 ? [("l2_shrinkage_regularization_strength", shrinkage)] : Array.Empty<(string, Hyperparameter)>(),
                ("learning_rate_power", power),
            ];
        }
    }
}
