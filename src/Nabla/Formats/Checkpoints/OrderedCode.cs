using System.Buffers.Binary;
using System.Numerics;
using Nabla.Files;

namespace Nabla.Formats.TensorFlow;

/// <summary>Keys of parts of variables: numbers and text as bytes that sort as they do.</summary>
static class OrderedCode
{
    /// <summary>The key under which a checkpoint holds a part of a variable.</summary>
    public static byte[] KeyOf(string name, CheckpointSlice slice)
    {
        var key = new List<byte>();
        AddNumber(key, 0);
        AddText(key, ByteText.ToBytes(name));
        AddNumber(key, (ulong)slice.Starts.Count);
        for (var axis = 0; axis < slice.Starts.Count; axis++)
        {
            AddSigned(key, slice.Starts[axis]);
            AddSigned(key, slice.Lengths[axis]);
        }
        return [.. key];
    }

    // The bytes 0 and 255 are doubled up, so that no text is the beginning of another.
    static void AddText(List<byte> key, byte[] text)
    {
        foreach (var b in text)
        {
            key.Add(b);
            if (b == 0) key.Add(255);
            if (b == 255) key.Add(0);
        }
        key.AddRange([0, 1]);
    }

    // How many bytes follow, and the number without leading zeros, highest byte first.
    static void AddNumber(List<byte> key, ulong value)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, value);
        var digits = bytes.TrimStart((byte)0);
        key.Add((byte)digits.Length);
        key.AddRange(digits);
    }

    // Seven bits a byte: the leading ones of the first bytes tell the length, and turn over for negative numbers.
    static void AddSigned(List<byte> key, long value)
    {
        var bits = 65 - BitOperations.LeadingZeroCount((ulong)(value < 0 ? ~value : value));
        var length = Math.Max((bits + 6) / 7, 1);
        Span<byte> bytes = stackalloc byte[10];
        bytes.Fill(value < 0 ? (byte)255 : (byte)0);
        BinaryPrimitives.WriteInt64BigEndian(bytes[2..], value);
        var coded = bytes[^length..];
        coded[0] ^= (byte)(length >= 8 ? 0xFF : 0xFF << (8 - length));
        if (length > 8) coded[1] ^= (byte)(0xFF << (16 - length));
        key.AddRange(coded);
    }
}
