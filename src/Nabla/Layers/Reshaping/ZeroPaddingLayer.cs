namespace Nabla.Layers;

/// <summary>What layers that put zeros around their input have in common.</summary>
public abstract class ZeroPaddingLayer : Layer
{
    readonly int axes;

    private protected ZeroPaddingLayer(int axes, string kind, Margins? padding, DataFormat dataFormat, string? name)
        : base(name)
    {
        this.axes = axes;
        Padding = Margins.Over(kind, "padding", padding, axes);
        DataFormat = dataFormat;
    }

    /// <summary>How many zeros before and after each spatial axis.</summary>
    public Margins Padding { get; }

    /// <summary>Where the channels lie.</summary>
    public DataFormat DataFormat { get; }

    /// <inheritdoc/>
    public override Shape ComputeOutputShape(Shape inputShape)
    {
        var lengths = ChannelAxes.Last(Name, inputShape, DataFormat, axes).ToArray();
        for (int k = 0; k < axes; k++)
        {
            lengths[k + 1] += lengths[k + 1] == Shape.Unknown ? 0 : Padding[k].Before + Padding[k].After;
        }

        return ChannelAxes.In(Shape.Of(lengths), DataFormat);
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x)
    {
        _ = ChannelAxes.Last(Name, x.Shape, DataFormat, axes);
        var widths = new (int, int)[axes + 2];
        Padding.ToArray().CopyTo(widths, DataFormat == DataFormat.ChannelsLast ? 1 : 2);
        return x.Pad(widths);
    }
}
