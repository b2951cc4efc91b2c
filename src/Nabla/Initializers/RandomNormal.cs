namespace Nabla.Initializers;

/// <summary>Draws from the normal distribution.</summary>
/// <param name="mean">Its mean.</param>
/// <param name="stddev">Its standard deviation.</param>
/// <param name="seed">Equal seeds give equal numbers; drawn from the global generator by default.</param>
public sealed class RandomNormal(double mean = 0, double stddev = 0.05, int? seed = null) : RandomInitializer(seed)
{
    /// <summary>The mean of the distribution.</summary>
    public double Mean => mean;

    /// <summary>The standard deviation of the distribution.</summary>
    public double Stddev => stddev;

    /// <inheritdoc/>
    public override Tensor Call(Shape shape, ElementType elementType = ElementType.Float32) => Tensor.RandomNormal(shape, mean, stddev, elementType, Seed);
}
