namespace Nabla.Layers;

/// <summary>What layers that cut off the ends of their input have in common.</summary>
public abstract class CroppingLayer : Layer
{
    readonly int axes;

    private protected CroppingLayer(int axes, string kind, Margins? cropping, DataFormat dataFormat, string? name)
        : base(name)
    {
        this.axes = axes;
        Cropping = Margins.Over(kind, "cropping", cropping, axes);
        DataFormat = dataFormat;
    }

    /// <summary>How many elements are cut off before and after each spatial axis.</summary>
    public Margins Cropping { get; }

    /// <summary>Where the channels lie.</summary>
    public DataFormat DataFormat { get; }

    /// <inheritdoc/>
    public override Shape ComputeOutputShape(Shape inputShape)
    {
        var lengths = ChannelAxes.Last(Name, inputShape, DataFormat, axes).ToArray();
        for (int k = 0; k < axes; k++)
        {
            int cut = Cropping[k].Before + Cropping[k].After;
            if (lengths[k + 1] != Shape.Unknown && (lengths[k + 1] -= cut) <= 0)
            {
                throw new ShapeException($"{Name}: input {inputShape}: {cut} elements to cut off spatial axis {k}, which has {lengths[k + 1] + cut}: nothing would be left. Cut off less.");
            }
        }

        return ChannelAxes.In(Shape.Of(lengths), DataFormat);
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x)
    {
        _ = ComputeOutputShape(x.Shape);
        int first = DataFormat == DataFormat.ChannelsLast ? 1 : 2;
        var entries = new Slice[first + axes];
        Array.Fill(entries, Slice.All);
        for (int k = 0; k < axes; k++)
        {
            entries[first + k] = Slice.Step(Cropping[k].Before, Cropping[k].After == 0 ? null : -Cropping[k].After, 1);
        }

        return x[entries];
    }
}
