using System.Buffers.Binary;

namespace Nabla.Formats.TensorFlow;

/// <summary>Unpacks Snappy blocks, in which some tables are stored: bytes as they are, and copies of bytes that came before.</summary>
/// <remarks>Layout: the published description of the Snappy format.</remarks>
static class Snappy
{
    // Three bytes stand for at most 64.
    const int MostGrowth = 22;

    /// <summary>The unpacked bytes; null where the input is no Snappy block.</summary>
    public static byte[]? Unpack(ReadOnlySpan<byte> packed)
    {
        var start = new Varints(packed);
        if (!start.TryRead(out var length) || length > (ulong)packed.Length * MostGrowth) return null;
        var input = start.Rest;
        var output = new byte[length];
        var at = 0;
        while (input.Length > 0)
        {
            var tag = input[0];
            if ((tag & 3) == 0)
            {
                if (!TryLiteral(ref input, tag, out var bytes) || bytes.Length > output.Length - at) return null;
                bytes.CopyTo(output.AsSpan(at));
                at += bytes.Length;
                continue;
            }
            if (!TryCopy(ref input, tag, out var count, out var distance) || distance == 0 || distance > at || count > output.Length - at) return null;
            // Byte by byte: a copy may read what it has just written.
            for (var i = 0; i < count; i++, at++) output[at] = output[at - (int)distance];
        }
        return at == output.Length ? output : null;
    }

    static bool TryLiteral(ref ReadOnlySpan<byte> input, byte tag, out ReadOnlySpan<byte> bytes)
    {
        bytes = default;
        long count = (tag >> 2) + 1;
        var extra = count > 60 ? (int)count - 60 : 0;
        if (input.Length < 1 + extra) return false;
        if (extra > 0)
        {
            count = 1;
            for (var i = 0; i < extra; i++) count += (long)input[1 + i] << (8 * i);
        }
        input = input[(1 + extra)..];
        if (count > input.Length) return false;
        bytes = input[..(int)count];
        input = input[(int)count..];
        return true;
    }

    static bool TryCopy(ref ReadOnlySpan<byte> input, byte tag, out int count, out uint distance)
    {
        var extra = (tag & 3) switch { 1 => 1, 2 => 2, _ => 4 };
        (count, distance) = (0, 0);
        if (input.Length < 1 + extra) return false;
        (count, distance) = extra switch
        {
            1 => (((tag >> 2) & 7) + 4, (uint)((tag >> 5) << 8) | input[1]),
            2 => ((tag >> 2) + 1, BinaryPrimitives.ReadUInt16LittleEndian(input[1..])),
            _ => ((tag >> 2) + 1, BinaryPrimitives.ReadUInt32LittleEndian(input[1..])),
        };
        input = input[(1 + extra)..];
        return true;
    }
}
