namespace Nabla.Initializers;

/// <summary>Draws evenly within ±√(6 / in): for layers with relu.</summary>
/// <param name="seed">Equal seeds give equal numbers; drawn from the global generator by default.</param>
/// <param name="inputAxes">The axes that count as inputs; the last but one by default. Given only with <paramref name="outputAxes"/>.</param>
/// <param name="outputAxes">The axes that count as outputs; the last by default.</param>
/// <remarks>He et al., Delving deep into rectifiers, 2015.</remarks>
public sealed class HeUniform(int? seed = null, Axes? inputAxes = null, Axes? outputAxes = null)
    : VarianceScaling(2, FanMode.FanIn, ScalingDistribution.Uniform, seed, inputAxes, outputAxes);
