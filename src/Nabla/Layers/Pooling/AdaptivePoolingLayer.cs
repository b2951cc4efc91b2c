namespace Nabla.Layers;

/// <summary>What layers that pool to a given number of windows have in common.</summary>
public abstract class AdaptivePoolingLayer : Layer
{
    readonly int axes;

    private protected AdaptivePoolingLayer(int axes, string kind, Extent outputSize, DataFormat dataFormat, string? name)
        : base(name)
    {
        this.axes = axes;
        OutputSize = Extent.Over(kind, "outputSize", outputSize, axes);
        DataFormat = dataFormat;
    }

    /// <summary>Windows along each spatial axis.</summary>
    public Extent OutputSize { get; }

    /// <summary>Where the channels lie.</summary>
    public DataFormat DataFormat { get; }

    /// <inheritdoc/>
    public override Shape ComputeOutputShape(Shape inputShape)
    {
        var last = ChannelAxes.Last(Name, inputShape, DataFormat, axes);
        return ChannelAxes.In(last[..1].Concat(Shape.Of([.. OutputSize])).Concat(last[^1..]), DataFormat);
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x)
    {
        _ = ChannelAxes.Last(Name, x.Shape, DataFormat, axes);
        return Pool(x);
    }

    private protected abstract Tensor Pool(Tensor x);
}
