using Google.Protobuf;
using Nabla.Files;

namespace Nabla.Formats;

/// <summary>One example that holds sequences: features of the whole (the context), and lists of features, one for each step.</summary>
/// <remarks>Written with sorted names, so that equal examples have equal bytes.</remarks>
public sealed class SequenceExample
{
    /// <summary>The features of the whole, by name.</summary>
    public Dictionary<string, Feature> Context { get; init; } = new(StringComparer.Ordinal);

    /// <summary>The features of each step, by name.</summary>
    public Dictionary<string, IReadOnlyList<Feature>> FeatureLists { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Reads an example.</summary>
    /// <param name="serialized">The bytes of a <c>tf.train.SequenceExample</c>.</param>
    /// <exception cref="ModelFormatException">The bytes are no example of sequences.</exception>
    public static SequenceExample FromBytes(ReadOnlySpan<byte> serialized)
    {
        var message = Protobuf.Messages.ParseSmall(Protobuf.SequenceExample.Parser, serialized, "SequenceExample", "", LoadLimits.Default);
        return new()
        {
            Context = Example.Table(message.Context?.Feature, Feature.Of),
            FeatureLists = Example.Table(message.FeatureLists?.FeatureList, list => (IReadOnlyList<Feature>)[.. list.Feature.Select(Feature.Of)]),
        };
    }

    /// <summary>The bytes of a <c>tf.train.SequenceExample</c>.</summary>
    public byte[] ToBytes()
    {
        var message = new Protobuf.SequenceExample();
        if (Context.Count > 0) message.Context = Example.ToMessage(Context);
        if (FeatureLists.Count > 0)
        {
            message.FeatureLists = new();
            foreach (var name in FeatureLists.Keys.Order(StringComparer.Ordinal))
                message.FeatureLists.FeatureList.Add(name, new() { Feature = { FeatureLists[name].Select(feature => feature.ToMessage()) } });
        }
        return message.ToByteArray();
    }

    /// <summary>Reads examples as tensors: <c>parse_single_sequence_example</c> of a scalar, <c>parse_sequence_example</c> of a vector.</summary>
    /// <param name="serialized">The bytes of an example as text (see <see cref="ByteText"/>), as data sets of records give them; or a vector of several.</param>
    /// <param name="context">What to read of the whole, by name.</param>
    /// <param name="sequence">What to read of the steps, by name.</param>
    /// <exception cref="ModelFormatException">The bytes are no example, a feature is missing, or is not what its specification says.</exception>
    /// <exception cref="ShapeException">Neither a scalar nor a vector.</exception>
    public static ParsedSequences Parse(Tensor serialized, IReadOnlyDictionary<string, FeatureSpec> context, IReadOnlyDictionary<string, FeatureSpec> sequence)
    {
        ArgumentNullException.ThrowIfNull(serialized);
        var texts = serialized.ToArray<string>();
        return serialized.Rank switch
        {
            0 => ParseSingle(ByteText.ToBytes(texts[0]), context, sequence),
            1 => ParseBatch(Array.ConvertAll(texts, ByteText.ToBytes), context, sequence),
            _ => throw new ShapeException($"SequenceExample.Parse: serialized examples of shape {serialized.Shape}: one (a scalar) or a batch (a vector) was expected. Reshape them."),
        };
    }

    /// <summary>Reads one example as tensors, without a batch axis.</summary>
    /// <param name="serialized">The bytes of an example.</param>
    /// <param name="context">What to read of the whole, by name.</param>
    /// <param name="sequence">What to read of the steps, by name.</param>
    /// <exception cref="ModelFormatException">The bytes are no example, a feature is missing, or is not what its specification says.</exception>
    public static ParsedSequences ParseSingle(ReadOnlySpan<byte> serialized, IReadOnlyDictionary<string, FeatureSpec> context, IReadOnlyDictionary<string, FeatureSpec> sequence) =>
        SequenceParser.Parse([FromBytes(serialized)], isBatch: false, context, sequence);

    /// <summary>Reads several examples as tensors with a batch axis in front; shorter sequences are filled up.</summary>
    /// <param name="serialized">The bytes of each example.</param>
    /// <param name="context">What to read of the whole, by name.</param>
    /// <param name="sequence">What to read of the steps, by name.</param>
    /// <exception cref="ModelFormatException">The bytes are no example, a feature is missing, or is not what its specification says.</exception>
    public static ParsedSequences ParseBatch(IReadOnlyList<byte[]> serialized, IReadOnlyDictionary<string, FeatureSpec> context, IReadOnlyDictionary<string, FeatureSpec> sequence)
    {
        ArgumentNullException.ThrowIfNull(serialized);
        return SequenceParser.Parse([.. serialized.Select(bytes => FromBytes(bytes))], isBatch: true, context, sequence);
    }
}
