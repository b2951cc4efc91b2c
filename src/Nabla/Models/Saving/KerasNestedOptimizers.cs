using System.Text.Json;
using System.Text.Json.Nodes;
using Nabla.Formats;
using Nabla.Optimizers;

namespace Nabla.Models.Saving;

/// <summary>Optimizers made of others as Keras serialises them.</summary>
static class KerasNestedOptimizers
{
    internal static LossScaleOptimizer ReadScaled(KerasConfig c)
    {
        var inner = KerasOptimizers.Table.Read(c.ObjectOrNull("inner_optimizer") ?? throw c.Wrong("inner_optimizer", "an optimizer"));
        return new(inner, c.Double("initial_scale", 32768), c.Int("dynamic_growth_steps", 2000), c.Text("name", "loss_scale_optimizer"));
    }

    internal static void Write(LossScaleOptimizer x, JsonObject config) =>
        (config["name"], config["inner_optimizer"], config["initial_scale"], config["dynamic_growth_steps"]) = (x.Name, KerasOptimizers.Table.Write(x.InnerOptimizer), x.InitialScale, x.DynamicGrowthSteps);

    internal static MultiOptimizer ReadMany(KerasConfig c)
    {
        var map = c.ObjectOrNull("optimizer_map")?.Config ?? throw c.Wrong("optimizer_map", "an OptimizerMap");
        var standard = KerasOptimizers.Table.Read(map.ObjectOrNull("default_optimizer") ?? throw map.Wrong("default_optimizer", "an optimizer"));
        map.Skip("optimizer_map");
        if (!map.Json.TryGetProperty("optimizer_map", out var rows) || rows.ValueKind != JsonValueKind.Object) throw map.Refused("'optimizer_map' holds no optimizers by pattern");
        return new(standard, [.. rows.EnumerateObject().Select(row => (row.Name, KerasOptimizers.Table.Read(KerasObject.Read(row.Value, "config.json", $"optimizer_map: {row.Name}"))))], c.DoubleOrNull("loss_scale_factor"), c.Text("name", "multi_optimizer"));
    }

    internal static void Write(MultiOptimizer x, JsonObject config)
    {
        var rows = new JsonObject();
        foreach (var (pattern, optimizer) in x.OptimizerMap) rows[pattern] = KerasOptimizers.Table.Write(optimizer);
        config["optimizer_map"] = new JsonObject
        {
            ["module"] = "keras.optimizers",
            ["class_name"] = "OptimizerMap",
            ["config"] = new JsonObject { ["default_optimizer"] = KerasOptimizers.Table.Write(x.DefaultOptimizer), ["optimizer_map"] = rows },
            ["registered_name"] = null,
        };
        (config["loss_scale_factor"], config["name"]) = (x.LossScaleFactor, x.Name);
    }
}
