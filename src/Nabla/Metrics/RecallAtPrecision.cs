namespace Nabla.Metrics;

/// <summary>The largest recall of all thresholds at which the precision is at least a value.</summary>
/// <param name="precision">What must be reached, between 0 and 1.</param>
/// <param name="numThresholds">How many thresholds are tried, evenly between 0 and 1.</param>
/// <param name="classId">The only class that counts; all by default.</param>
/// <param name="name">Its name.</param>
/// <param name="elementType">The type it is computed in; float32 by default.</param>
public sealed class RecallAtPrecision(double precision, int numThresholds = 200, int? classId = null, string name = "recall_at_precision", ElementType? elementType = null)
    : BestUnderConstraint(nameof(RecallAtPrecision), nameof(precision), precision, numThresholds, classId, name, elementType)
{
    /// <summary>The best since the last reset.</summary>
    public override Tensor Result() => Best(Sensitivity, Precision);
}
