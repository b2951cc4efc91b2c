namespace Nabla.Metrics;

/// <summary>mean |t − p|.</summary>
/// <param name="name">Its name.</param>
/// <param name="elementType">The type it is computed in; float32 by default.</param>
/// <remarks>Shapes: truth and predictions [batch, …, n].</remarks>
public sealed class MeanAbsoluteError(string name = "mean_absolute_error", ElementType? elementType = null) : MeanMetricWrapper(Losses.MeanAbsoluteError.Of, name, elementType);
