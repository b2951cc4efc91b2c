namespace Nabla.Metrics;

/// <summary>mean max(1 − t · p, 0).</summary>
/// <param name="name">Its name.</param>
/// <param name="elementType">The type it is computed in; float32 by default.</param>
/// <remarks>Shapes: truth and predictions [batch, …, n]. Labels are −1 and 1, or 0 and 1.</remarks>
public sealed class Hinge(string name = "hinge", ElementType? elementType = null) : MeanMetricWrapper(Losses.Hinge.Of, name, elementType);
