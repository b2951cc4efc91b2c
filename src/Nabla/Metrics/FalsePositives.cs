namespace Nabla.Metrics;

/// <summary>How many predictions with label 0 are a yes.</summary>
/// <param name="thresholds">Above which predictions are a yes; 0.5 by default. The result is a vector for several.</param>
/// <param name="name">Its name.</param>
/// <param name="elementType">The type it is computed in; float32 by default.</param>
public sealed class FalsePositives(IReadOnlyList<double>? thresholds = null, string name = "false_positives", ElementType? elementType = null)
    : ConfusionCount(nameof(FalsePositives), false, true, thresholds, name, elementType);
