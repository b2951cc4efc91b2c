using System.Text.Json.Nodes;

namespace Nabla.Formats;

/// <summary>What a model of Keras 2 was compiled with, in the words of Keras 3.</summary>
static class KerasOldTraining
{
    const string CustomPackage = "Custom>";

    /// <summary>Rewrites a <c>training_config</c> or <c>compile_config</c> in place.</summary>
    internal static void Rewrite(JsonObject config)
    {
        KerasDialect.Remove(config, "sample_weight_mode", "jit_compile");
        foreach (var key in (string[])["optimizer", "optimizer_config"])
        {
            if (config[key] is JsonObject optimizer) RewriteOptimizer(optimizer);
        }
        // One output stands in a list of one.
        if (config["loss"] is JsonArray { Count: 1 } losses) config["loss"] = losses[0]?.DeepClone();
        RewriteLoss(config["loss"]);
        foreach (var key in (string[])["metrics", "weighted_metrics"])
        {
            if (config[key] is JsonArray { Count: 1 } outer && outer[0] is JsonArray inner) config[key] = inner.DeepClone();
            if (config[key] is JsonArray metrics) RewriteMetrics(metrics);
        }
    }

    static void RewriteLoss(JsonNode? loss)
    {
        if (loss is JsonObject described && described["config"] is JsonObject config && KerasDialect.Text(config["reduction"]) == "auto") config["reduction"] = "sum_over_batch_size";
    }

    static void RewriteMetrics(JsonArray metrics)
    {
        for (var i = 0; i < metrics.Count; i++)
        {
            // A function that was named by its word; the object keeps the word as its name.
            if (metrics[i] is not JsonObject metric || KerasDialect.Text(metric["class_name"]) != "MeanMetricWrapper" || metric["config"] is not JsonObject config) continue;
            var (name, function) = (KerasDialect.Text(config["name"]), KerasDialect.Text(config["fn"]));
            if (name is "accuracy" or "acc") metrics[i] = name;
            else if (function is not null) metrics[i] = function;
        }
    }

    static void RewriteOptimizer(JsonObject optimizer)
    {
        if (KerasDialect.Text(optimizer["class_name"]) is { } name && name.StartsWith(CustomPackage, StringComparison.Ordinal)) optimizer["class_name"] = name[CustomPackage.Length..];
        if (optimizer["config"] is not JsonObject config) return;
        KerasDialect.Remove(config, "jit_compile", "is_legacy_optimizer", "schedule_decay");
        KerasDialect.Rename(config, "lr", "learning_rate");
        // The first optimizers had the schedule rate / (1 + decay · step) built in.
        if (config["decay"] is JsonValue value && value.TryGetValue<double>(out var decay))
        {
            config.Remove("decay");
            if (decay != 0 && config["learning_rate"] is JsonValue rate) config["learning_rate"] = Decaying(rate.DeepClone(), decay);
        }
    }

    static JsonObject Decaying(JsonNode rate, double decay) => new()
    {
        ["module"] = "keras.optimizers.schedules",
        ["class_name"] = "InverseTimeDecay",
        ["config"] = new JsonObject { ["initial_learning_rate"] = rate, ["decay_steps"] = 1, ["decay_rate"] = decay, ["staircase"] = false, ["name"] = "InverseTimeDecay" },
        ["registered_name"] = null,
    };
}
