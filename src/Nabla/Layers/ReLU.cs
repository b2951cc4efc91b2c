namespace Nabla.Layers;

/// <summary>y = max(x, 0), with a slope below the threshold and a greatest value if wanted.</summary>
/// <remarks>Shape: any → same.</remarks>
/// <param name="maxValue">Larger results are cut to it; none by default.</param>
/// <param name="negativeSlope">Slope below the threshold.</param>
/// <param name="threshold">Below it the result is negativeSlope · (x − threshold).</param>
/// <param name="name">Name in summaries.</param>
/// <exception cref="ArgumentOutOfRangeException">A number is negative.</exception>
public sealed class ReLU(double? maxValue = null, double negativeSlope = 0, double threshold = 0, string? name = null) : Layer(name)
{
    /// <summary>Larger results are cut to it.</summary>
    public double? MaxValue { get; } = maxValue is { } limit ? Checked(limit, nameof(maxValue)) : null;

    /// <summary>Slope below the threshold.</summary>
    public double NegativeSlope { get; } = Checked(negativeSlope, nameof(negativeSlope));

    /// <summary>Below it the result is NegativeSlope · (x − Threshold).</summary>
    public double Threshold { get; } = Checked(threshold, nameof(threshold));

    /// <inheritdoc/>
    public override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x) => x.Relu(NegativeSlope, MaxValue, Threshold);

    static double Checked(double value, string argument) => value >= 0 ? value : throw new ArgumentOutOfRangeException(argument, $"ReLU: {argument} = {value}: it must be 0 or more.");
}
