namespace Nabla.Layers;

/// <summary>What layers that make images and volumes larger have in common.</summary>
public abstract class UpSamplingLayer : Layer
{
    readonly int axes;

    private protected UpSamplingLayer(int axes, string kind, Extent? size, DataFormat dataFormat, string? name)
        : base(name)
    {
        this.axes = axes;
        Size = Extent.Over(kind, "size", size, axes, missing: 2);
        DataFormat = dataFormat;
    }

    /// <summary>How many times as long each spatial axis becomes.</summary>
    public Extent Size { get; }

    /// <summary>Where the channels lie.</summary>
    public DataFormat DataFormat { get; }

    private protected int FirstAxis => DataFormat == DataFormat.ChannelsLast ? 1 : 2;

    /// <inheritdoc/>
    public override Shape ComputeOutputShape(Shape inputShape)
    {
        var lengths = ChannelAxes.Last(Name, inputShape, DataFormat, axes).ToArray();
        for (int k = 0; k < axes; k++)
        {
            lengths[k + 1] *= lengths[k + 1] == Shape.Unknown ? 1 : Size[k];
        }

        return ChannelAxes.In(Shape.Of(lengths), DataFormat);
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x)
    {
        _ = ChannelAxes.Last(Name, x.Shape, DataFormat, axes);
        for (int k = 0; k < axes; k++)
        {
            x = Size[k] == 1 ? x : x.Repeat(Size[k], FirstAxis + k);
        }

        return x;
    }
}
