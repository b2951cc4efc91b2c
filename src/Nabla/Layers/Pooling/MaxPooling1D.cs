namespace Nabla.Layers;

/// <summary>The largest element of each window of sequences, for each channel.</summary>
/// <remarks>Shape: [batch, steps, channels] → the same with ⌊(length − window) ÷ stride⌋ + 1 elements along the spatial axes, or ⌈length ÷ stride⌉ with same padding. Padding is not counted.</remarks>
/// <param name="poolSize">Elements of a window along each spatial axis; 2 by default.</param>
/// <param name="strides">From a window to the next; as long as the window by default.</param>
/// <param name="padding">Valid by default, or same.</param>
/// <param name="dataFormat">Where the channels lie.</param>
/// <param name="name">Name in summaries.</param>
/// <exception cref="ArgumentException">The padding is another, or a number is below 1.</exception>
public sealed class MaxPooling1D(Extent? poolSize = null, Extent? strides = null, Padding? padding = null, DataFormat dataFormat = DataFormat.ChannelsLast, string? name = null)
    : PoolingLayer(1, nameof(MaxPooling1D), poolSize, strides, padding, dataFormat, name)
{
    /// <inheritdoc/>
    private protected override Tensor Pool(Tensor x) => x.MaxPool(PoolSize, Strides, Padding, DataFormat);
}
