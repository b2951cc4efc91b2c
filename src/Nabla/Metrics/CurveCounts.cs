using Nabla.Losses;

namespace Nabla.Metrics;

/// <summary>Decisions of each kind for many thresholds at once.</summary>
/// <remarks>A score is sorted into the interval between two thresholds; running sums over the intervals give the counts, so that the work does not grow with scores times thresholds.</remarks>
/// <param name="limits">The thresholds, ascending.</param>
/// <param name="labels">How many columns are counted apart; null for all together.</param>
/// <param name="add">Makes a piece of state of the metric.</param>
sealed class CurveCounts(IReadOnlyList<double> limits, long? labels, Func<string, Shape, Variable> add)
{
    /// <summary>Labels 1 above each threshold, [thresholds] or [thresholds, labels].</summary>
    internal Variable TruePositives { get; } = add("true_positives", ShapeOf(limits, labels));

    /// <summary>Labels 0 above each threshold.</summary>
    internal Variable FalsePositives { get; } = add("false_positives", ShapeOf(limits, labels));

    /// <summary>Labels 0 that are not above.</summary>
    internal Variable TrueNegatives { get; } = add("true_negatives", ShapeOf(limits, labels));

    /// <summary>Labels 1 that are not above.</summary>
    internal Variable FalseNegatives { get; } = add("false_negatives", ShapeOf(limits, labels));

    /// <summary>Takes a batch in.</summary>
    /// <param name="truth">Labels, 0 or not.</param>
    /// <param name="scores">Scores of the same shape; where labels are apart, [batch, labels].</param>
    /// <param name="weights">How much each counts, of that shape; null for 1.</param>
    internal void Add(Tensor truth, Tensor scores, Tensor? weights)
    {
        var type = TruePositives.ElementType;
        var steps = Tensor.Constant(limits.ToArray()).Cast(type);
        // A score that is no number lies above no threshold but the first, which is below all.
        var number = Tensor.Where(scores.IsNaN(), scores.ZerosLike(), scores).Clip(0, 1);
        var place = steps.SearchSorted(number) - 1;
        if (labels is { } columns)
        {
            place = (place * (int)columns) + Tensor.Arange(0, (int)columns, elementType: place.ElementType);
        }

        var isLabel = truth.NotEqual(0).Cast(type);
        var (yes, no) = (isLabel, 1 - isLabel);
        if (weights is not null)
        {
            (yes, no) = (yes * weights, no * weights);
        }

        var ids = place.Reshape([null]);
        Count(TruePositives, FalseNegatives, yes, ids);
        Count(FalsePositives, TrueNegatives, no, ids);
    }

    void Count(Variable above, Variable below, Tensor weights, Tensor ids)
    {
        var parts = weights.Reshape([null]).SegmentSum(ids, limits.Count * (labels ?? 1)).Reshape(above.Shape);
        above.AssignAdd(parts.CumSum(0, reverse: true));
        below.AssignAdd(parts.CumSum(0, exclusive: true));
    }

    static Shape ShapeOf(IReadOnlyList<double> limits, long? labels) => labels is { } columns ? [limits.Count, columns] : [limits.Count];
}
