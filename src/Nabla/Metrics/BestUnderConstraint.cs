namespace Nabla.Metrics;

/// <summary>The best of one quotient over all thresholds at which another is at least a value.</summary>
public abstract class BestUnderConstraint : ThresholdMetric
{
    readonly Variable truePositives;
    readonly Variable falsePositives;
    readonly Variable trueNegatives;
    readonly Variable falseNegatives;

    private protected BestUnderConstraint(string metric, string argument, double value, int numThresholds, int? classId, string name, ElementType? elementType)
        : base(metric, name, elementType, Spread(metric, numThresholds), null, classId)
    {
        if (value is not (>= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(argument, $"{metric}: {argument} = {value}: it must be between 0 and 1.");
        }

        Value = value;
        (truePositives, falsePositives) = (AddCounts("true_positives"), AddCounts("false_positives"));
        (trueNegatives, falseNegatives) = (AddCounts("true_negatives"), AddCounts("false_negatives"));
    }

    /// <summary>How many thresholds are tried, evenly between 0 and 1.</summary>
    public int NumThresholds => Thresholds.Count;

    /// <summary>What the other quotient must reach.</summary>
    internal double Value { get; }

    /// <summary>Of the labels 1, how many are a yes.</summary>
    private protected Tensor Sensitivity => truePositives.Value.DivideNoNan(truePositives + falseNegatives);

    /// <summary>Of the labels 0, how many are a no.</summary>
    private protected Tensor Specificity => trueNegatives.Value.DivideNoNan(trueNegatives + falsePositives);

    /// <summary>Of the yeses, how many are right.</summary>
    private protected Tensor Precision => truePositives.Value.DivideNoNan(truePositives + falsePositives);

    // Keras sorts scores into the intervals between even thresholds, where a score of 0 lies above the first.
    private protected override IReadOnlyList<double> Limits => Thresholds.Count == 1 ? Thresholds : [-1, .. Thresholds.Skip(1)];

    /// <summary>The largest of one quotient where the other reaches the value; 0 where it never does.</summary>
    private protected Tensor Best(Tensor wanted, Tensor constrained) => Tensor.Where(constrained.GreaterEqual(Value), wanted, wanted.ZerosLike()).Max();

    private protected sealed override void Add(Outcomes outcomes)
    {
        truePositives.AssignAdd(outcomes.Count(label: true, isChosen: true));
        falsePositives.AssignAdd(outcomes.Count(label: false, isChosen: true));
        trueNegatives.AssignAdd(outcomes.Count(label: false, isChosen: false));
        falseNegatives.AssignAdd(outcomes.Count(label: true, isChosen: false));
    }

    static double[] Spread(string metric, int count) => count switch
    {
        < 1 => throw new ArgumentOutOfRangeException(nameof(count), $"{metric}: {count} thresholds: there must be at least 1."),
        1 => [0.5],
        _ => [.. Enumerable.Range(0, count).Select(i => (double)i / (count - 1))],
    };
}
