namespace Nabla.Layers;

/// <summary>y = x where x ≥ 0, else negativeSlope · x (Maas and others, 2013).</summary>
/// <remarks>Shape: any → same.</remarks>
/// <param name="negativeSlope">Slope below 0; 0.3 by default, as Keras's layer has it.</param>
/// <param name="name">Name in summaries.</param>
public sealed class LeakyReLU(double negativeSlope = 0.3, string? name = null) : Layer(name)
{
    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x) => x.LeakyRelu(negativeSlope);
}
