using Nabla.Formats;
using Nabla.Layers;

namespace Nabla.Models.Saving;

/// <summary>Dropout, noise and penalties as Keras serialises them.</summary>
static class KerasRegularizationLayers
{
    internal static KerasTable<Layer> AddRegularizationLayers(this KerasTable<Layer> table) => table
        .Row(
            "Dropout",
            c => new Dropout(c.Double("rate"), Noise(c), c.IntOrNull("seed"), KerasLayers.Name(c)),
            (x, c) => (c["rate"], c["seed"], c["noise_shape"]) = (x.Rate, x.Seed, KerasLayers.Json(x.NoiseShape)))
        .Row("SpatialDropout1D", c => new SpatialDropout1D(c.Double("rate"), c.IntOrNull("seed"), KerasLayers.Name(c)), (x, c) => (c["rate"], c["seed"]) = (x.Rate, x.Seed))
        .Row(
            "SpatialDropout2D",
            c => new SpatialDropout2D(c.Double("rate"), Format(c), c.IntOrNull("seed"), KerasLayers.Name(c)),
            (x, c) => (c["rate"], c["seed"], c["data_format"]) = (x.Rate, x.Seed, KerasLayers.Formats[x.DataFormat]))
        .Row(
            "SpatialDropout3D",
            c => new SpatialDropout3D(c.Double("rate"), Format(c), c.IntOrNull("seed"), KerasLayers.Name(c)),
            (x, c) => (c["rate"], c["seed"], c["data_format"]) = (x.Rate, x.Seed, KerasLayers.Formats[x.DataFormat]))
        .Row("GaussianNoise", c => new GaussianNoise(c.Double("stddev"), c.IntOrNull("seed"), KerasLayers.Name(c)), (x, c) => (c["stddev"], c["seed"]) = (x.Stddev, x.Seed))
        .Row("GaussianDropout", c => new GaussianDropout(c.Double("rate"), c.IntOrNull("seed"), KerasLayers.Name(c)), (x, c) => (c["rate"], c["seed"]) = (x.Rate, x.Seed))
        .Row(
            "AlphaDropout",
            c => new AlphaDropout(c.Double("rate"), Noise(c), c.IntOrNull("seed"), KerasLayers.Name(c)),
            (x, c) => (c["rate"], c["seed"], c["noise_shape"]) = (x.Rate, x.Seed, KerasLayers.Json(x.NoiseShape)))
        .Row("ActivityRegularization", Penalty, (x, c) => (c["l1"], c["l2"]) = (x.L1, x.L2));

    static ActivityRegularization Penalty(KerasConfig c) => new(c.Double("l1", 0), c.Double("l2", 0), KerasLayers.Name(c));

    static Shape? Noise(KerasConfig c) => c.Lengths("noise_shape") is { } lengths ? Shape.Create(lengths) : null;

    static DataFormat Format(KerasConfig c) => KerasLayers.Formats.Read(c, "data_format", DataFormat.ChannelsLast);
}
