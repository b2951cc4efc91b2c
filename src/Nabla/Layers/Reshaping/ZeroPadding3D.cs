namespace Nabla.Layers;

/// <summary>Zeros before and after each spatial axis of volumes.</summary>
/// <remarks>Shape: [batch, depth, height, width, channels] → the same with longer spatial axes.</remarks>
/// <param name="padding">How many zeros before and after each spatial axis, or one number for all sides; 1 by default.</param>
/// <param name="dataFormat">Where the channels lie.</param>
/// <param name="name">Name in summaries.</param>
/// <exception cref="ArgumentException">There is not one pair for each spatial axis, or a number is negative.</exception>
public sealed class ZeroPadding3D(Margins? padding = null, DataFormat dataFormat = DataFormat.ChannelsLast, string? name = null) : ZeroPaddingLayer(3, nameof(ZeroPadding3D), padding, dataFormat, name);
