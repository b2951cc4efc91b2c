using Nabla.Operations;

namespace Nabla.Layers;

/// <summary>Makes images larger: repeats their pixels, or mixes them from their neighbours.</summary>
/// <remarks>Shape: [batch, height, width, channels] → the same with height and width as many times longer as the size says; both must be known but for the nearest ones.</remarks>
/// <param name="size">How many times as long height and width become; 2 by default.</param>
/// <param name="dataFormat">Where the channels lie.</param>
/// <param name="interpolation">Where the new pixels come from.</param>
/// <param name="name">Name in summaries.</param>
public sealed class UpSampling2D(Extent? size = null, DataFormat dataFormat = DataFormat.ChannelsLast, UpSamplingInterpolation interpolation = UpSamplingInterpolation.Nearest, string? name = null)
    : UpSamplingLayer(2, nameof(UpSampling2D), size, dataFormat, name)
{
    /// <summary>Where the new pixels come from.</summary>
    public UpSamplingInterpolation Interpolation => interpolation;

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x)
    {
        if (interpolation == UpSamplingInterpolation.Nearest)
        {
            return base.Forward(x);
        }

        var shape = ChannelAxes.Last(Name, x.Shape, DataFormat, 2);
        if (!shape.IsAxisKnown(1) || !shape.IsAxisKnown(2))
        {
            throw new ShapeException($"{Name}: input {x.Shape}: height and width must be known to mix pixels. Give the Input its shape, or use UpSamplingInterpolation.Nearest.");
        }

        Extent sides = [checked((int)shape[1] * Size[0]), checked((int)shape[2] * Size[1])];
        var last = x.Last(DataFormat);
        var y = interpolation switch
        {
            UpSamplingInterpolation.Bilinear => last.ResizeBilinear(sides, halfPixelCenters: true),
            UpSamplingInterpolation.Bicubic => last.ResizeBicubic(sides, halfPixelCenters: true),
            UpSamplingInterpolation.Lanczos3 => Lanczos(last, 3),
            _ => Lanczos(last, 5),
        };
        return y.Cast(x.ElementType).In(DataFormat);
    }

    Tensor Lanczos(Tensor x, int radius) => LanczosWindow.Enlarge(LanczosWindow.Enlarge(Normalizations.Wide(x), 1, Size[0], radius), 2, Size[1], radius);
}
