namespace Nabla.Initializers;

/// <summary>Draws from the normal distribution, again where a number is more than two standard deviations from the mean.</summary>
/// <param name="mean">The mean before truncation.</param>
/// <param name="stddev">The standard deviation before truncation.</param>
/// <param name="seed">Equal seeds give equal numbers; drawn from the global generator by default.</param>
public sealed class TruncatedNormal(double mean = 0, double stddev = 0.05, int? seed = null) : RandomInitializer(seed)
{
    /// <summary>The mean before truncation.</summary>
    public double Mean => mean;

    /// <summary>The standard deviation before truncation.</summary>
    public double Stddev => stddev;

    /// <inheritdoc/>
    public override Tensor Call(Shape shape, ElementType elementType = ElementType.Float32) => Tensor.RandomTruncatedNormal(shape, mean, stddev, elementType, Seed);
}
