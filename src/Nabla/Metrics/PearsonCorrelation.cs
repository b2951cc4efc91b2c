using Nabla.Losses;

namespace Nabla.Metrics;

/// <summary>mean correlation of truth and predictions along an axis, between −1 and 1.</summary>
/// <param name="name">Its name.</param>
/// <param name="elementType">The type it is computed in; float32 by default.</param>
/// <param name="axis">The axes of the correlation.</param>
public sealed class PearsonCorrelation(string name = "pearson_correlation", ElementType? elementType = null, Axes? axis = null)
    : MeanMetricWrapper((yTrue, yPred) => Of(yTrue, yPred, axis), name, elementType)
{
    /// <summary>The axes of the correlation.</summary>
    public Axes Axis { get; } = axis ?? -1;

    /// <summary>The mean product of both, each less its mean and divided by its standard deviation.</summary>
    /// <exception cref="ShapeException">The shapes do not fit together.</exception>
    public static Tensor Of(Tensor yTrue, Tensor yPred, Axes? axis = null)
    {
        var (t, p) = Ranks.Pair(nameof(PearsonCorrelation), yTrue, yPred);
        return (Standard(t, axis ?? -1) * Standard(p, axis ?? -1)).Mean(axis ?? -1);
    }

    static Tensor Standard(Tensor x, Axes axis)
    {
        var centered = x - x.Mean(axis, keepDims: true);
        return centered / centered.Std(axis, keepDims: true);
    }
}
