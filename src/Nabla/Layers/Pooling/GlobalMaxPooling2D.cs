namespace Nabla.Layers;

/// <summary>The largest element of each channel over all of an image.</summary>
/// <remarks>Shape: [batch, height, width, channels] → [batch, channels], or with keepDims the same rank.</remarks>
/// <param name="dataFormat">Where the channels lie.</param>
/// <param name="keepDims">Whether the spatial axes stay, with length 1.</param>
/// <param name="name">Name in summaries.</param>
public sealed class GlobalMaxPooling2D(DataFormat dataFormat = DataFormat.ChannelsLast, bool keepDims = false, string? name = null) : GlobalPoolingLayer(2, dataFormat, keepDims, name)
{
    /// <inheritdoc/>
    private protected override Tensor Reduce(Tensor x, Axes axes) => x.Max(axes, KeepDims);
}
