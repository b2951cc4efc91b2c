namespace Nabla.Layers;

/// <summary>The mean of each window of volumes, for each channel.</summary>
/// <remarks>Shape: [batch, depth, height, width, channels] → the same with ⌊(length − window) ÷ stride⌋ + 1 elements along the spatial axes, or ⌈length ÷ stride⌉ with same padding. Padding is not counted.</remarks>
/// <param name="poolSize">Elements of a window along each spatial axis; 2 by default.</param>
/// <param name="strides">From a window to the next; as long as the window by default.</param>
/// <param name="padding">Valid by default, or same.</param>
/// <param name="dataFormat">Where the channels lie.</param>
/// <param name="name">Name in summaries.</param>
/// <exception cref="ArgumentException">The padding is another, or a number is below 1.</exception>
public sealed class AveragePooling3D(Extent? poolSize = null, Extent? strides = null, Padding? padding = null, DataFormat dataFormat = DataFormat.ChannelsLast, string? name = null)
    : PoolingLayer(3, nameof(AveragePooling3D), poolSize, strides, padding, dataFormat, name)
{
    /// <inheritdoc/>
    private protected override Tensor Pool(Tensor x) => x.AveragePool(PoolSize, Strides, Padding, DataFormat);
}
