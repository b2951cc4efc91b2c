using Nabla.Operations;

namespace Nabla.Layers;

/// <summary>What layers that reduce windows have in common.</summary>
public abstract class PoolingLayer : Layer
{
    readonly int axes;

    private protected PoolingLayer(int axes, string kind, Extent? poolSize, Extent? strides, Padding? padding, DataFormat dataFormat, string? name)
        : base(name)
    {
        this.axes = axes;
        PoolSize = Extent.Over(kind, "poolSize", poolSize, axes, missing: 2);
        Strides = strides is null ? PoolSize : Extent.Over(kind, "strides", strides, axes);
        Padding = WindowArguments.Rule(kind, padding);
        DataFormat = dataFormat;
    }

    /// <summary>Elements of a window along each spatial axis.</summary>
    public Extent PoolSize { get; }

    /// <summary>From a window to the next.</summary>
    public Extent Strides { get; }

    /// <summary>Valid or same.</summary>
    public Padding Padding { get; }

    /// <summary>Where the channels lie.</summary>
    public DataFormat DataFormat { get; }

    /// <inheritdoc/>
    public override Shape ComputeOutputShape(Shape inputShape) =>
        ChannelAxes.In(new PoolSteps(PoolSize, Strides, Padding).Output(Name, ChannelAxes.Last(Name, inputShape, DataFormat, axes)), DataFormat);

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x)
    {
        _ = ChannelAxes.Last(Name, x.Shape, DataFormat, axes);
        return Pool(x);
    }

    private protected abstract Tensor Pool(Tensor x);
}
