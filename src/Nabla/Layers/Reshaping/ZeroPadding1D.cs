namespace Nabla.Layers;

/// <summary>Zeros before and after the steps of sequences.</summary>
/// <remarks>Shape: [batch, steps, channels] → the same with longer spatial axes.</remarks>
/// <param name="padding">How many zeros before and after each spatial axis, or one number for all sides; 1 by default.</param>
/// <param name="dataFormat">Where the channels lie.</param>
/// <param name="name">Name in summaries.</param>
/// <exception cref="ArgumentException">There is not one pair for each spatial axis, or a number is negative.</exception>
public sealed class ZeroPadding1D(Margins? padding = null, DataFormat dataFormat = DataFormat.ChannelsLast, string? name = null) : ZeroPaddingLayer(1, nameof(ZeroPadding1D), padding, dataFormat, name);
