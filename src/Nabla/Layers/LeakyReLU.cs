namespace Nabla.Layers;

/// <summary>y = x where x ≥ 0, else negativeSlope · x (Maas and others, 2013).</summary>
/// <remarks>Shape: any → same.</remarks>
/// <param name="negativeSlope">Slope below 0; 0.3 by default, as Keras's layer has it.</param>
/// <param name="name">Name in summaries.</param>
/// <exception cref="ArgumentOutOfRangeException">The slope is negative.</exception>
public sealed class LeakyReLU(double negativeSlope = 0.3, string? name = null) : Layer(name)
{
    /// <summary>Slope below 0.</summary>
    public double NegativeSlope { get; } = negativeSlope >= 0 ? negativeSlope : throw new ArgumentOutOfRangeException(nameof(negativeSlope), $"LeakyReLU: negative slope {negativeSlope}: it must be 0 or more.");

    /// <inheritdoc/>
    public override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x) => x.LeakyRelu(NegativeSlope);
}
