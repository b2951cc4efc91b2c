namespace Nabla.Metrics;

/// <summary>100 · mean |(t − p) / t|.</summary>
/// <param name="name">Its name.</param>
/// <param name="elementType">The type it is computed in; float32 by default.</param>
/// <remarks>Shapes: truth and predictions [batch, …, n].</remarks>
public sealed class MeanAbsolutePercentageError(string name = "mean_absolute_percentage_error", ElementType? elementType = null) : MeanMetricWrapper(Losses.MeanAbsolutePercentageError.Of, name, elementType);
