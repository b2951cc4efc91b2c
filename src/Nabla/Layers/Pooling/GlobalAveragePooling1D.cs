namespace Nabla.Layers;

/// <summary>The mean of each channel over all of a sequence.</summary>
/// <remarks>Shape: [batch, steps, channels] → [batch, channels], or with keepDims the same rank. Steps that a mask [batch, steps] leaves out take no part; a sequence of such steps alone gives NaN.</remarks>
/// <param name="dataFormat">Where the channels lie.</param>
/// <param name="keepDims">Whether the spatial axes stay, with length 1.</param>
/// <param name="name">Name in summaries.</param>
public sealed class GlobalAveragePooling1D(DataFormat dataFormat = DataFormat.ChannelsLast, bool keepDims = false, string? name = null) : GlobalPoolingLayer(1, dataFormat, keepDims, name)
{
    /// <inheritdoc/>
    public override bool SupportsMasking => true;

    /// <inheritdoc/>
    public override Tensor? ComputeMask(Tensor x, Tensor? mask) => null;

    /// <inheritdoc/>
    private protected override Tensor Reduce(Tensor x, Axes axes)
    {
        if (InputMask is not { } mask)
        {
            return x.Mean(axes, KeepDims);
        }

        var counted = mask.Cast(ElementType.Bool).ExpandDims(DataFormat == DataFormat.ChannelsLast ? 2 : 1);
        return Tensor.Where(counted, x, x.ZerosLike()).Sum(axes, KeepDims) / counted.Cast(x.ElementType).Sum(axes, KeepDims);
    }
}
