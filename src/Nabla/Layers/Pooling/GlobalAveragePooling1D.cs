namespace Nabla.Layers;

/// <summary>The mean of each channel over all of a sequence.</summary>
/// <remarks>Shape: [batch, steps, channels] → [batch, channels], or with keepDims the same rank.</remarks>
/// <param name="dataFormat">Where the channels lie.</param>
/// <param name="keepDims">Whether the spatial axes stay, with length 1.</param>
/// <param name="name">Name in summaries.</param>
public sealed class GlobalAveragePooling1D(DataFormat dataFormat = DataFormat.ChannelsLast, bool keepDims = false, string? name = null) : GlobalPoolingLayer(1, dataFormat, keepDims, name)
{
    /// <inheritdoc/>
    private protected override Tensor Reduce(Tensor x, Axes axes) => x.Mean(axes, KeepDims);
}
