namespace Nabla.Metrics;

/// <summary>mean (p − t · log p).</summary>
/// <param name="name">Its name.</param>
/// <param name="elementType">The type it is computed in; float32 by default.</param>
/// <remarks>Shapes: truth and predictions [batch, …, n].</remarks>
public sealed class Poisson(string name = "poisson", ElementType? elementType = null) : MeanMetricWrapper(Losses.Poisson.Of, name, elementType);
