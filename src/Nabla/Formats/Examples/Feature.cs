using Google.Protobuf;
using Nabla.Files;

namespace Nabla.Formats;

/// <summary>What a <see cref="Feature"/> holds.</summary>
public enum FeatureKind
{
    /// <summary>Nothing: it counts as missing.</summary>
    None,

    /// <summary>Byte strings.</summary>
    Bytes,

    /// <summary>float32 numbers.</summary>
    Float,

    /// <summary>int64 numbers.</summary>
    Int64,
}

/// <summary>One named entry of an <see cref="Example"/>: a list of byte strings, of float32 or of int64 numbers.</summary>
public sealed class Feature
{
    /// <summary>A feature without a list.</summary>
    public static Feature None { get; } = new(FeatureKind.None);

    Feature(FeatureKind kind) => Kind = kind;

    /// <summary>Which of the lists it has.</summary>
    public FeatureKind Kind { get; }

    /// <summary>The byte strings; empty where it is of another kind.</summary>
    public IReadOnlyList<byte[]> BytesList { get; private init; } = [];

    /// <summary>The float32 numbers; empty where it is of another kind.</summary>
    public IReadOnlyList<float> FloatList { get; private init; } = [];

    /// <summary>The int64 numbers; empty where it is of another kind.</summary>
    public IReadOnlyList<long> Int64List { get; private init; } = [];

    /// <summary>Number of values.</summary>
    public int Count => Kind switch { FeatureKind.Bytes => BytesList.Count, FeatureKind.Float => FloatList.Count, _ => Int64List.Count };

    /// <summary>A feature of byte strings.</summary>
    public static Feature Bytes(params IEnumerable<byte[]> values) => new(FeatureKind.Bytes) { BytesList = [.. values] };

    /// <summary>A feature of texts, as their bytes (see <see cref="ByteText"/>).</summary>
    public static Feature Text(params IEnumerable<string> values) => Bytes(values.Select(ByteText.ToBytes));

    /// <summary>A feature of float32 numbers.</summary>
    public static Feature Float(params IEnumerable<float> values) => new(FeatureKind.Float) { FloatList = [.. values] };

    /// <summary>A feature of int64 numbers.</summary>
    public static Feature Int64(params IEnumerable<long> values) => new(FeatureKind.Int64) { Int64List = [.. values] };

    /// <summary>Kind and values: <c>int64 [1, 2]</c>; of more than 20 values only the first.</summary>
    public override string ToString()
    {
        var values = Kind switch
        {
            FeatureKind.Bytes => BytesList.Take(20).Select(value => $"'{ByteText.FromBytes(value)}'"),
            FeatureKind.Float => FloatList.Take(20).Select(value => FormattableString.Invariant($"{value}")),
            _ => Int64List.Take(20).Select(value => FormattableString.Invariant($"{value}")),
        };
        return Kind == FeatureKind.None ? "none" : $"{Kind.ToString().ToLowerInvariant()} [{string.Join(", ", values)}{(Count > 20 ? ", …" : "")}]";
    }

    internal static Feature Of(Protobuf.Feature message) => message.KindCase switch
    {
        Protobuf.Feature.KindOneofCase.BytesList => Bytes(message.BytesList.Value.Select(value => value.ToByteArray())),
        Protobuf.Feature.KindOneofCase.FloatList => Float(message.FloatList.Value),
        Protobuf.Feature.KindOneofCase.Int64List => Int64(message.Int64List.Value),
        _ => None,
    };

    internal Protobuf.Feature ToMessage()
    {
        var message = new Protobuf.Feature();
        if (Kind == FeatureKind.Bytes) message.BytesList = new() { Value = { BytesList.Select(value => ByteString.CopyFrom(value)) } };
        if (Kind == FeatureKind.Float) message.FloatList = new() { Value = { FloatList } };
        if (Kind == FeatureKind.Int64) message.Int64List = new() { Value = { Int64List } };
        return message;
    }
}
