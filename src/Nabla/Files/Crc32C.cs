using System.Buffers.Binary;
using System.Numerics;

namespace Nabla.Files;

/// <summary>The checksum of TensorFlow's files: CRC-32C, with Castagnoli's polynomial (reversed 0x82F63B78).</summary>
/// <remarks>A file that holds checksums of parts that hold checksums stores them masked: turned by 15 bits and moved by a constant.</remarks>
static class Crc32C
{
    const uint MaskStep = 0xA282EAD8;

    /// <summary>The checksum of all bytes so far and these; start with 0.</summary>
    public static uint Append(uint checksum, ReadOnlySpan<byte> bytes)
    {
        var c = ~checksum;
        while (bytes.Length >= 8)
        {
            c = BitOperations.Crc32C(c, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[8..];
        }
        foreach (var b in bytes) c = BitOperations.Crc32C(c, b);
        return ~c;
    }

    /// <summary>The checksum of these bytes.</summary>
    public static uint Of(ReadOnlySpan<byte> bytes) => Append(0, bytes);

    /// <summary>The form in which a checksum is stored.</summary>
    public static uint Mask(uint checksum) => BitOperations.RotateRight(checksum, 15) + MaskStep;

    /// <summary>The checksum of a stored form.</summary>
    public static uint Unmask(uint stored) => BitOperations.RotateLeft(stored - MaskStep, 15);
}
