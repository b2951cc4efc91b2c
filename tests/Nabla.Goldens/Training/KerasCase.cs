using System.Text.Json.Nodes;
using Nabla.Formats;
using Nabla.Goldens.Cases;

namespace Nabla.Goldens.Training;

/// <summary>The serialised object of a case.</summary>
static class KerasCase
{
    /// <summary>The object in a field, with the case's further constructor arguments in its configuration; in error cases the class with its arguments.</summary>
    public static KerasObject Object(GoldenCase golden, string field)
    {
        var json = golden.Json(field).ValueKind == System.Text.Json.JsonValueKind.String
            ? new JsonObject { ["class_name"] = golden.Text(field), ["config"] = new JsonObject() }
            : JsonNode.Parse(golden.Json(field).GetRawText())!.AsObject();
        foreach (var more in new[] { "arguments", "kwargs" })
        {
            if (!golden.Has(more)) continue;
            foreach (var (name, value) in JsonNode.Parse(golden.Json(more).GetRawText())!.AsObject()) json["config"]![name] = Plain(value)?.DeepClone();
        }
        return KerasObject.Parse(json.ToJsonString(), golden.Topic.Name);
    }

    /// <summary>The case's keyword arguments as a configuration.</summary>
    public static KerasConfig Arguments(GoldenCase golden)
    {
        var config = golden.Has("kwargs") ? JsonNode.Parse(golden.Json("kwargs").GetRawText()) : new JsonObject();
        return KerasObject.Parse(new JsonObject { ["class_name"] = golden.Text("function"), ["config"] = config }.ToJsonString(), golden.Topic.Name).Config;
    }

    /// <summary>A tensor to make a failing call from: the values, or ones of the shape.</summary>
    public static Tensor? Sample(GoldenCase golden, string name)
    {
        if (golden.Value(name) is Tensor tensor) return tensor;
        if (golden.Has($"{name}_values")) return Tensor.Constant(golden.Json($"{name}_values").EnumerateArray().Select(value => value.GetInt32()));
        return golden.Has($"{name}_shape") ? Tensor.Ones(Shape.Of([.. golden.Json($"{name}_shape").EnumerateArray().Select(axis => axis.GetInt64())])) : null;
    }

    /// <summary>What a topic must refuse by name: the case's <c>get</c>.</summary>
    public static bool Gets(GoldenCase golden, Action<string> find)
    {
        if (!golden.Has("get")) return false;
        find(golden.Text("get")!);
        return true;
    }

    // A bare NaN of Python became {"float": "nan"}; configurations write it as text.
    static JsonNode? Plain(JsonNode? value) => value is JsonObject { Count: 1 } special && special["float"] is { } word ? (string)word! switch { "nan" => "NaN", "inf" => "Infinity", _ => "-Infinity" } : value;
}
