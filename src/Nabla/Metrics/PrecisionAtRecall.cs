namespace Nabla.Metrics;

/// <summary>The largest precision of all thresholds at which the recall is at least a value.</summary>
/// <param name="recall">What must be reached, between 0 and 1.</param>
/// <param name="numThresholds">How many thresholds are tried, evenly between 0 and 1.</param>
/// <param name="classId">The only class that counts; all by default.</param>
/// <param name="name">Its name.</param>
/// <param name="elementType">The type it is computed in; float32 by default.</param>
public sealed class PrecisionAtRecall(double recall, int numThresholds = 200, int? classId = null, string name = "precision_at_recall", ElementType? elementType = null)
    : BestUnderConstraint(nameof(PrecisionAtRecall), nameof(recall), recall, numThresholds, classId, name, elementType)
{
    /// <summary>The best since the last reset.</summary>
    public override Tensor Result() => Best(Precision, Sensitivity);
}
