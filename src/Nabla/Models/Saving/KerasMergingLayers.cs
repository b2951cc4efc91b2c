using Nabla.Layers;

namespace Nabla.Models.Saving;

/// <summary>Layers that join several tensors, as Keras serialises them.</summary>
static class KerasMergingLayers
{
    internal static KerasTable<Layer> AddMergingLayers(this KerasTable<Layer> table) => table
        .Row("Add", c => new Add(KerasLayers.Name(c)))
        .Row("Subtract", c => new Subtract(KerasLayers.Name(c)))
        .Row("Multiply", c => new Multiply(KerasLayers.Name(c)))
        .Row("Average", c => new Average(KerasLayers.Name(c)))
        .Row("Maximum", c => new Maximum(KerasLayers.Name(c)))
        .Row("Minimum", c => new Minimum(KerasLayers.Name(c)))
        .Row("Concatenate", c => new Concatenate(KerasValues.Axis(c, "axis", -1), KerasLayers.Name(c)), (x, c) => c["axis"] = x.Axis)
        .Row(
            "Dot",
            c => new Dot(KerasValues.AxesOrNull(c, "axes") ?? throw c.Wrong("axes", "an axis or two"), c.Flag("normalize", false), KerasLayers.Name(c)),
            (x, c) => (c["axes"], c["normalize"]) = (KerasValues.Json(x.Axes), x.Normalize));
}
