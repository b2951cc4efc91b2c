using System.Text.Json.Nodes;
using Nabla.Layers;

namespace Nabla.Models.Saving;

/// <summary>Layers that change shapes and scales, as Keras serialises them.</summary>
static class KerasReshapingLayers
{
    internal static KerasTable<Layer> AddReshapingLayers(this KerasTable<Layer> table) => table
        .Row("Flatten", c => new Flatten(KerasLayers.Formats.Read(c, "data_format", DataFormat.ChannelsLast), KerasLayers.Name(c)), (x, c) => c["data_format"] = KerasLayers.Formats[x.DataFormat])
        .Row(
            "Reshape",
            c => new Reshape(Shape.Create(c.Lengths("target_shape") ?? throw c.Wrong("target_shape", "a shape")), KerasLayers.Name(c)),
            (x, c) => c["target_shape"] = new JsonArray([.. x.TargetShape.Select(length => (JsonNode)(length ?? -1))]))
        .Row(
            "Permute",
            c => new Permute(KerasValues.AxesOrNull(c, "dims") ?? throw c.Wrong("dims", "axes"), KerasLayers.Name(c)),
            (x, c) => c["dims"] = new JsonArray([.. x.Dims.Select(axis => (JsonNode)axis)]))
        .Row("RepeatVector", c => new RepeatVector(c.Int("n"), KerasLayers.Name(c)), (x, c) => c["n"] = x.N)
        .Row(
            "Rescaling",
            c => new Rescaling(c.Doubles("scale") ?? throw c.Wrong("scale", "a number or numbers"), c.Doubles("offset"), KerasLayers.Name(c)),
            (x, c) => (c["scale"], c["offset"]) = (Written(x.Scale), Written(x.Offset)));

    /// <summary>One number as itself, several as a list.</summary>
    static JsonNode Written(IReadOnlyList<double> values) => values.Count == 1 ? values[0] : new JsonArray([.. values.Select(value => (JsonNode)value)]);
}
