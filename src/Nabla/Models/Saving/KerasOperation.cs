using System.Text.Json;
using System.Text.Json.Nodes;
using Nabla.Formats;
using Nabla.Layers;

namespace Nabla.Models.Saving;

/// <summary>An operation of Keras's own between layers, as a file describes it: it is written as it was read.</summary>
sealed class KerasOperation : Operation
{
    readonly KerasObject description;
    readonly IReadOnlyList<JsonElement> args;
    readonly IReadOnlyList<JsonProperty> kwargs;
    readonly Func<KerasOperationArguments, Tensor> function;

    /// <summary>An operation with the arguments of its call.</summary>
    /// <exception cref="NotSupportedException">It is not in the table.</exception>
    internal KerasOperation(string name, KerasObject description, IReadOnlyList<JsonElement> args, IReadOnlyList<JsonProperty> kwargs)
        : base(name) => (this.description, this.args, this.kwargs, function) = (description, args, kwargs, KerasOperations.Function(description.ClassName));

    internal override string ClassName => description.ClassName;

    /// <inheritdoc/>
    protected override IReadOnlyList<Tensor> Forward(CallArguments call)
    {
        var tensors = new Queue<Tensor>(call.Tensors!);
        return [function(new(description.Config, [.. args.Concat(kwargs.Select(k => k.Value)).Select(json => Value(json, tensors))]))];
    }

    /// <summary>The description without its calls.</summary>
    internal JsonObject Describe() => new()
    {
        ["module"] = description.Module,
        ["class_name"] = description.ClassName,
        ["config"] = JsonNode.Parse(description.Config.Json.GetRawText()),
        ["registered_name"] = description.RegisteredName,
    };

    /// <summary>The call with other names for its tensors.</summary>
    internal JsonObject Call(IEnumerable<JsonNode> tensors)
    {
        var left = new Queue<JsonNode>(tensors);
        var named = new JsonObject();
        var positional = new JsonArray([.. args.Select(json => Renamed(json, left))]);
        foreach (var argument in kwargs)
        {
            named[argument.Name] = Renamed(argument.Value, left);
        }

        return new() { ["args"] = positional, ["kwargs"] = named };
    }

    static JsonNode? Renamed(JsonElement json, Queue<JsonNode> left) => KerasHistory.Of(json) is not null && json.ValueKind == JsonValueKind.Object ? left.Dequeue()
        : json.ValueKind == JsonValueKind.Array ? new JsonArray([.. json.EnumerateArray().Select(item => Renamed(item, left))])
        : JsonNode.Parse(json.GetRawText());

    object? Value(JsonElement json, Queue<Tensor> tensors) => json.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => json.TryGetInt64(out long whole) ? whole : json.GetDouble(),
        JsonValueKind.Array => json.EnumerateArray().Select(item => Value(item, tensors)).ToList(),
        JsonValueKind.Object when KerasHistory.Of(json) is not null => tensors.Dequeue(),
        JsonValueKind.Object when KerasObject.Is(json) => Special(KerasObject.Read(json, description.Config.File, ClassName)),
        _ => throw description.Config.Refused("an argument that is no tensor, number, list or slice"),
    };

    object Special(KerasObject part) => part.ClassName switch
    {
        "__slice__" => (object)Slice.Step(part.Config.LongOrNull("start"), part.Config.LongOrNull("stop"), part.Config.LongOrNull("step") ?? 1),
        "__tensor__" or "__numpy__" => KerasOperationArguments.Constant(part.Config),
        "__ellipsis__" => Slice.Ellipsis,
        _ => throw description.Config.Refused($"an argument '{part.ClassName}', which is not known"),
    };
}
