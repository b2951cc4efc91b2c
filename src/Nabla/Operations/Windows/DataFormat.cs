namespace Nabla;

/// <summary>Where the channels of images, sequences and volumes lie.</summary>
public enum DataFormat
{
    /// <summary>[batch, height, width, channels]: sequences and volumes likewise, with the channels last.</summary>
    ChannelsLast,

    /// <summary>[batch, channels, height, width].</summary>
    ChannelsFirst,
}
