using System.Text.Json;
using System.Text.RegularExpressions;
using Nabla.Formats;
using Nabla.Goldens.Cases;
using Nabla.Goldens.Layers;
using Nabla.Losses;
using Nabla.Metrics;
using Nabla.Models.Saving;
using Nabla.Optimizers;

namespace Nabla.Goldens.Fitting;

/// <summary>The model of a training case: made from its description, compiled and given its start weights.</summary>
static partial class ModelCase
{
    /// <summary>The model with its start weights, where the case gives them.</summary>
    /// <exception cref="NotSupportedNameException">A class is missing.</exception>
    public static Model Make(GoldenCase golden)
    {
        var json = golden.Json("model");
        Need(json);
        if (MaskZero().IsMatch(json.GetRawText())) throw new NotSupportedNameException("masks");
        var model = KerasModels.Read(KerasObject.Read(json, golden.Name, ""));
        if (golden.Has("weights")) model.SetWeights([.. Values(golden.List("weights"))]);
        return model;
    }

    /// <summary>Compiles as the case says.</summary>
    public static void Compile(GoldenCase golden, Model model, JsonElement compile)
    {
        Optimizer? optimizer = null;
        Loss? loss = null;
        if (Field(compile, "optimizer") is { } o) optimizer = o.ValueKind == JsonValueKind.String ? o.GetString()! : Read(golden, o, KerasOptimizers.Table);
        if (Field(compile, "loss") is { } l) loss = l.ValueKind == JsonValueKind.String ? l.GetString()! : Read(golden, l, KerasLosses.Table);
        // Keras broadcasts labels [batch, 1] of this loss against all samples of the batch; Nabla takes them as class numbers.
        if (loss is CategoricalGeneralizedCrossEntropy && golden.Value("y") is Tensor { Rank: 2 }) throw new NotSupportedNameException("labels [batch, 1] of CategoricalGeneralizedCrossEntropy");
        if (Field(compile, "loss_weights") is not null) throw new BindingException("the runner does not pass on 'loss_weights'");
        var steps = Field(compile, "steps_per_execution")?.GetInt32() ?? 1;
        model.Compile(optimizer, loss, Metrics(golden, compile, "metrics"), Metrics(golden, compile, "weighted_metrics"), stepsPerExecution: steps);
    }

    /// <summary>The arrays of [path, array] pairs.</summary>
    public static IEnumerable<Tensor> Values(List<object?> pairs) => pairs.Select(pair => (Tensor)((List<object?>)pair!)[1]!);

    static List<Metric> Metrics(GoldenCase golden, JsonElement compile, string field)
    {
        if (Field(compile, field) is not { } list) return [];
        if (list.ValueKind != JsonValueKind.Array) throw new BindingException($"the runner takes a list of {field}");
        return [.. list.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.String ? (Metric)item.GetString()! : Read(golden, item, KerasMetrics.Table))];
    }

    static T Read<T>(GoldenCase golden, JsonElement json, KerasTable<T> table)
        where T : class
    {
        if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty("class_name", out var name)) throw new BindingException("the runner takes one loss and one list of metrics");
        // A function, as Keras writes one, goes by its name.
        if (name.GetString() == "function" && json.GetProperty("config") is { ValueKind: JsonValueKind.String } config && typeof(T) == typeof(Loss)) return (T)(object)(Loss)config.GetString()!;
        if (!table.Has(name.GetString()!)) throw new NotSupportedNameException(name.GetString()!);
        return table.Read(KerasObject.Read(json, golden.Name, "compile"));
    }

    static JsonElement? Field(JsonElement json, string name) => json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    static void Need(JsonElement model)
    {
        var name = model.GetProperty("class_name").GetString()!;
        if (name != "Sequential") throw new NotSupportedNameException(name);
        foreach (var layer in model.GetProperty("config").GetProperty("layers").EnumerateArray()) LayerArea.Need(layer);
    }

    [GeneratedRegex("\"mask_zero\":\\s*true", RegexOptions.None, 5000)]
    private static partial Regex MaskZero();
}
