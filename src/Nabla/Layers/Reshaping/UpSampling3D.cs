namespace Nabla.Layers;

/// <summary>Repeats the elements of volumes along depth, height and width.</summary>
/// <remarks>Shape: [batch, depth, height, width, channels] → the same with axes as many times longer as the size says.</remarks>
/// <param name="size">How many times as long each spatial axis becomes; 2 by default.</param>
/// <param name="dataFormat">Where the channels lie.</param>
/// <param name="name">Name in summaries.</param>
public sealed class UpSampling3D(Extent? size = null, DataFormat dataFormat = DataFormat.ChannelsLast, string? name = null) : UpSamplingLayer(3, nameof(UpSampling3D), size, dataFormat, name);
