using Nabla.Losses;

namespace Nabla.Metrics;

/// <summary>How often predictions equal labels, value by value.</summary>
/// <param name="name">Its name.</param>
/// <param name="elementType">The type it is computed in; float32 by default.</param>
public sealed class Accuracy(string name = "accuracy", ElementType? elementType = null) : MeanMetricWrapper(Of, name, elementType)
{
    /// <summary>1 for each value that is equal, else 0.</summary>
    public static Tensor Of(Tensor yTrue, Tensor yPred)
    {
        var (t, p) = Ranks.Pair(nameof(Accuracy), yTrue, yPred);
        return t.Equal(p).Cast(p.ElementType);
    }
}
