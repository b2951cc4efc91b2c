using System.Text.Json.Nodes;
using Nabla.Formats;
using Nabla.Layers;

namespace Nabla.Models.Saving;

/// <summary>Describes a model as a <c>.h5</c> file of Keras 3.</summary>
static class KerasLegacySaving
{
    /// <summary>The whole file.</summary>
    /// <exception cref="NotSupportedException">A layer, loss, metric or optimizer is one's own: code is not data.</exception>
    /// <exception cref="ArgumentException">Two layers have one name.</exception>
    internal static Hdf5Writer Describe(Model model, CompiledParts? parts)
    {
        var config = Plain(KerasModels.Write(model));
        var layers = KerasLegacyLoading.LayersOf(model);
        var twice = layers.GroupBy(layer => layer.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1);
        if (twice is not null) throw new ArgumentException($"{model.Name}: Save: {twice.Count()} layers have the name '{twice.Key}', and a .h5 file keeps layers by name. Give them names of their own, or save a .keras file.");
        var values = layers.Select(layer => Values(layer.Name, KerasLegacyLoading.WeightsOf(layer))).Append(Values("", KerasLegacyLoading.TopLevelWeightsOf(model)));
        var optimizer = parts is null ? null : Values("optimizer", parts.Optimizer.Variables);
        return KerasLegacyFile.Write(config.ToJsonString(), parts is null ? null : Training(parts).ToJsonString(), values, optimizer);
    }

    static JsonObject Training(CompiledParts parts)
    {
        var config = KerasCompile.Write(parts);
        var optimizer = config["optimizer"]!.AsObject();
        config.Remove("optimizer");
        // Objects stand here without module and registered name.
        if (config["loss"] is JsonObject loss) Strip(loss);
        foreach (var key in (string[])["metrics", "weighted_metrics"])
        {
            foreach (var metric in (config[key] as JsonArray ?? []).OfType<JsonObject>()) Strip(metric);
        }
        Strip(optimizer);
        config["optimizer_config"] = optimizer;
        return config;
    }

    // Models and the layers in them stand without module, registered name and what they were built for.
    static JsonObject Plain(JsonObject described)
    {
        Strip(described);
        foreach (var layer in (described["config"]?["layers"] as JsonArray ?? []).OfType<JsonObject>())
        {
            // Without its module an operation between layers would be taken for a layer.
            if (!KerasOperations.IsModule(layer["module"]?.GetValue<string>() ?? "")) Plain(layer);
        }

        return described;
    }

    static void Strip(JsonObject described)
    {
        if (described["registered_name"] is JsonValue registered && registered.TryGetValue<string>(out var name)) described["class_name"] = name;
        foreach (var key in (string[])["module", "registered_name", "build_config"]) described.Remove(key);
    }

    static KerasVariables Values(string path, IReadOnlyList<Variable> variables)
    {
        var used = new HashSet<string>(StringComparer.Ordinal);
        return new(path, path, [.. variables.Select(variable => KeyValuePair.Create(Unique(variable.Name, used), variable.Value.ToHdf5Array()))]);
    }

    // Two variables of one layer may have one path, such as those of a layer that a model of one's own holds twice.
    static string Unique(string name, HashSet<string> used)
    {
        var unique = name;
        for (var count = 1; !used.Add(unique); count++) unique = $"{name}_{count}";
        return unique;
    }
}
