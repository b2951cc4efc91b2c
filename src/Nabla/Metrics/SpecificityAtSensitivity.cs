namespace Nabla.Metrics;

/// <summary>The largest share of labels 0 that are refused, of all thresholds at which the share of labels 1 that are found is at least a value.</summary>
/// <param name="sensitivity">What must be reached, between 0 and 1.</param>
/// <param name="numThresholds">How many thresholds are tried, evenly between 0 and 1.</param>
/// <param name="classId">The only class that counts; all by default.</param>
/// <param name="name">Its name.</param>
/// <param name="elementType">The type it is computed in; float32 by default.</param>
public sealed class SpecificityAtSensitivity(double sensitivity, int numThresholds = 200, int? classId = null, string name = "specificity_at_sensitivity", ElementType? elementType = null)
    : BestUnderConstraint(nameof(SpecificityAtSensitivity), nameof(sensitivity), sensitivity, numThresholds, classId, name, elementType)
{
    /// <summary>The best since the last reset.</summary>
    public override Tensor Result() => Best(Specificity, Sensitivity);
}
