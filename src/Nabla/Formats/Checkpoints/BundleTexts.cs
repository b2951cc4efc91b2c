using System.Buffers.Binary;
using Nabla.Files;

namespace Nabla.Formats.TensorFlow;

/// <summary>Text of a checkpoint (V2): the length of each as a varint, the masked checksum of the lengths, and all characters.</summary>
/// <remarks>The checksums run over the lengths as 4 bytes (8 where one needs more), not as varints.</remarks>
static class BundleTexts
{
    /// <summary>Reads as many texts as there are places; gives the checksum of what was read.</summary>
    public static uint Read(ReadOnlySpan<byte> content, string[] texts, string file, string place, DecodeBudget budget)
    {
        ModelFormatException Bad(string reason) => new(file, place, reason);
        var numbers = new Varints(content);
        var sizes = new int[texts.Length];
        var (checksum, total) = (0u, 0L);
        for (var i = 0; i < sizes.Length; i++)
        {
            if (!numbers.TryRead(out var length) || length > (ulong)content.Length) throw Bad($"the length of text {i} is no number that fits the file");
            total += sizes[i] = (int)length;
            checksum = AppendLength(checksum, length);
        }
        var rest = numbers.Rest;
        if (rest.Length < 4) throw Bad("it ends early");
        if (BinaryPrimitives.ReadUInt32LittleEndian(rest) != Crc32C.Mask(checksum)) throw Bad("the checksum of its lengths is wrong: the file is damaged, or belongs to another checkpoint");
        checksum = Crc32C.Append(checksum, rest[..4]);
        rest = rest[4..];
        if (total != rest.Length) throw Bad($"the texts have {total:N0} bytes by their lengths, and {rest.Length:N0} are there");
        checksum = Crc32C.Append(checksum, rest);
        budget.Take(2 * total, place);
        for (var i = 0; i < sizes.Length; i++)
        {
            texts[i] = ByteText.FromBytes(rest[..sizes[i]]);
            rest = rest[sizes[i]..];
        }
        return checksum;
    }

    /// <summary>Writes texts; gives the checksum and the number of bytes.</summary>
    public static (uint Checksum, long Length) Write(Stream stream, IReadOnlyList<string> texts)
    {
        var start = new List<byte>();
        var contents = new byte[texts.Count][];
        var checksum = 0u;
        for (var i = 0; i < contents.Length; i++)
        {
            contents[i] = ByteText.ToBytes(texts[i]);
            Varints.Write(start, (ulong)contents[i].Length);
            checksum = AppendLength(checksum, (ulong)contents[i].Length);
        }
        var masked = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(masked, Crc32C.Mask(checksum));
        checksum = Crc32C.Append(checksum, masked);
        stream.Write([.. start]);
        stream.Write(masked);
        var length = start.Count + 4L;
        foreach (var content in contents)
        {
            stream.Write(content);
            checksum = Crc32C.Append(checksum, content);
            length += content.Length;
        }
        return (checksum, length);
    }

    static uint AppendLength(uint checksum, ulong length)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, length);
        return Crc32C.Append(checksum, length <= uint.MaxValue ? bytes[..4] : bytes);
    }
}
