using Nabla.Losses;

namespace Nabla.Metrics;

/// <summary>Area under a curve of two rates over all thresholds: how well scores order labels 1 above labels 0; 1 at best.</summary>
/// <remarks>Shapes: truth, 0 or 1, and scores between 0 and 1, alike; with labels apart [batch, labels]. It is a sum over finitely many thresholds: the more, the nearer.</remarks>
public sealed class AUC : PredictionMetric
{
    readonly double[] limits;
    CurveCounts? counts;

    /// <summary>Starts at nothing.</summary>
    /// <param name="numThresholds">How many thresholds there are, evenly from 0 to 1; 2 or more.</param>
    /// <param name="curve">The curve.</param>
    /// <param name="summationMethod">How high the curve is taken between thresholds.</param>
    /// <param name="name">Its name.</param>
    /// <param name="elementType">The type it is computed in; float32 by default.</param>
    /// <param name="thresholds">Thresholds of one's own between 0 and 1, instead of <paramref name="numThresholds"/>; 0 and 1 are added.</param>
    /// <param name="multiLabel">Whether each column of the predictions is a label of its own, with an area of its own; the result is their mean.</param>
    /// <param name="numLabels">How many labels there are; by default seen at the first batch.</param>
    /// <param name="labelWeights">How much each label counts in the mean; without <paramref name="multiLabel"/>, how much the decisions about it count.</param>
    /// <param name="fromLogits">Whether predictions are logits: their sigmoid is taken.</param>
    /// <exception cref="ArgumentException">Options do not make sense together, or are out of their ranges.</exception>
    public AUC(
        int numThresholds = 200,
        AUCCurve curve = AUCCurve.ROC,
        AUCSummation summationMethod = AUCSummation.Interpolation,
        string name = "auc",
        ElementType? elementType = null,
        IReadOnlyList<double>? thresholds = null,
        bool multiLabel = false,
        int? numLabels = null,
        IReadOnlyList<double>? labelWeights = null,
        bool fromLogits = false)
        : base(name, elementType)
    {
        if (thresholds is null && numThresholds < 2)
        {
            throw new ArgumentOutOfRangeException(nameof(numThresholds), $"AUC: {numThresholds} thresholds: there must be 2 or more.");
        }

        foreach (double threshold in thresholds ?? [])
        {
            if (threshold is not (>= 0 and <= 1))
            {
                throw new ArgumentOutOfRangeException(nameof(thresholds), $"AUC: threshold {threshold}: it must be between 0 and 1.");
            }
        }

        if (numLabels is not null && !multiLabel)
        {
            throw new ArgumentException($"AUC: {numLabels} labels without multiLabel: the number is for labels that are measured apart. Set multiLabel, or leave it out.", nameof(numLabels));
        }

        if (numLabels < 1 || (numLabels is { } labels && labelWeights is not null && labelWeights.Count != labels))
        {
            throw new ArgumentException($"AUC: {numLabels} labels{(labelWeights is null ? "" : $" and {labelWeights.Count} weights of labels")}: there must be 1 label or more, and a weight for each.", nameof(numLabels));
        }

        GivenThresholds = thresholds is null ? null : [.. thresholds.Order()];
        (Curve, SummationMethod, MultiLabel, NumLabels, FromLogits) = (curve, summationMethod, multiLabel, numLabels, fromLogits);
        LabelWeights = labelWeights is null ? null : [.. labelWeights];
        var inner = GivenThresholds ?? [.. Enumerable.Range(1, numThresholds - 2).Select(i => (double)i / (numThresholds - 1))];
        // Below every score and above every score, whatever the rounding.
        limits = [-Loss.Epsilon, .. inner, 1 + Loss.Epsilon];
        if (!multiLabel || numLabels is not null)
        {
            counts = Counts(numLabels);
        }
    }

    /// <summary>The curve.</summary>
    public AUCCurve Curve { get; }

    /// <summary>How high the curve is taken between thresholds.</summary>
    public AUCSummation SummationMethod { get; }

    /// <summary>All thresholds, with one below and one above every score.</summary>
    public IReadOnlyList<double> Thresholds => limits;

    /// <summary>How many thresholds there are.</summary>
    public int NumThresholds => limits.Length;

    /// <summary>Whether each column of the predictions is a label of its own.</summary>
    public bool MultiLabel { get; }

    /// <summary>How many labels there are; null where that is seen at the first batch.</summary>
    public int? NumLabels { get; }

    /// <summary>How much each label counts; null for all alike.</summary>
    public IReadOnlyList<double>? LabelWeights { get; }

    /// <summary>Whether predictions are logits.</summary>
    public bool FromLogits { get; }

    /// <summary>The thresholds that were given, in order; null where none were.</summary>
    internal IReadOnlyList<double>? GivenThresholds { get; }

    /// <inheritdoc/>
    public override void UpdateState(Tensor yTrue, Tensor yPred, Tensor? sampleWeight = null)
    {
        ArgumentNullException.ThrowIfNull(yTrue);
        ArgumentNullException.ThrowIfNull(yPred);
        var (truth, scores) = ThresholdMetric.Pair(Name, yTrue, yPred, ElementType);
        if (MultiLabel)
        {
            counts ??= Counts(scores.Rank == 2 && scores.Shape.IsAxisKnown(1) ? scores.Shape[1] : throw Misshapen(yPred, "[batch, labels]"));
            Require(scores.Rank == 2 && scores.Shape.Lengths[1] == counts.TruePositives.Shape[1], yPred, $"[batch, {counts.TruePositives.Shape[1]}]");
        }

        if (LabelWeights is { } list)
        {
            Require(scores.Rank > 0 && scores.Shape.Lengths[^1] == list.Count, yPred, $"the last axis must have the length of the {list.Count} weights of labels");
        }

        var weights = ThresholdMetric.WeightsLike(Name, scores, sampleWeight, ElementType);
        if (!MultiLabel && WeightsOfLabels() is { } ofLabels)
        {
            weights = weights is null ? ofLabels.BroadcastLike(scores) : weights * ofLabels;
        }

        counts!.Add(truth, FromLogits ? scores.Sigmoid() : scores, weights);
    }

    /// <summary>The area since the last reset; 0 of nothing.</summary>
    public override Tensor Result()
    {
        if (counts is null)
        {
            return Tensor.Zeros([], ElementType);
        }

        var areas = (Curve == AUCCurve.PR && SummationMethod == AUCSummation.Interpolation ? InterpolatedPrecision() : Rectangles()).Sum(0);
        if (!MultiLabel)
        {
            return areas;
        }

        return WeightsOfLabels() is { } weights ? (areas * weights).Sum().DivideNoNan(weights.Sum()) : areas.Mean();
    }

    /// <summary>The areas between neighbouring thresholds.</summary>
    Tensor Rectangles()
    {
        Tensor tp = counts!.TruePositives.Value, fp = counts.FalsePositives.Value, tn = counts.TrueNegatives.Value, fn = counts.FalseNegatives.Value;
        var recall = tp.DivideNoNan(tp + fn);
        var odds = (tp + fn) / (fp + tn + Loss.Epsilon);
        var (x, y) = Curve switch
        {
            AUCCurve.ROC => (fp.DivideNoNan(fp + tn), recall),
            AUCCurve.PR => (recall, tp.DivideNoNan(tp + fp)),
            _ => (Gain(odds, fn, tp), Gain(odds, fp, tp)),
        };
        Tensor left = y[..^1], right = y[1..];
        var heights = SummationMethod switch
        {
            AUCSummation.Interpolation => (left + right) / 2.0,
            AUCSummation.Minoring => left.Minimum(right),
            _ => left.Maximum(right),
        };
        return (x[..^1] - x[1..]) * heights;
    }

    /// <summary>The areas under precision over recall, where counts, not rates, run straight between thresholds: the integral has a logarithm.</summary>
    Tensor InterpolatedPrecision()
    {
        Tensor tp = counts!.TruePositives.Value, fn = counts.FalseNegatives.Value, yes = tp + counts.FalsePositives;
        Tensor step = tp[..^1] - tp[1..], from = yes[1..], to = yes[..^1];
        var slope = step.DivideNoNan((to - from).Maximum(0));
        var intercept = tp[1..] - (slope * from);
        var ratio = Tensor.Where(to.Greater(0).LogicalAnd(from.Greater(0)), to.DivideNoNan(from.Maximum(0)), from.OnesLike());
        return (slope * (step + (intercept * ratio.Log()))).DivideNoNan((tp[1..] + fn[1..]).Maximum(0));
    }

    static Tensor Gain(Tensor odds, Tensor wrong, Tensor right) => (1 - (odds * wrong / (right + Loss.Epsilon))).Clip(0, 1);

    CurveCounts Counts(long? labels) => new(limits, labels, (name, shape) => AddVariable(name, shape));

    Tensor? WeightsOfLabels() => LabelWeights is null ? null : Tensor.Constant(LabelWeights.ToArray()).Cast(ElementType);

    void Require(bool fits, Tensor yPred, string expected)
    {
        if (!fits)
        {
            throw Misshapen(yPred, expected);
        }
    }

    ShapeException Misshapen(Tensor yPred, string expected) => new($"{Name}: predictions {yPred.Shape}: {expected} is expected. Reshape them, or measure all labels together.");
}
