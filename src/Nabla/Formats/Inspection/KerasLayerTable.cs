using System.Text.Json;

namespace Nabla.Formats;

/// <summary>The layers that a description of Keras lists: what each is and where its inputs come from. Nothing is created, so layers that are not known here are shown as well.</summary>
static class KerasLayerTable
{
    // What tells layers of one class apart, in the order in which people say it.
    static readonly string[] settings =
    [
        "batch_shape", "batch_input_shape", "batch_shape_tensor", "dtype", "units", "filters", "kernel_size", "pool_size", "size", "strides", "padding", "dilation_rate", "groups", "depth_multiplier", "data_format", "input_dim",
        "output_dim", "num_heads", "key_dim", "rate", "axis", "target_shape", "dims", "n", "scale", "offset", "return_sequences", "return_state", "go_backwards", "stateful", "merge_mode", "use_bias", "activation",
    ];

    const int MostDepth = 64;

    /// <summary>The table, layers of inner models under the path of theirs.</summary>
    public static InspectionTable Of(JsonElement model)
    {
        var rows = new List<IReadOnlyList<string>>();
        Add(model, "", rows, 0);
        return new("Layers", ["name", "class", "settings", "inputs"], rows);
    }

    static void Add(JsonElement model, string path, List<IReadOnlyList<string>> rows, int depth)
    {
        if (depth > MostDepth) return;
        foreach (var layer in Layers(model))
        {
            if (layer.ValueKind != JsonValueKind.Object) continue;
            var config = Member(layer, "config");
            var name = path + (Text(Member(config, "name")) ?? Text(Member(layer, "name")) ?? "?");
            rows.Add([name, Class(layer), Settings(config), Inputs(Member(layer, "inbound_nodes"))]);
            Add(layer, name + "/", rows, depth + 1);
        }
    }

    /// <summary>The layers of a model; Keras 1 and early Keras 2 kept those of a Sequential as the configuration itself.</summary>
    static IEnumerable<JsonElement> Layers(JsonElement model) => Member(model, "config") switch
    {
        { ValueKind: JsonValueKind.Array } list => list.EnumerateArray(),
        var config when Member(config, "layers") is { ValueKind: JsonValueKind.Array } list => list.EnumerateArray(),
        _ => [],
    };

    /// <summary>The class; of a layer around another, both: <c>Bidirectional(LSTM)</c>.</summary>
    static string Class(JsonElement layer)
    {
        var name = Text(Member(layer, "class_name")) ?? "?";
        var inner = Member(Member(layer, "config"), "layer");
        var package = Text(Member(layer, "registered_name"));
        var shown = package is not null && package != name && package.Contains('>') ? package : name;
        return inner.ValueKind == JsonValueKind.Object ? $"{shown}({Text(Member(inner, "class_name"))})" : shown;
    }

    static string Settings(JsonElement config)
    {
        var inner = Member(Member(config, "layer"), "config");
        var found = new List<string>();
        foreach (var key in settings)
        {
            var value = Member(config, key) is { ValueKind: not (JsonValueKind.Undefined or JsonValueKind.Null) } own ? own : Member(inner, key);
            if (value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null or JsonValueKind.False) continue;
            var text = Value(value);
            // What nearly every layer has says nothing.
            if (text.Length > 0 && (key, text) is not (("dtype", "float32") or ("use_bias", "true") or ("activation", "linear") or ("data_format", "channels_last") or ("groups", "1") or ("depth_multiplier", "1")) && !(key == "dilation_rate" && text is "[1]" or "[1, 1]" or "[1, 1, 1]"))
                found.Add($"{key} {text}");
        }
        return Shown.Text(string.Join(", ", found));
    }

    static string Value(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Array when value.EnumerateArray().All(item => item.ValueKind is JsonValueKind.Number or JsonValueKind.Null) => $"[{string.Join(", ", value.EnumerateArray().Select(item => item.GetRawText()))}]",
        // A policy of types, or a function of Keras.
        JsonValueKind.Object => Text(Member(Member(value, "config"), "name")) ?? Text(Member(value, "config")) ?? Text(Member(value, "class_name")) ?? "",
        JsonValueKind.Number or JsonValueKind.True => value.GetRawText(),
        _ => "",
    };

    /// <summary>The layers whose outputs a layer takes, from the two forms in which Keras has written them.</summary>
    static string Inputs(JsonElement nodes)
    {
        var names = new List<string>();
        Find(nodes, names, 0);
        return Shown.Text(string.Join(", ", names.Distinct(StringComparer.Ordinal)));
    }

    static void Find(JsonElement value, List<string> names, int depth)
    {
        if (depth > MostDepth || names.Count > 100) return;
        if (value.ValueKind == JsonValueKind.Array)
        {
            // ["dense", 0, 0] names a layer, its call, and which of its outputs.
            if (value.GetArrayLength() >= 3 && value[0].ValueKind == JsonValueKind.String && value[1].ValueKind == JsonValueKind.Number && value[2].ValueKind == JsonValueKind.Number)
            {
                names.Add(value[0].GetString()!);
                return;
            }
            foreach (var item in value.EnumerateArray()) Find(item, names, depth + 1);
        }
        else if (value.ValueKind == JsonValueKind.Object)
        {
            foreach (var item in value.EnumerateObject()) Find(item.Value, names, depth + 1);
        }
    }

    internal static JsonElement Member(JsonElement value, string name) => value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out var found) ? found : default;

    internal static string? Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
