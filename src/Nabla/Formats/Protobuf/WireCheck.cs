using Google.Protobuf.Reflection;
using Nabla.Formats.TensorFlow;

namespace Nabla.Formats.Protobuf;

/// <summary>Walks over the bytes of a message before it is made, and counts what it will take: two bytes can stand for a message of a hundred.</summary>
/// <remarks>It allocates nothing, so that refusing a message that is cut off or too large costs nothing either.</remarks>
static class WireCheck
{
    // What an object, a text and a number take at most in memory, with the growth of the lists in which they lie.
    const long PerMessage = 160, PerText = 64, PerNumber = 16;

    /// <summary>What a message of this type will take, in bytes; null where the bytes are no message, or messages stand deeper in one another than allowed.</summary>
    public static long? Measure(ReadOnlySpan<byte> bytes, MessageDescriptor type, int depth)
    {
        if (depth < 0) return null;
        var total = PerMessage;
        var input = new Varints(bytes);
        while (input.Rest.Length > 0)
        {
            if (!input.TryRead(out var tag) || tag >> 3 is 0 or > 0x1FFFFFFF) return null;
            if (Field(ref input, (int)(tag >> 3), (int)(tag & 7), type, depth) is not { } cost) return null;
            total += cost;
        }
        return total;
    }

    static long? Field(ref Varints input, int number, int form, MessageDescriptor type, int depth)
    {
        switch (form)
        {
            case 0: return input.TryRead(out _) ? PerNumber : null;
            case 1: return input.TrySkip(8) ? PerNumber : null;
            case 5: return input.TrySkip(4) ? PerNumber : null;
            case 2: break;
            // Groups, which no message here has.
            default: return null;
        }
        if (!input.TryRead(out var length) || length > (ulong)input.Rest.Length) return null;
        var content = input.Rest[..(int)length];
        input.TrySkip((int)length);
        if (type.FindFieldByNumber(number) is not { } field) return PerText + content.Length;
        return field.FieldType switch
        {
            FieldType.Message => Measure(content, field.MessageType, depth - 1),
            FieldType.String => PerText + 2L * content.Length,
            FieldType.Bytes => PerText + content.Length,
            FieldType.Double or FieldType.Fixed64 or FieldType.SFixed64 or FieldType.Float or FieldType.Fixed32 or FieldType.SFixed32 => 4L * content.Length,
            // Packed varints: each ends with a byte below 128.
            _ => PerNumber * Ends(content),
        };
    }

    static int Ends(ReadOnlySpan<byte> bytes)
    {
        var count = 0;
        foreach (var b in bytes) count += b >> 7 ^ 1;
        return count;
    }
}
