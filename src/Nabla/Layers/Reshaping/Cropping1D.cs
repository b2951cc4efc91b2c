namespace Nabla.Layers;

/// <summary>Cuts elements off both ends of sequences.</summary>
/// <remarks>Shape: [batch, steps, channels] → the same with shorter spatial axes.</remarks>
/// <param name="cropping">How many are cut off before and after each spatial axis, or one number for all sides; 1 by default.</param>
/// <param name="name">Name in summaries.</param>
/// <exception cref="ArgumentException">There is not one pair for each spatial axis, or a number is negative.</exception>
public sealed class Cropping1D(Margins? cropping = null, string? name = null) : CroppingLayer(1, nameof(Cropping1D), cropping, DataFormat.ChannelsLast, name);
