namespace Nabla.Metrics;

/// <summary>truePositives / (truePositives + falsePositives): how many of the yeses are right.</summary>
public sealed class Precision : ThresholdMetric
{
    readonly Variable truePositives;
    readonly Variable falsePositives;

    /// <summary>Starts at nothing.</summary>
    /// <param name="thresholds">Above which predictions are a yes; 0.5 by default, with <paramref name="topK"/> none. The result is a vector for several.</param>
    /// <param name="topK">How many of the largest predictions of a sample can be a yes; all by default.</param>
    /// <param name="classId">The only class that counts; all by default.</param>
    /// <param name="name">Its name.</param>
    /// <param name="elementType">The type it is computed in; float32 by default.</param>
    public Precision(IReadOnlyList<double>? thresholds = null, int? topK = null, int? classId = null, string name = "precision", ElementType? elementType = null)
        : base(nameof(Precision), name, elementType, thresholds, topK, classId) => (truePositives, falsePositives) = (AddCounts("true_positives"), AddCounts("false_positives"));

    /// <summary>The quotient since the last reset, 0 of nothing; a vector where there are several thresholds.</summary>
    public override Tensor Result() => Of(truePositives.Value.DivideNoNan(truePositives + falsePositives));

    private protected override void Add(Outcomes outcomes)
    {
        truePositives.AssignAdd(outcomes.Count(label: true, isChosen: true));
        falsePositives.AssignAdd(outcomes.Count(label: false, isChosen: true));
    }
}
