using Google.Protobuf;

namespace Nabla.Formats.Protobuf;

/// <summary>Messages from bytes.</summary>
static class Messages
{
    /// <summary>The message in these bytes; it is made only after a walk over them has shown that it is whole.</summary>
    /// <exception cref="ModelFormatException">They hold none, or its parts stand deeper in one another than the limits allow.</exception>
    public static T Parse<T>(MessageParser<T> parser, ReadOnlySpan<byte> bytes, string file, string place, LoadLimits limits) where T : IMessage<T>
    {
        var cost = WireCheck.Measure(bytes, parser.ParseFrom(ByteString.Empty).Descriptor, Depth(limits))
            ?? throw new ModelFormatException(file, place, $"these bytes are no {typeof(T).Name} message, or end early, or hold messages more than {Depth(limits)} deep in one another");
        if (cost > limits.MaxDecodedBytes) throw new ModelFormatException(file, place, $"the message takes up to {cost:N0} bytes, and at most {limits.MaxDecodedBytes:N0} are decoded. If you trust the file, raise LoadLimits.MaxDecodedBytes");
        try
        {
            // A stream over an array is the one form in which the depth can be set.
            using var input = CodedInputStream.CreateWithLimits(new MemoryStream(bytes.ToArray(), writable: false), int.MaxValue, Depth(limits));
            return parser.ParseFrom(input);
        }
        catch (Exception error) when (error is InvalidProtocolBufferException or ArgumentException or InvalidOperationException)
        {
            throw new ModelFormatException(file, place, $"these bytes are no {typeof(T).Name} message ({error.Message.TrimEnd('.')})", error);
        }
    }

    /// <summary>The message in these bytes, one of many small ones: only a large one is walked over before it is made.</summary>
    /// <remarks>A message below 512 KiB takes no more memory than refusing a file may, whatever it holds.</remarks>
    /// <exception cref="ModelFormatException">They hold none, or its parts stand deeper in one another than 100.</exception>
    public static T ParseSmall<T>(MessageParser<T> parser, ReadOnlySpan<byte> bytes, string file, string place, LoadLimits limits) where T : IMessage<T>
    {
        if (bytes.Length >= 1 << 19) return Parse(parser, bytes, file, place, limits);
        try
        {
            return parser.ParseFrom(bytes);
        }
        // The parser runs past the end of some groups; reading a span, it is stopped there by the runtime.
        catch (Exception error) when (error is InvalidProtocolBufferException or ArgumentException or InvalidOperationException or IndexOutOfRangeException)
        {
            throw new ModelFormatException(file, place, $"these bytes are no {typeof(T).Name} message ({error.Message.TrimEnd('.')})", error);
        }
    }

    // A level of a graph's attribute takes several messages (map entry, value, list), so messages may stand a little deeper than lists do.
    static int Depth(LoadLimits limits) => Math.Clamp(limits.MaxNesting * 2, 1, 512);
}
