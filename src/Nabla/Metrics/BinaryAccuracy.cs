using Nabla.Losses;

namespace Nabla.Metrics;

/// <summary>How often predictions above a threshold, and only these, have the label 1.</summary>
/// <param name="name">Its name.</param>
/// <param name="elementType">The type it is computed in; float32 by default.</param>
/// <param name="threshold">Above it a prediction counts as 1, else as 0.</param>
public sealed class BinaryAccuracy(string name = "binary_accuracy", ElementType? elementType = null, double threshold = 0.5)
    : MeanMetricWrapper((yTrue, yPred) => Of(yTrue, yPred, threshold), name, elementType)
{
    /// <summary>Above it a prediction counts as 1.</summary>
    public double Threshold => threshold;

    /// <summary>1 for each value that is right, else 0.</summary>
    public static Tensor Of(Tensor yTrue, Tensor yPred, double threshold = 0.5)
    {
        var (t, p) = Ranks.Pair(nameof(BinaryAccuracy), yTrue, yPred);
        return t.Equal(p.Greater(threshold).Cast(p.ElementType)).Cast(p.ElementType);
    }
}
