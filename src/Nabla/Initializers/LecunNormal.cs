namespace Nabla.Initializers;

/// <summary>Draws from a truncated normal of variance 1 / in: for layers with selu.</summary>
/// <param name="seed">Equal seeds give equal numbers; drawn from the global generator by default.</param>
/// <param name="inputAxes">The axes that count as inputs; the last but one by default. Given only with <paramref name="outputAxes"/>.</param>
/// <param name="outputAxes">The axes that count as outputs; the last by default.</param>
/// <remarks>Klambauer et al., Self-normalizing neural networks, 2017.</remarks>
public sealed class LecunNormal(int? seed = null, Axes? inputAxes = null, Axes? outputAxes = null)
    : VarianceScaling(1, FanMode.FanIn, ScalingDistribution.TruncatedNormal, seed, inputAxes, outputAxes);
