namespace Nabla.Layers;

/// <summary>Cuts elements off each spatial axis of volumes.</summary>
/// <remarks>Shape: [batch, depth, height, width, channels] → the same with shorter spatial axes.</remarks>
/// <param name="cropping">How many are cut off before and after each spatial axis, or one number for all sides; 1 by default.</param>
/// <param name="dataFormat">Where the channels lie.</param>
/// <param name="name">Name in summaries.</param>
/// <exception cref="ArgumentException">There is not one pair for each spatial axis, or a number is negative.</exception>
public sealed class Cropping3D(Margins? cropping = null, DataFormat dataFormat = DataFormat.ChannelsLast, string? name = null) : CroppingLayer(3, nameof(Cropping3D), cropping, dataFormat, name);
