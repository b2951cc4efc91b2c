using Nabla.Losses;

namespace Nabla.Metrics;

/// <summary>mean concordance of truth and predictions along an axis: 1 only where they are equal.</summary>
/// <param name="name">Its name.</param>
/// <param name="elementType">The type it is computed in; float32 by default.</param>
/// <param name="axis">The axes of the correlation.</param>
/// <remarks>Lin, A concordance correlation coefficient to evaluate reproducibility, 1989.</remarks>
public sealed class ConcordanceCorrelation(string name = "concordance_correlation", ElementType? elementType = null, Axes? axis = null)
    : MeanMetricWrapper((yTrue, yPred) => Of(yTrue, yPred, axis), name, elementType)
{
    /// <summary>The axes of the correlation.</summary>
    public Axes Axis { get; } = axis ?? -1;

    /// <summary>2 · covariance / (variance of both + squared distance of the means + 1e-7).</summary>
    /// <exception cref="ShapeException">The shapes do not fit together.</exception>
    public static Tensor Of(Tensor yTrue, Tensor yPred, Axes? axis = null)
    {
        var (t, p) = Ranks.Pair(nameof(ConcordanceCorrelation), yTrue, yPred);
        var along = axis ?? -1;
        Tensor tMean = t.Mean(along, keepDims: true), pMean = p.Mean(along, keepDims: true);
        var covariance = ((t - tMean) * (p - pMean)).Mean(along, keepDims: true);
        var spread = t.Var(along, keepDims: true) + p.Var(along, keepDims: true) + (tMean - pMean).Square();
        return (covariance * 2 / (spread + Loss.Epsilon)).Mean(along);
    }
}
