namespace Nabla.Layers;

/// <summary>Dropout of whole channels of volumes: neighbours are much alike, so that single values would say what was dropped (Tompson and others, 2015).</summary>
/// <remarks>Shape: [batch, depth, height, width, channels] → same; with channels first likewise.</remarks>
public sealed class SpatialDropout3D : Dropout
{
    /// <summary>A dropout layer.</summary>
    /// <param name="rate">Share of the channels that are dropped, 0 … 1.</param>
    /// <param name="dataFormat">Where the channels lie.</param>
    /// <param name="seed">Decides what is dropped.</param>
    /// <param name="name">Name in summaries.</param>
    public SpatialDropout3D(double rate, DataFormat dataFormat = DataFormat.ChannelsLast, int? seed = null, string? name = null)
        : base(rate, dataFormat == DataFormat.ChannelsLast ? [null, 1, 1, 1, null] : [null, null, 1, 1, 1], seed, name) => DataFormat = dataFormat;

    /// <summary>Where the channels lie.</summary>
    public DataFormat DataFormat { get; }
}
