using System.Text.Json;
using Nabla.Formats;

namespace Nabla.Tests.Operations;

/// <summary>One case of TensorFlow's single nodes: its attributes, what is fed, and what comes.</summary>
sealed class GoldenNode(JsonElement line, IReadOnlyDictionary<string, NpyArray> arrays)
{
    public string Name => line.GetProperty("name").GetString()!;

    public string Op => line.GetProperty("node").GetProperty("op").GetString()!;

    public bool IsError => line.TryGetProperty("error", out _);

    public bool HasGradients => line.TryGetProperty("gradients", out _);

    public double Tolerance => line.TryGetProperty("rtol", out var rtol) ? Math.Max(rtol.GetDouble(), 1e-5) : 1e-5;

    /// <summary>What is fed, by the name of its placeholder.</summary>
    public Dictionary<string, Tensor> Feeds { get; } = line.GetProperty("feeds").EnumerateObject().ToDictionary(f => f.Name.Split(':')[0], f => Read(line, arrays, f.Value)!);

    public Dictionary<int, Tensor> Outputs => Fetched("fetches").ToDictionary(f => f.Key, f => f.Value!);

    public Dictionary<int, Tensor?> Weights => Fetched("r");

    public Dictionary<string, Tensor?> Gradients => line.GetProperty("gradients").EnumerateObject().ToDictionary(f => f.Name.Split(':')[0], f => Read(line, arrays, f.Value));

    public DataFormat Format => Text("data_format").StartsWith("NC", StringComparison.Ordinal) ? DataFormat.ChannelsFirst : DataFormat.ChannelsLast;

    public string Text(string attribute) => Attribute(attribute) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : "";

    public double Number(string attribute) => Attribute(attribute)!.Value.GetDouble();

    public bool Flag(string attribute) => Attribute(attribute)!.Value.GetBoolean();

    public int[] Numbers(string attribute) => [.. Attribute(attribute)!.Value.EnumerateArray().Select(x => x.GetInt32())];

    /// <summary>The spatial part of an attribute that has a number for each axis.</summary>
    public Extent Spatial(string attribute) => Extent.Create([.. Inner(Numbers(attribute), 1)]);

    public Padding Padding
    {
        get
        {
            if (Text("padding") != "EXPLICIT")
            {
                return Padding.FromName(Text("padding"));
            }

            var pairs = Numbers("explicit_paddings").Chunk(2).Select(pair => (pair[0], pair[1])).ToArray();
            return Padding.Explicit([.. Format == DataFormat.ChannelsLast ? pairs[1..^1] : pairs[2..]]);
        }
    }

    IEnumerable<int> Inner(int[] numbers, int one) => Format == DataFormat.ChannelsLast ? numbers[one..^1] : numbers[(one + 1)..];

    JsonElement? Attribute(string name) => line.GetProperty("node").GetProperty("attrs").TryGetProperty(name, out var value) ? value : null;

    Dictionary<int, Tensor?> Fetched(string field) => line.GetProperty(field).EnumerateObject().ToDictionary(f => int.Parse(f.Name.Split(':')[1], System.Globalization.CultureInfo.InvariantCulture), f => Read(line, arrays, f.Value));

    static Tensor? Read(JsonElement line, IReadOnlyDictionary<string, NpyArray> arrays, JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? arrays[$"{line.GetProperty("name").GetString()}/{value.GetString()![1..]}"].ToTensor() : null;
}
