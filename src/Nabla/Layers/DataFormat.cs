namespace Nabla.Layers;

/// <summary>Where the channels of images and sequences lie.</summary>
public enum DataFormat
{
    /// <summary>[batch, height, width, channels].</summary>
    ChannelsLast,

    /// <summary>[batch, channels, height, width].</summary>
    ChannelsFirst,
}
