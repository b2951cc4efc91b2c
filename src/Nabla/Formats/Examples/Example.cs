using Google.Protobuf;
using Nabla.Files;

namespace Nabla.Formats;

/// <summary>One example as TensorFlow stores it: named lists of numbers or byte strings, mostly a record of a TFRecord file.</summary>
/// <remarks>Written with sorted names, so that equal examples have equal bytes.</remarks>
public sealed class Example
{
    /// <summary>The features by name.</summary>
    public Dictionary<string, Feature> Features { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Reads an example.</summary>
    /// <param name="serialized">The bytes of a <c>tf.train.Example</c>.</param>
    /// <exception cref="ModelFormatException">The bytes are no example.</exception>
    public static Example FromBytes(ReadOnlySpan<byte> serialized)
    {
        var message = Protobuf.Messages.ParseSmall(Protobuf.Example.Parser, serialized, "Example", "", LoadLimits.Default);
        return new() { Features = Table(message.Features?.Feature, Feature.Of) };
    }

    /// <summary>The bytes of a <c>tf.train.Example</c>.</summary>
    public byte[] ToBytes()
    {
        var message = new Protobuf.Example();
        if (Features.Count > 0) message.Features = ToMessage(Features);
        return message.ToByteArray();
    }

    /// <summary>Reads examples as tensors: <c>parse_single_example</c> of a scalar, <c>parse_example</c> of a vector.</summary>
    /// <param name="serialized">The bytes of an example as text (see <see cref="ByteText"/>), as data sets of records give them; or a vector of several.</param>
    /// <param name="features">What to read, by name.</param>
    /// <exception cref="ModelFormatException">The bytes are no example, a feature is missing, or is not what its specification says.</exception>
    /// <exception cref="ShapeException">Neither a scalar nor a vector.</exception>
    public static ParsedFeatures Parse(Tensor serialized, IReadOnlyDictionary<string, FeatureSpec> features)
    {
        ArgumentNullException.ThrowIfNull(serialized);
        var texts = serialized.ToArray<string>();
        return serialized.Rank switch
        {
            0 => ParseSingle(ByteText.ToBytes(texts[0]), features),
            1 => ParseBatch(Array.ConvertAll(texts, ByteText.ToBytes), features),
            _ => throw new ShapeException($"Example.Parse: serialized examples of shape {serialized.Shape}: one (a scalar) or a batch (a vector) was expected. Reshape them."),
        };
    }

    /// <summary>Reads one example as tensors, without a batch axis.</summary>
    /// <param name="serialized">The bytes of an example.</param>
    /// <param name="features">What to read, by name.</param>
    /// <exception cref="ModelFormatException">The bytes are no example, a feature is missing, or is not what its specification says.</exception>
    public static ParsedFeatures ParseSingle(ReadOnlySpan<byte> serialized, IReadOnlyDictionary<string, FeatureSpec> features) =>
        FeatureParser.Parse([FromBytes(serialized).Features], isBatch: false, features);

    /// <summary>Reads several examples as tensors with a batch axis in front.</summary>
    /// <param name="serialized">The bytes of each example.</param>
    /// <param name="features">What to read, by name.</param>
    /// <exception cref="ModelFormatException">The bytes are no example, a feature is missing, or is not what its specification says.</exception>
    public static ParsedFeatures ParseBatch(IReadOnlyList<byte[]> serialized, IReadOnlyDictionary<string, FeatureSpec> features)
    {
        ArgumentNullException.ThrowIfNull(serialized);
        return FeatureParser.Parse([.. serialized.Select(bytes => FromBytes(bytes).Features)], isBatch: true, features);
    }

    internal static Dictionary<string, T> Table<M, T>(IDictionary<string, M>? messages, Func<M, T> convert) =>
        messages?.ToDictionary(entry => entry.Key, entry => convert(entry.Value), StringComparer.Ordinal) ?? new(StringComparer.Ordinal);

    internal static Protobuf.Features ToMessage(Dictionary<string, Feature> features)
    {
        var message = new Protobuf.Features();
        foreach (var name in features.Keys.Order(StringComparer.Ordinal)) message.Feature.Add(name, features[name].ToMessage());
        return message;
    }
}
