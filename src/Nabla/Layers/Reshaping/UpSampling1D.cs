namespace Nabla.Layers;

/// <summary>Repeats each step of sequences.</summary>
/// <remarks>Shape: [batch, steps, channels] → [batch, steps · size, channels].</remarks>
/// <param name="size">How often.</param>
/// <param name="name">Name in summaries.</param>
/// <exception cref="ArgumentOutOfRangeException">The size is below 1.</exception>
public sealed class UpSampling1D(int size = 2, string? name = null) : Layer(name)
{
    /// <summary>How often each step is repeated.</summary>
    public int Size { get; } = WindowArguments.Count(nameof(UpSampling1D), nameof(size), size);

    /// <inheritdoc/>
    public override Shape ComputeOutputShape(Shape inputShape)
    {
        var lengths = ChannelAxes.Last(Name, inputShape, DataFormat.ChannelsLast, 1).ToArray();
        lengths[1] *= lengths[1] == Shape.Unknown ? 1 : Size;
        return Shape.Of(lengths);
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x)
    {
        _ = ChannelAxes.Last(Name, x.Shape, DataFormat.ChannelsLast, 1);
        return x.Repeat(Size, 1);
    }
}
