namespace Nabla.Metrics;

/// <summary>mean over samples of Σ t · log(t / p).</summary>
/// <param name="name">Its name.</param>
/// <param name="elementType">The type it is computed in; float32 by default.</param>
/// <remarks>Shapes: truth and predictions [batch, …, n].</remarks>
public sealed class KLDivergence(string name = "kl_divergence", ElementType? elementType = null) : MeanMetricWrapper(Losses.KLDivergence.Of, name, elementType);
