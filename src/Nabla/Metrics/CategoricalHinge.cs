namespace Nabla.Metrics;

/// <summary>mean max(largest p of a wrong class − p of the right class + 1, 0).</summary>
/// <param name="name">Its name.</param>
/// <param name="elementType">The type it is computed in; float32 by default.</param>
/// <remarks>Shapes: truth and predictions [batch, …, n]. One-hot truth.</remarks>
public sealed class CategoricalHinge(string name = "categorical_hinge", ElementType? elementType = null) : MeanMetricWrapper(Losses.CategoricalHinge.Of, name, elementType);
