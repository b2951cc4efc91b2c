using System.Text.Json;
using System.Text.Json.Nodes;
using Nabla.Formats;

namespace Nabla.Goldens.Cases;

/// <summary>One case: a line of a topic with its arrays.</summary>
sealed class GoldenCase
{
    readonly JsonElement line;
    readonly GoldenReader reader;
    readonly IReadOnlyDictionary<string, NpyArray> arrays;

    public GoldenCase(GoldenTopic topic, JsonElement line, IReadOnlyDictionary<string, NpyArray> arrays)
    {
        (Topic, this.line, this.arrays) = (topic, line, arrays);
        Name = line.GetProperty("name").GetString()!;
        reader = new GoldenReader(Name, arrays);
    }

    /// <summary>The case with some of its fields replaced by those of one of its phases.</summary>
    public GoldenCase With(JsonElement phase)
    {
        var fields = JsonNode.Parse(line.GetRawText())!.AsObject();
        foreach (var field in phase.EnumerateObject()) fields[field.Name] = JsonNode.Parse(field.Value.GetRawText());
        return new(Topic, JsonDocument.Parse(fields.ToJsonString()).RootElement, arrays);
    }

    public GoldenTopic Topic { get; }

    public string Name { get; }

    /// <summary>Whether the call must be refused with an exception that a user can read.</summary>
    public bool MustFail => Flag("error");

    /// <summary>Whether no rule stands behind the figures.</summary>
    public bool IsInformational => Flag("informational");

    /// <summary>Whether Keras promoted differently typed operands, which Nabla refuses with an error that names the types.</summary>
    public bool Promotes => Flag("promotes");

    /// <summary>Relative tolerance of floats.</summary>
    public double RelativeTolerance => Number("rtol", 1e-5);

    /// <summary>Absolute tolerance of floats.</summary>
    public double AbsoluteTolerance => Number("atol", 1e-6);

    /// <summary>Whether the line has a field that is not null.</summary>
    public bool Has(string field) => line.TryGetProperty(field, out var value) && value.ValueKind != JsonValueKind.Null;

    /// <summary>A field as it stands in the line.</summary>
    public JsonElement Json(string field) => line.TryGetProperty(field, out var value) ? value : throw new BindingException($"the line has no field '{field}'");

    /// <summary>A field with its arrays; null where it is absent. See <see cref="GoldenReader"/> for the types.</summary>
    public object? Value(string field) => line.TryGetProperty(field, out var value) ? reader.Read(value) : null;

    /// <summary>An array of another case of the topic.</summary>
    public Tensor ArrayOf(string caseName, string key) => (Tensor)new GoldenReader(caseName, arrays).Read(JsonDocument.Parse($"\"@{key}\"").RootElement)!;

    /// <summary>Any piece of the line with its arrays.</summary>
    public object? Value(JsonElement piece) => reader.Read(piece);

    /// <summary>A field that is a list, with its arrays; empty where it is absent.</summary>
    public List<object?> List(string field) => Value(field) as List<object?> ?? [];

    /// <summary>A field that is an object, with its arrays; empty where it is absent.</summary>
    public Dictionary<string, object?> Map(string field) => Value(field) as Dictionary<string, object?> ?? [];

    /// <summary>All fields with their arrays.</summary>
    public Dictionary<string, object?> Fields() => (Dictionary<string, object?>)reader.Read(line)!;

    /// <summary>A field that is text.</summary>
    public string? Text(string field) => Has(field) ? Json(field).GetString() : null;

    /// <summary>A field that is true.</summary>
    public bool Flag(string field) => line.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.True;

    /// <summary>A field that is a number.</summary>
    public double Number(string field, double otherwise) => Has(field) ? Json(field).GetDouble() : otherwise;
}
