namespace Nabla.Initializers;

/// <summary>Draws evenly within ±√(3 / in).</summary>
/// <param name="seed">Equal seeds give equal numbers; drawn from the global generator by default.</param>
/// <param name="inputAxes">The axes that count as inputs; the last but one by default. Given only with <paramref name="outputAxes"/>.</param>
/// <param name="outputAxes">The axes that count as outputs; the last by default.</param>
/// <remarks>LeCun et al., Efficient backprop, 1998.</remarks>
public sealed class LecunUniform(int? seed = null, Axes? inputAxes = null, Axes? outputAxes = null)
    : VarianceScaling(1, FanMode.FanIn, ScalingDistribution.Uniform, seed, inputAxes, outputAxes);
