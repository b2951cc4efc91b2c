namespace Nabla.Metrics;

/// <summary>2 · precision · recall / (precision + recall), of each class.</summary>
/// <param name="average">How the scores of classes become one.</param>
/// <param name="threshold">Above which predictions are a yes, above 0 and at most 1; by default the largest of a sample is.</param>
/// <param name="name">Its name.</param>
/// <param name="elementType">The type it is computed in; float32 by default.</param>
/// <remarks>Shapes: truth, 0 or 1, and predictions [batch, classes].</remarks>
public sealed class F1Score(FBetaAverage average = FBetaAverage.None, double? threshold = null, string name = "f1_score", ElementType? elementType = null)
    : FBetaScore(average, 1, threshold, name, elementType);
