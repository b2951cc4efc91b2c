namespace Nabla.Layers;

/// <summary>What layers that reduce all spatial axes have in common.</summary>
public abstract class GlobalPoolingLayer : Layer
{
    readonly int axes;

    private protected GlobalPoolingLayer(int axes, DataFormat dataFormat, bool keepDims, string? name)
        : base(name)
    {
        this.axes = axes;
        DataFormat = dataFormat;
        KeepDims = keepDims;
    }

    /// <summary>Where the channels lie.</summary>
    public DataFormat DataFormat { get; }

    /// <summary>Whether the spatial axes stay, with length 1.</summary>
    public bool KeepDims { get; }

    /// <inheritdoc/>
    public override Shape ComputeOutputShape(Shape inputShape)
    {
        var last = ChannelAxes.Last(Name, inputShape, DataFormat, axes);
        return !KeepDims ? last[..1].Concat(last[^1..]) : ChannelAxes.In(last[..1].Concat(Shape.Of([.. Enumerable.Repeat(1L, axes)])).Concat(last[^1..]), DataFormat);
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x)
    {
        _ = ChannelAxes.Last(Name, x.Shape, DataFormat, axes);
        return Reduce(x, Axes.Create([.. Enumerable.Range(DataFormat == DataFormat.ChannelsLast ? 1 : 2, axes)]));
    }

    private protected abstract Tensor Reduce(Tensor x, Axes axes);
}
