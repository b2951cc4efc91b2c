namespace Nabla.Layers;

/// <summary>y = max(x, 0), with a slope below the threshold and a greatest value if wanted.</summary>
/// <remarks>Shape: any → same.</remarks>
/// <param name="maxValue">Larger results are cut to it; none by default.</param>
/// <param name="negativeSlope">Slope below the threshold.</param>
/// <param name="threshold">Below it the result is negativeSlope · (x − threshold).</param>
/// <param name="name">Name in summaries.</param>
public sealed class ReLU(double? maxValue = null, double negativeSlope = 0, double threshold = 0, string? name = null) : Layer(name)
{
    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x) => x.Relu(negativeSlope, maxValue, threshold);
}
