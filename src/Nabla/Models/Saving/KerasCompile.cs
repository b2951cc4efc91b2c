using System.Text.Json;
using System.Text.Json.Nodes;
using Nabla.Formats;
using Nabla.Losses;
using Nabla.Metrics;
using Nabla.Optimizers;

namespace Nabla.Models.Saving;

/// <summary>What a model was compiled with, as Keras serialises it.</summary>
static class KerasCompile
{
    /// <summary>The description of what a model was compiled with.</summary>
    /// <exception cref="NotSupportedException">A part is one's own: code is not data.</exception>
    internal static JsonObject Write(CompiledParts parts) => new()
    {
        ["optimizer"] = KerasOptimizers.Table.Write(parts.Optimizer),
        ["loss"] = parts.Loss is null ? null : KerasLosses.Table.Write(parts.Loss),
        ["loss_weights"] = null,
        ["metrics"] = Write(parts.Metrics.Plain),
        ["weighted_metrics"] = Write(parts.Metrics.Weighted),
        ["run_eagerly"] = parts.RunEagerly,
        ["steps_per_execution"] = parts.StepsPerExecution,
        ["jit_compile"] = false,
    };

    /// <summary>Compiles a model as described.</summary>
    /// <param name="model">The model.</param>
    /// <param name="config">The description.</param>
    /// <param name="optimizerKey">Under which key the optimizer stands.</param>
    /// <exception cref="ModelFormatException">The description is not understood.</exception>
    /// <exception cref="NotSupportedException">A class is not known here.</exception>
    internal static void Apply(Model model, KerasConfig config, string optimizerKey = "optimizer")
    {
        config.Skip("jit_compile", "auto_scale_loss");
        if (config.Has("loss_weights")) throw config.Refused("'loss_weights' of several outputs is not known");
        var optimizer = config.IsText(optimizerKey) ? (Optimizer)config.Text(optimizerKey) : config.ObjectOrNull(optimizerKey) is { } described ? KerasOptimizers.Table.Read(described) : null;
        Loss? loss = null;
        if (config.IsText("loss")) loss = config.Text("loss");
        else if (config.ObjectOrNull("loss") is { } description) loss = Function(description) is { } name ? (Loss)name : KerasLosses.Table.Read(description);
        model.Compile(optimizer, loss, Metrics(config, "metrics"), Metrics(config, "weighted_metrics"), config.Flag("run_eagerly", false), Math.Clamp(config.Int("steps_per_execution", 1), 1, int.MaxValue));
        var unread = config.Unread.ToList();
        if (unread.Count > 0) throw config.Refused($"the compile configuration holds {string.Join(", ", unread.Select(name => $"'{name}'"))}, which is not known");
    }

    static JsonNode? Write(IReadOnlyList<Metric> metrics) =>
        metrics.Count == 0 ? null : new JsonArray([.. metrics.Select(metric => metric is ChosenMetric ? (JsonNode)metric.Name : KerasMetrics.Table.Write(metric))]);

    static List<Metric> Metrics(KerasConfig config, string name)
    {
        if (!config.Has(name)) return [];
        config.Skip(name);
        var list = config.Json.GetProperty(name);
        if (list.ValueKind != JsonValueKind.Array) throw config.Refused($"'{name}' of several outputs is not known");
        return [.. list.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.String ? (Metric)item.GetString()!
            : KerasObject.Read(item, "config.json", name) is var described && Function(described) is { } word ? (Metric)word : KerasMetrics.Table.Read(KerasObject.Read(item, "config.json", name)))];
    }

    /// <summary>The name of a function of Keras's own, which is looked up in the tables of names; null for an object.</summary>
    static string? Function(KerasObject description) => description.ClassName == "function" && description.Config.Json.ValueKind == JsonValueKind.String ? description.Config.Json.GetString() : null;
}
