using System.Text.Json;
using Nabla.Formats;
using Nabla.Goldens.Cases;
using Nabla.Goldens.Layers;
using Nabla.Losses;
using Nabla.Models.Saving;

namespace Nabla.Goldens.Fitting;

/// <summary>The model of a training case: made from its description, compiled and given its start weights.</summary>
static class ModelCase
{
    /// <summary>The model with its start weights, where the case gives them.</summary>
    /// <exception cref="NotSupportedNameException">A class is missing.</exception>
    public static Model Make(GoldenCase golden)
    {
        var json = golden.Json("model");
        Need(json);
        var model = KerasModels.Read(KerasObject.Read(json, golden.Name, ""));
        if (golden.Has("weights")) model.SetWeights([.. Values(golden.List("weights"))]);
        return model;
    }

    /// <summary>Compiles as the case says.</summary>
    public static void Compile(GoldenCase golden, Model model, JsonElement compile)
    {
        var config = KerasObject.Read(JsonDocument.Parse($"{{\"class_name\": \"compile\", \"config\": {compile.GetRawText()}}}").RootElement, golden.Name, "compile").Config;
        if (Field(compile, "optimizer") is { ValueKind: JsonValueKind.Object } optimizer) Need(optimizer, KerasOptimizers.Table);
        Each(Field(compile, "loss"), loss => Need(loss, KerasLosses.Table));
        Each(Field(compile, "metrics"), metric => Need(metric, KerasMetrics.Table));
        Each(Field(compile, "weighted_metrics"), metric => Need(metric, KerasMetrics.Table));
        KerasCompile.Apply(model, config);

        // Keras broadcasts labels [batch, 1] of this loss against all samples of the batch; Nabla takes them as class numbers.
        if (model.Loss is CategoricalGeneralizedCrossEntropy && golden.Value("y") is Tensor { Rank: 2 }) throw new NotSupportedNameException("labels [batch, 1] of CategoricalGeneralizedCrossEntropy");
    }

    /// <summary>The arrays of [path, array] pairs.</summary>
    public static IEnumerable<Tensor> Values(List<object?> pairs) => pairs.Select(pair => (Tensor)((List<object?>)pair!)[1]!);

    /// <summary>The serialised objects in a list, in an object by name, or alone.</summary>
    static void Each(JsonElement? json, Action<JsonElement> action)
    {
        if (json is not { } value) return;
        if (value.ValueKind == JsonValueKind.Array) foreach (var item in value.EnumerateArray()) Each(item, action);
        else if (value.ValueKind == JsonValueKind.Object && value.TryGetProperty("class_name", out _)) action(value);
        else if (value.ValueKind == JsonValueKind.Object) foreach (var item in value.EnumerateObject()) Each(item.Value, action);
    }

    static void Need<T>(JsonElement json, KerasTable<T> table)
        where T : class
    {
        var name = json.GetProperty("class_name").GetString()!;
        if (name != "function" && !table.Has(name)) throw new NotSupportedNameException(name);
    }

    static JsonElement? Field(JsonElement json, string name) => json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    static void Need(JsonElement model) => LayerArea.Need(model);
}
