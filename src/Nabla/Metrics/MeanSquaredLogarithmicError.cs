namespace Nabla.Metrics;

/// <summary>mean (log(1 + t) − log(1 + p))².</summary>
/// <param name="name">Its name.</param>
/// <param name="elementType">The type it is computed in; float32 by default.</param>
/// <remarks>Shapes: truth and predictions [batch, …, n].</remarks>
public sealed class MeanSquaredLogarithmicError(string name = "mean_squared_logarithmic_error", ElementType? elementType = null) : MeanMetricWrapper(Losses.MeanSquaredLogarithmicError.Of, name, elementType);
