namespace Nabla.Metrics;

/// <summary>The largest share of labels 1 that are found, of all thresholds at which the share of labels 0 that are refused is at least a value.</summary>
/// <param name="specificity">What must be reached, between 0 and 1.</param>
/// <param name="numThresholds">How many thresholds are tried, evenly between 0 and 1.</param>
/// <param name="classId">The only class that counts; all by default.</param>
/// <param name="name">Its name.</param>
/// <param name="elementType">The type it is computed in; float32 by default.</param>
public sealed class SensitivityAtSpecificity(double specificity, int numThresholds = 200, int? classId = null, string name = "sensitivity_at_specificity", ElementType? elementType = null)
    : BestUnderConstraint(nameof(SensitivityAtSpecificity), nameof(specificity), specificity, numThresholds, classId, name, elementType)
{
    /// <summary>The best since the last reset.</summary>
    public override Tensor Result() => Best(Sensitivity, Specificity);
}
