namespace Nabla.Metrics;

/// <summary>mean (t − p)².</summary>
/// <param name="name">Its name.</param>
/// <param name="elementType">The type it is computed in; float32 by default.</param>
/// <remarks>Shapes: truth and predictions [batch, …, n].</remarks>
public sealed class MeanSquaredError(string name = "mean_squared_error", ElementType? elementType = null) : MeanMetricWrapper(Losses.MeanSquaredError.Of, name, elementType);
