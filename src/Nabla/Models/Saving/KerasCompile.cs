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
        ["optimizer"] = KerasOptimizers.Table.Write(parts.GivenOptimizer),
        ["loss"] = parts.Given is null ? null : parts.Given.IsOne ? Write(parts.Given[0]) : Write(parts.Given, parts.Given.Names, Write),
        ["loss_weights"] = parts.LossWeights is null ? null : Write(parts.LossWeights, parts.LossWeights.Names, weight => weight),
        ["metrics"] = Write(parts.GivenMetrics),
        ["weighted_metrics"] = Write(parts.GivenWeighted),
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
        config.Skip("jit_compile");
        var optimizer = config.IsText(optimizerKey) ? (Optimizer)config.Text(optimizerKey) : config.ObjectOrNull(optimizerKey) is { } described ? KerasOptimizers.Table.Read(described) : null;
        model.Compile(
            optimizer,
            Losses(config),
            Metrics(config, "metrics"),
            Metrics(config, "weighted_metrics"),
            config.Flag("run_eagerly", false),
            Math.Clamp(config.Int("steps_per_execution", 1), 1, int.MaxValue),
            Weights(config),
            config.Flag("auto_scale_loss", true));
        var unread = config.Unread.ToList();
        if (unread.Count > 0) throw config.Refused($"the compile configuration holds {string.Join(", ", unread.Select(name => $"'{name}'"))}, which is not known");
    }

    static JsonNode? Write(Loss? loss) => loss is null ? null : KerasLosses.Table.Write(loss);

    static JsonNode? Write(OutputMetrics metrics) => metrics.Count == 0 ? null : Write(metrics, metrics.Names, group => group.IsList ? new JsonArray([.. group.Select(Write)]) : Write(group[0]));

    static JsonNode Write(Metric metric) => metric is ChosenMetric ? (JsonNode)metric.Name : KerasMetrics.Table.Write(metric);

    /// <summary>A list by position, or an object by output name.</summary>
    static JsonNode Write<T>(IReadOnlyList<T> values, IReadOnlyList<string>? names, Func<T, JsonNode?> write)
    {
        if (names is null)
        {
            return new JsonArray([.. values.Select(write)]);
        }

        var named = new JsonObject();
        for (int i = 0; i < names.Count; i++)
        {
            named[names[i]] = write(values[i]);
        }

        return named;
    }

    static OutputLosses? Losses(KerasConfig config)
    {
        if (Value(config, "loss") is not { } json)
        {
            return null;
        }

        return json.ValueKind == JsonValueKind.Array ? [.. json.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.Null ? null : Loss(config, item))]
            : IsByName(json) ? json.EnumerateObject().Where(item => item.Value.ValueKind != JsonValueKind.Null).ToDictionary(item => item.Name, item => Loss(config, item.Value), StringComparer.Ordinal)
            : Loss(config, json);
    }

    static Loss Loss(KerasConfig config, JsonElement json) =>
        json.ValueKind == JsonValueKind.String ? json.GetString()!
        : json.ValueKind == JsonValueKind.Array && json.GetArrayLength() == 1 ? Loss(config, json[0])
        : json.ValueKind != JsonValueKind.Object ? throw config.Refused("a loss is no name and no object")
        : KerasObject.Read(json, "config.json", "loss") is var described && Function(described) is { } word ? word
        : KerasLosses.Table.Read(described);

    static OutputWeights? Weights(KerasConfig config)
    {
        if (Value(config, "loss_weights") is not { } json)
        {
            return null;
        }

        return json.ValueKind == JsonValueKind.Array ? [.. json.EnumerateArray().Select(item => Number(config, item))]
            : json.ValueKind == JsonValueKind.Object ? json.EnumerateObject().Where(item => item.Value.ValueKind != JsonValueKind.Null).ToDictionary(item => item.Name, item => Number(config, item.Value), StringComparer.Ordinal)
            : throw config.Refused("'loss_weights' is neither a list nor an object");
    }

    static double Number(KerasConfig config, JsonElement json) => json.ValueKind == JsonValueKind.Number ? json.GetDouble() : throw config.Refused("a loss weight is no number");

    static OutputMetrics? Metrics(KerasConfig config, string name)
    {
        if (Value(config, name) is not { } json)
        {
            return null;
        }

        return json.ValueKind == JsonValueKind.Array ? [.. json.EnumerateArray().Select(item => Group(config, name, item))]
            : IsByName(json) ? json.EnumerateObject().Where(item => item.Value.ValueKind != JsonValueKind.Null).ToDictionary(item => item.Name, item => Group(config, name, item.Value), StringComparer.Ordinal)
            : [Metric(config, name, json)];
    }

    static MetricGroup Group(KerasConfig config, string name, JsonElement json) =>
        json.ValueKind == JsonValueKind.Null ? [] : json.ValueKind == JsonValueKind.Array ? [.. json.EnumerateArray().Where(item => item.ValueKind != JsonValueKind.Null).Select(item => Metric(config, name, item))] : Metric(config, name, json);

    static Metric Metric(KerasConfig config, string name, JsonElement json) =>
        json.ValueKind == JsonValueKind.String ? json.GetString()!
        : json.ValueKind != JsonValueKind.Object ? throw config.Refused($"'{name}' holds what is no name and no object")
        : KerasObject.Read(json, "config.json", name) is var described && Function(described) is { } word ? word
        : KerasMetrics.Table.Read(described);

    /// <summary>Whether an object holds values by output name, rather than being one value itself.</summary>
    static bool IsByName(JsonElement json) => json.ValueKind == JsonValueKind.Object && !json.TryGetProperty("class_name", out _);

    static JsonElement? Value(KerasConfig config, string name)
    {
        if (!config.Has(name))
        {
            return null;
        }

        config.Skip(name);
        return config.Json.GetProperty(name);
    }

    /// <summary>The name of a function of Keras's own, which is looked up in the tables of names; null for an object.</summary>
    static string? Function(KerasObject description) => description.ClassName == "function" && description.Config.Json.ValueKind == JsonValueKind.String ? description.Config.Json.GetString() : null;
}
