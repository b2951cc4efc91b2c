namespace Nabla.Initializers;

/// <summary>Draws evenly from an interval.</summary>
/// <param name="minval">The lower end, included.</param>
/// <param name="maxval">The upper end, excluded.</param>
/// <param name="seed">Equal seeds give equal numbers; drawn from the global generator by default.</param>
public sealed class RandomUniform(double minval = -0.05, double maxval = 0.05, int? seed = null) : RandomInitializer(seed)
{
    /// <summary>The lower end, included.</summary>
    public double Minval => minval;

    /// <summary>The upper end, excluded.</summary>
    public double Maxval => maxval;

    /// <inheritdoc/>
    public override Tensor Call(Shape shape, ElementType elementType = ElementType.Float32) => Tensor.RandomUniform(shape, minval, maxval, elementType, Seed);
}
