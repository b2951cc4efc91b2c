namespace Nabla.Metrics;

/// <summary>mean log cosh(p − t).</summary>
/// <param name="name">Its name.</param>
/// <param name="elementType">The type it is computed in; float32 by default.</param>
/// <remarks>Shapes: truth and predictions [batch, …, n].</remarks>
public sealed class LogCoshError(string name = "logcosh", ElementType? elementType = null) : MeanMetricWrapper(Losses.LogCosh.Of, name, elementType);
