namespace Nabla.Initializers;

/// <summary>Draws from a truncated normal of variance 2 / (in + out).</summary>
/// <param name="seed">Equal seeds give equal numbers; drawn from the global generator by default.</param>
/// <param name="inputAxes">The axes that count as inputs; the last but one by default. Given only with <paramref name="outputAxes"/>.</param>
/// <param name="outputAxes">The axes that count as outputs; the last by default.</param>
/// <remarks>Glorot and Bengio, Understanding the difficulty of training deep feedforward neural networks, 2010.</remarks>
public sealed class GlorotNormal(int? seed = null, Axes? inputAxes = null, Axes? outputAxes = null)
    : VarianceScaling(1, FanMode.FanAvg, ScalingDistribution.TruncatedNormal, seed, inputAxes, outputAxes);
