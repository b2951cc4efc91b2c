using System.Buffers;
using System.Text;

namespace Nabla.Files;

/// <summary>Bytes as text without loss: UTF-8 where it is valid, and a lone surrogate U+DC80 … U+DCFF for every byte that is not.</summary>
/// <remarks>TensorFlow's strings are bytes, C#'s are UTF-16. <see cref="ToBytes"/> of <see cref="FromBytes"/> gives the same bytes whatever they are (as Python's surrogateescape does).</remarks>
public static class ByteText
{
    const char FirstLone = '\uDC80', LastLone = '\uDCFF', Escape = '\uDC00';

    /// <summary>The text of these bytes.</summary>
    public static string FromBytes(ReadOnlySpan<byte> bytes)
    {
        if (System.Text.Unicode.Utf8.IsValid(bytes)) return Encoding.UTF8.GetString(bytes);
        var text = new StringBuilder(bytes.Length);
        Span<char> units = stackalloc char[2];
        while (bytes.Length > 0)
        {
            if (Rune.DecodeFromUtf8(bytes, out var rune, out var taken) == OperationStatus.Done)
            {
                text.Append(units[..rune.EncodeToUtf16(units)]);
            }
            else
            {
                for (var i = 0; i < taken; i++) text.Append((char)(Escape + bytes[i]));
            }
            bytes = bytes[taken..];
        }
        return text.ToString();
    }

    /// <summary>The bytes of this text: what <see cref="FromBytes"/> made it from, or UTF-8. A lone surrogate that stands for no byte becomes the three bytes of its code.</summary>
    public static byte[] ToBytes(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') < 0) return Encoding.UTF8.GetBytes(text);
        var bytes = new List<byte>(text.Length + 8);
        Span<byte> units = stackalloc byte[4];
        var rest = text.AsSpan();
        while (rest.Length > 0)
        {
            var status = Rune.DecodeFromUtf16(rest, out var rune, out var taken);
            if (status == OperationStatus.Done) bytes.AddRange(units[..rune.EncodeToUtf8(units)]);
            else if (rest[0] is >= FirstLone and <= LastLone) bytes.Add((byte)(rest[0] - Escape));
            else bytes.AddRange([(byte)(0xE0 | (rest[0] >> 12)), (byte)(0x80 | ((rest[0] >> 6) & 63)), (byte)(0x80 | (rest[0] & 63))]);
            rest = rest[taken..];
        }
        return [.. bytes];
    }
}
