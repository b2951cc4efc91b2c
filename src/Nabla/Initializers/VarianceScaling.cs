namespace Nabla.Initializers;

/// <summary>Draws with variance scale / n, where n counts the connections of a unit: signals keep their size through the layers.</summary>
/// <remarks>Shapes: [in, out]; [… window …, in, out] for convolutions; a vector counts as its length both ways.</remarks>
public class VarianceScaling : RandomInitializer
{
    // Standard deviation of a standard normal cut at ±2.
    const double TruncatedDeviation = 0.87962566103423978;

    /// <summary>Chooses scale, count and distribution.</summary>
    /// <param name="scale">Variance times the number of connections; above 0.</param>
    /// <param name="mode">Which connections count.</param>
    /// <param name="distribution">What is drawn from.</param>
    /// <param name="seed">Equal seeds give equal numbers; drawn from the global generator by default.</param>
    /// <param name="inputAxes">The axes that count as inputs; the last but one by default. Given only with <paramref name="outputAxes"/>.</param>
    /// <param name="outputAxes">The axes that count as outputs; the last by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">The scale is not above 0.</exception>
    public VarianceScaling(
        double scale = 1,
        FanMode mode = FanMode.FanIn,
        ScalingDistribution distribution = ScalingDistribution.TruncatedNormal,
        int? seed = null,
        Axes? inputAxes = null,
        Axes? outputAxes = null)
        : base(seed)
    {
        if (!(scale > 0))
        {
            throw new ArgumentOutOfRangeException(nameof(scale), $"VarianceScaling: scale {scale}: it must be above 0.");
        }

        if (inputAxes is null != outputAxes is null)
        {
            throw new ArgumentException($"VarianceScaling: input axes {inputAxes?.ToString() ?? "none"}, output axes {outputAxes?.ToString() ?? "none"}: give both or neither.", nameof(outputAxes));
        }

        (Scale, Mode, Distribution, InputAxes, OutputAxes) = (scale, mode, distribution, inputAxes, outputAxes);
    }

    /// <summary>Variance times the number of connections.</summary>
    public double Scale { get; }

    /// <summary>Which connections count.</summary>
    public FanMode Mode { get; }

    /// <summary>What is drawn from.</summary>
    public ScalingDistribution Distribution { get; }

    /// <summary>The axes that count as inputs; null for the usual ones.</summary>
    public Axes? InputAxes { get; }

    /// <summary>The axes that count as outputs; null for the usual ones.</summary>
    public Axes? OutputAxes { get; }

    /// <inheritdoc/>
    public sealed override Tensor Call(Shape shape, ElementType elementType = ElementType.Float32)
    {
        var (fanIn, fanOut) = Fans.Of(shape, InputAxes, OutputAxes);
        double fan = Mode switch { FanMode.FanIn => fanIn, FanMode.FanOut => fanOut, _ => (fanIn + fanOut) / 2 };
        double variance = Scale / Math.Max(1, fan);
        double limit = Math.Sqrt(3 * variance);
        return Distribution switch
        {
            ScalingDistribution.TruncatedNormal => Tensor.RandomTruncatedNormal(shape, 0, Math.Sqrt(variance) / TruncatedDeviation, elementType, Seed),
            ScalingDistribution.UntruncatedNormal => Tensor.RandomNormal(shape, 0, Math.Sqrt(variance), elementType, Seed),
            _ => Tensor.RandomUniform(shape, -limit, limit, elementType, Seed),
        };
    }
}
