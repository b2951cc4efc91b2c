using Nabla.Losses;

namespace Nabla.Metrics;

/// <summary>A metric of yes-or-no decisions: a prediction above a threshold is a yes.</summary>
public abstract class ThresholdMetric : PredictionMetric
{
    // Below every score, so that of the largest predictions each is a yes; what is not among them lies lower still.
    const double BelowAll = -1e10;

    private protected ThresholdMetric(string metric, string name, ElementType? elementType, IReadOnlyList<double>? thresholds, int? topK, int? classId)
        : base(name, elementType)
    {
        foreach (double threshold in thresholds ?? [])
        {
            if (threshold is not (>= 0 and <= 1))
            {
                throw new ArgumentOutOfRangeException(nameof(thresholds), $"{metric}: threshold {threshold}: it must be between 0 and 1.");
            }
        }

        if (thresholds is { Count: 0 })
        {
            throw new ArgumentException($"{metric}: no thresholds: give one or more, or leave them out.", nameof(thresholds));
        }

        GivenThresholds = thresholds is null ? null : [.. thresholds];
        (TopK, ClassId) = (topK is null ? null : Metrics.TopK.Checked(metric, topK.Value), classId);
        Thresholds = GivenThresholds ?? [topK is null ? 0.5 : BelowAll];
    }

    /// <summary>Above which predictions are a yes.</summary>
    public IReadOnlyList<double> Thresholds { get; }

    /// <summary>How many of the largest predictions of a sample can be a yes; null for all.</summary>
    public int? TopK { get; }

    /// <summary>The only class that counts; null for all.</summary>
    public int? ClassId { get; }

    /// <summary>The thresholds that were given; null where none were.</summary>
    internal IReadOnlyList<double>? GivenThresholds { get; }

    /// <inheritdoc/>
    public sealed override void UpdateState(Tensor yTrue, Tensor yPred, Tensor? sampleWeight = null)
    {
        ArgumentNullException.ThrowIfNull(yTrue);
        ArgumentNullException.ThrowIfNull(yPred);
        var (t, p) = Pair(Name, yTrue, yPred, ElementType);
        p = TopK is { } k ? OnlyTop(p, k) : p;
        if (ClassId is { } id)
        {
            (t, p) = (Column(t, id), Column(p, id));
        }

        var limits = Tensor.Constant(Limits.ToArray(), [Limits.Count, 1]).Cast(ElementType);
        Add(new Outcomes(t.Reshape([null]).NotEqual(0), p.Reshape([null]).Greater(limits), WeightsLike(Name, p, sampleWeight, ElementType)?.Reshape([null]), ElementType));
    }

    /// <summary>Truth and predictions in one type and of one shape.</summary>
    /// <exception cref="ShapeException">The shapes differ.</exception>
    internal static (Tensor Truth, Tensor Predictions) Pair(string metric, Tensor yTrue, Tensor yPred, ElementType type)
    {
        var (t, p) = Ranks.Pair(metric, yTrue.Cast(type), yPred.Cast(type));
        return t.Shape.IsCompatibleWith(p.Shape) ? (t, p)
            : throw new ShapeException($"{metric}: truth {yTrue.Shape} and predictions {yPred.Shape}: the shapes must be equal. Make class numbers one-hot first.");
    }

    /// <summary>Sample weights as one for each prediction.</summary>
    /// <exception cref="ShapeException">They do not broadcast to the predictions.</exception>
    internal static Tensor? WeightsLike(string metric, Tensor predictions, Tensor? sampleWeight, ElementType type)
    {
        if (sampleWeight is null)
        {
            return null;
        }

        var (aligned, weight) = Ranks.Align(predictions, sampleWeight.Cast(type));
        weight = weight.Rank == 1 && aligned.Rank == 2 ? weight.ExpandDims(1) : weight;
        _ = Broadcasting.Join(metric, aligned.Shape, weight.Shape);
        return weight.BroadcastLike(aligned);
    }

    /// <summary>What predictions are compared with.</summary>
    private protected virtual IReadOnlyList<double> Limits => Thresholds;

    /// <summary>Takes the outcomes of a batch in.</summary>
    private protected abstract void Add(Outcomes outcomes);

    /// <summary>Counts for each threshold.</summary>
    private protected Variable AddCounts(string name) => AddVariable(name, [Thresholds.Count]);

    /// <summary>A scalar for one threshold, a vector for several.</summary>
    private protected Tensor Of(Tensor perThreshold) => Thresholds.Count == 1 ? perThreshold.Reshape([]) : perThreshold;

    /// <summary>The largest predictions of each sample, of equal ones the first; the others below all thresholds.</summary>
    static Tensor OnlyTop(Tensor p, int k)
    {
        Tensor mine = p.ExpandDims(-1), others = p.ExpandDims(-2);
        var square = (mine.Cast(ElementType.Int32) + others.Cast(ElementType.Int32)).OnesLike();
        var earlier = square.Tril(-1).Equal(1);
        var ahead = others.Greater(mine).LogicalOr(others.Equal(mine).LogicalAnd(earlier));
        return Tensor.Where(ahead.Cast(ElementType.Int32).Sum(-1).Less(k), p, p.ZerosLike() + (2 * BelowAll));
    }

    Tensor Column(Tensor x, int id) =>
        x.Rank > 0 && (!x.Shape.IsAxisKnown(x.Rank - 1) || (id >= 0 && id < x.Shape[^1])) ? x[.., id]
        : throw new ShapeException($"{Name}: class {id} of predictions {x.Shape}: the last axis must have that class.");
}
