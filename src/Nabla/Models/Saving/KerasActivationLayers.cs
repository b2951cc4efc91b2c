using Nabla.Layers;

namespace Nabla.Models.Saving;

/// <summary>Activations as layers, as Keras serialises them.</summary>
static class KerasActivationLayers
{
    internal static KerasTable<Layer> AddActivationLayers(this KerasTable<Layer> table) => table
        .Row("Activation", c => new Activation(KerasLayers.Activation(c) ?? "linear", KerasLayers.Name(c)), (x, c) => c["activation"] = x.Function.Name)
        .Row(
            "ReLU",
            c => new ReLU(c.DoubleOrNull("max_value"), c.Double("negative_slope", 0), c.Double("threshold", 0), KerasLayers.Name(c)),
            (x, c) => (c["max_value"], c["negative_slope"], c["threshold"]) = (x.MaxValue, x.NegativeSlope, x.Threshold))
        .Row("LeakyReLU", c => new LeakyReLU(c.Double("negative_slope", 0.3), KerasLayers.Name(c)), (x, c) => c["negative_slope"] = x.NegativeSlope)
        .Row("ELU", c => new ELU(c.Double("alpha", 1), KerasLayers.Name(c)), (x, c) => c["alpha"] = x.Alpha)
        .Row("Softmax", c => new Softmax(KerasValues.AxesOrNull(c, "axis"), KerasLayers.Name(c)), (x, c) => c["axis"] = KerasValues.Json(x.Axis))
        .Row(
            "PReLU",
            c => new PReLU(KerasLayers.Initializer(c, "alpha_initializer"), KerasLayers.Regularizer(c, "alpha_regularizer"), KerasLayers.Constraint(c, "alpha_constraint"), KerasValues.AxesOrNull(c, "shared_axes"), KerasLayers.Name(c)),
            (x, c) =>
            {
                (c["alpha_initializer"], c["alpha_regularizer"], c["alpha_constraint"]) = (KerasLayers.Json(x.AlphaInitializer), KerasLayers.Json(x.AlphaRegularizer), KerasLayers.Json(x.AlphaConstraint));
                c["shared_axes"] = x.SharedAxes is null ? null : new System.Text.Json.Nodes.JsonArray([.. x.SharedAxes.Select(axis => (System.Text.Json.Nodes.JsonNode)axis)]);
            });
}
