namespace Nabla.Metrics;

/// <summary>How many predictions with label 0 are a no.</summary>
/// <param name="thresholds">Above which predictions are a yes; 0.5 by default. The result is a vector for several.</param>
/// <param name="name">Its name.</param>
/// <param name="elementType">The type it is computed in; float32 by default.</param>
public sealed class TrueNegatives(IReadOnlyList<double>? thresholds = null, string name = "true_negatives", ElementType? elementType = null)
    : ConfusionCount(nameof(TrueNegatives), false, false, thresholds, name, elementType);
