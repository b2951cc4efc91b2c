namespace Nabla.Layers;

/// <summary>The largest element of each of a given number of windows, which cover all of an image.</summary>
/// <remarks>Window i of o covers the elements from ⌊i·length ÷ o⌋ to before ⌈(i + 1)·length ÷ o⌉. Shape: [batch, height, width, channels] → the same with outputSize along the spatial axes, whose lengths must be known.</remarks>
/// <param name="outputSize">Windows along each spatial axis.</param>
/// <param name="dataFormat">Where the channels lie.</param>
/// <param name="name">Name in summaries.</param>
/// <exception cref="ArgumentException">A number is below 1.</exception>
public sealed class AdaptiveMaxPooling2D(Extent outputSize, DataFormat dataFormat = DataFormat.ChannelsLast, string? name = null) : AdaptivePoolingLayer(2, nameof(AdaptiveMaxPooling2D), outputSize, dataFormat, name)
{
    /// <inheritdoc/>
    private protected override Tensor Pool(Tensor x) => x.AdaptiveMaxPool(OutputSize, DataFormat);
}
