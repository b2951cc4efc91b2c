using System.Text.Json;
using System.Text.Json.Nodes;
using Nabla.Formats;
using Nabla.Layers;

namespace Nabla.Models.Saving;

/// <summary>Normalisation as Keras serialises it.</summary>
static class KerasNormalizationLayers
{
    internal static KerasTable<Layer> AddNormalizationLayers(this KerasTable<Layer> table) => table
        .Row("BatchNormalization", Batch, (x, c) =>
        {
            (c["axis"], c["momentum"]) = (x.Axis, x.Momentum);
            Learned(x, c);
            (c["moving_mean_initializer"], c["moving_variance_initializer"]) = (KerasLayers.Json(x.MovingMeanInitializer), KerasLayers.Json(x.MovingVarianceInitializer));
            (c["synchronized"], c["renorm"], c["renorm_clipping"], c["renorm_momentum"]) = (false, x.Renorm, Json(x.RenormClipping), x.RenormMomentum);
            if (x.OutputRegularizer is { } regularizer)
            {
                c["activity_regularizer"] = KerasLayers.Json(regularizer);
            }
        })
        .Row(
            "LayerNormalization",
            c => new LayerNormalization(KerasValues.AxesOrNull(c, "axis"), c.Double("epsilon", 1e-3), c.Flag("center", true), c.Flag("scale", true), c.Flag("rms_scaling", false),
                KerasLayers.Initializer(c, "beta_initializer"), KerasLayers.Initializer(c, "gamma_initializer"), KerasLayers.Regularizer(c, "beta_regularizer"), KerasLayers.Regularizer(c, "gamma_regularizer"),
                KerasLayers.Constraint(c, "beta_constraint"), KerasLayers.Constraint(c, "gamma_constraint"), KerasLayers.Name(c)),
            (x, c) =>
            {
                (c["axis"], c["rms_scaling"]) = (KerasValues.List(x.Axis), x.RmsScaling);
                Learned(x, c);
            })
        .Row(
            "GroupNormalization",
            c => new GroupNormalization(c.Int("groups", 32), KerasValues.Axis(c, "axis", -1), c.Double("epsilon", 1e-3), c.Flag("center", true), c.Flag("scale", true),
                KerasLayers.Initializer(c, "beta_initializer"), KerasLayers.Initializer(c, "gamma_initializer"), KerasLayers.Regularizer(c, "beta_regularizer"), KerasLayers.Regularizer(c, "gamma_regularizer"),
                KerasLayers.Constraint(c, "beta_constraint"), KerasLayers.Constraint(c, "gamma_constraint"), KerasLayers.Name(c)),
            (x, c) =>
            {
                (c["groups"], c["axis"]) = (x.Groups, x.Axis);
                Learned(x, c);
            })
        .Row("RMSNormalization", c => new RMSNormalization(KerasValues.AxesOrNull(c, "axis"), c.Double("epsilon", 1e-6), KerasLayers.Name(c)), (x, c) => (c["axis"], c["epsilon"]) = (KerasValues.List(x.Axis), x.Epsilon))
        .Row("SpectralNormalization", Spectral, (x, c) => (c["layer"], c["power_iterations"]) = (KerasLayers.Write(x.Layer), x.PowerIterations))
        .Row("UnitNormalization", c => new UnitNormalization(KerasValues.AxesOrNull(c, "axis"), KerasLayers.Name(c)), (x, c) => c["axis"] = KerasValues.Json(x.Axis));

    static BatchNormalization Batch(KerasConfig c)
    {
        if (c.Flag("synchronized", false)) throw new NotSupportedException("BatchNormalization: figures that several devices share are not known here.");
        return new(KerasValues.Axis(c, "axis", -1), c.Double("momentum", 0.99), c.Double("epsilon", 1e-3), c.Flag("center", true), c.Flag("scale", true),
            KerasLayers.Initializer(c, "beta_initializer"), KerasLayers.Initializer(c, "gamma_initializer"), KerasLayers.Initializer(c, "moving_mean_initializer"), KerasLayers.Initializer(c, "moving_variance_initializer"),
            KerasLayers.Regularizer(c, "beta_regularizer"), KerasLayers.Regularizer(c, "gamma_regularizer"), KerasLayers.Constraint(c, "beta_constraint"), KerasLayers.Constraint(c, "gamma_constraint"),
            KerasLayers.Regularizer(c, "activity_regularizer"), KerasLayers.Name(c), c.Flag("renorm", false), Clipping(c), c.Double("renorm_momentum", 0.99));
    }

    static SpectralNormalization Spectral(KerasConfig c) =>
        new(KerasLayers.Read(c.ObjectOrNull("layer") ?? throw c.Wrong("layer", "a layer")), c.Int("power_iterations", 1), KerasLayers.Name(c));

    static RenormClipping? Clipping(KerasConfig c)
    {
        if (!c.Has("renorm_clipping"))
        {
            return null;
        }

        var limits = c.Json.GetProperty("renorm_clipping");
        return limits.ValueKind != JsonValueKind.Object || limits.EnumerateObject().Any(limit => limit.Name is not ("rmax" or "rmin" or "dmax")) ? throw c.Wrong("renorm_clipping", "rmax, rmin and dmax")
            : new(Limit("rmax"), Limit("rmin"), Limit("dmax"));

        double? Limit(string name) => !limits.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null ? null
            : value.ValueKind == JsonValueKind.Number ? value.GetDouble() : throw c.Wrong("renorm_clipping", "numbers");
    }

    static JsonObject? Json(RenormClipping? limits)
    {
        if (limits is null)
        {
            return null;
        }

        var json = new JsonObject();
        foreach (var (name, value) in new[] { ("rmax", limits.RMax), ("rmin", limits.RMin), ("dmax", limits.DMax) })
        {
            if (value is { } number)
            {
                json[name] = number;
            }
        }

        return json;
    }

    static void Learned(NormalizingLayer x, JsonObject c)
    {
        (c["epsilon"], c["center"], c["scale"]) = (x.Epsilon, x.Center, x.Scale);
        (c["beta_initializer"], c["gamma_initializer"]) = (KerasLayers.Json(x.BetaInitializer), KerasLayers.Json(x.GammaInitializer));
        (c["beta_regularizer"], c["gamma_regularizer"]) = (KerasLayers.Json(x.BetaRegularizer), KerasLayers.Json(x.GammaRegularizer));
        (c["beta_constraint"], c["gamma_constraint"]) = (KerasLayers.Json(x.BetaConstraint), KerasLayers.Json(x.GammaConstraint));
    }
}
