using System.Text.Json;
using Nabla.Formats;

namespace Nabla.Models.Saving;

/// <summary>How Keras names a tensor of a drawn model: layer, number of the call, number of the output; and how calls stand in files of Keras 3 and 2.</summary>
static class KerasHistory
{
    /// <summary>The tensor that a description of Keras 3 (<c>__keras_tensor__</c>) or a list of Keras 2 names; null where it is none.</summary>
    internal static (string Layer, int Call, int Output)? Of(JsonElement json) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty("class_name", out var name) && name.ValueKind == JsonValueKind.String && name.GetString() == "__keras_tensor__"
        && json.TryGetProperty("config", out var config) && config.ValueKind == JsonValueKind.Object && config.TryGetProperty("keras_history", out var history) ? Triple(history) : Triple(json);

    /// <summary>A list of name and two numbers; null where it is none.</summary>
    internal static (string Layer, int Call, int Output)? Triple(JsonElement json) =>
        json.ValueKind == JsonValueKind.Array && json.GetArrayLength() is 3 or 4 && json[0].ValueKind == JsonValueKind.String
        && json[1].ValueKind == JsonValueKind.Number && json[1].TryGetInt32(out int call) && json[2].ValueKind == JsonValueKind.Number && json[2].TryGetInt32(out int output)
            ? (json[0].GetString()!, call, output) : null;

    /// <summary>All tensors named somewhere in a value.</summary>
    internal static IEnumerable<(string Layer, int Call, int Output)> All(JsonElement json)
    {
        if (Of(json) is { } one)
        {
            yield return one;

            // A list of Keras 2 carries named arguments behind.
            if (json.ValueKind != JsonValueKind.Array || json.GetArrayLength() < 4)
            {
                yield break;
            }

            json = json[3];
        }

        var inside = json.ValueKind == JsonValueKind.Array ? json.EnumerateArray() : json.ValueKind == JsonValueKind.Object ? json.EnumerateObject().Select(item => item.Value) : [];
        foreach (var found in inside.SelectMany(All))
        {
            yield return found;
        }
    }

    /// <summary>The arguments of a call.</summary>
    internal static (IReadOnlyList<JsonElement> Args, IReadOnlyList<JsonProperty> Kwargs) Call(JsonElement node, KerasConfig config)
    {
        if (node.ValueKind == JsonValueKind.Object)
        {
            return node.TryGetProperty("args", out var args) && args.ValueKind == JsonValueKind.Array && (!node.TryGetProperty("kwargs", out var kwargs) || kwargs.ValueKind == JsonValueKind.Object)
                ? ([.. args.EnumerateArray()], kwargs.ValueKind == JsonValueKind.Object ? [.. kwargs.EnumerateObject()] : [])
                : throw config.Refused("a call without 'args'");
        }

        // Keras 2: one list a call, of one list a tensor; a layer of several inputs is given them all as one.
        if (node.ValueKind != JsonValueKind.Array || node.GetArrayLength() == 0)
        {
            throw config.Refused("a call that is neither an object nor a list");
        }

        var first = Triple(node) is null ? node[0] : node;
        IReadOnlyList<JsonProperty> named = first.ValueKind == JsonValueKind.Array && first.GetArrayLength() == 4 && first[3].ValueKind == JsonValueKind.Object ? [.. first[3].EnumerateObject()] : [];
        return ([Triple(node) is not null ? node : node.GetArrayLength() == 1 ? node[0] : node], named);
    }
}
