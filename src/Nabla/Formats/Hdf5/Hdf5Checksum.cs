using System.Buffers.Binary;
using System.Numerics;

namespace Nabla.Formats;

/// <summary>The two checksums of HDF5: lookup3 for its own structures (Jenkins, 2006), Fletcher-32 for chunks.</summary>
static class Hdf5Checksum
{
    /// <summary>Lookup3 with the start value 0.</summary>
    public static uint Lookup3(ReadOnlySpan<byte> key)
    {
        var a = 0xdeadbeef + (uint)key.Length;
        var (b, c) = (a, a);
        while (key.Length > 12)
        {
            a += BinaryPrimitives.ReadUInt32LittleEndian(key);
            b += BinaryPrimitives.ReadUInt32LittleEndian(key[4..]);
            c += BinaryPrimitives.ReadUInt32LittleEndian(key[8..]);
            Mix(ref a, ref c, ref b, 4);
            Mix(ref b, ref a, ref c, 6);
            Mix(ref c, ref b, ref a, 8);
            Mix(ref a, ref c, ref b, 16);
            Mix(ref b, ref a, ref c, 19);
            Mix(ref c, ref b, ref a, 4);
            key = key[12..];
        }
        if (key.Length == 0) return c;
        Span<byte> last = stackalloc byte[12];
        last.Clear();
        key.CopyTo(last);
        a += BinaryPrimitives.ReadUInt32LittleEndian(last);
        b += BinaryPrimitives.ReadUInt32LittleEndian(last[4..]);
        c += BinaryPrimitives.ReadUInt32LittleEndian(last[8..]);
        c = (c ^ b) - BitOperations.RotateLeft(b, 14);
        a = (a ^ c) - BitOperations.RotateLeft(c, 11);
        b = (b ^ a) - BitOperations.RotateLeft(a, 25);
        c = (c ^ b) - BitOperations.RotateLeft(b, 16);
        a = (a ^ c) - BitOperations.RotateLeft(c, 4);
        b = (b ^ a) - BitOperations.RotateLeft(a, 14);
        return (c ^ b) - BitOperations.RotateLeft(b, 24);
    }

    // x −= y; x ^= y rotated; y += z.
    static void Mix(ref uint x, ref uint y, ref uint z, int bits)
    {
        x = (x - y) ^ BitOperations.RotateLeft(y, bits);
        y += z;
    }

    /// <summary>Fletcher-32 over words of 16 bits whose higher byte comes first; an odd last byte counts as the higher one.</summary>
    public static uint Fletcher32(ReadOnlySpan<byte> bytes)
    {
        uint low = 0, high = 0;
        while (bytes.Length > 1)
        {
            // Up to 360 words fit before the sums must be folded.
            var words = Math.Min(bytes.Length / 2, 360);
            for (var i = 0; i < words; i++)
            {
                low += BinaryPrimitives.ReadUInt16BigEndian(bytes[(2 * i)..]);
                high += low;
            }
            bytes = bytes[(2 * words)..];
            low = (low & 0xffff) + (low >> 16);
            high = (high & 0xffff) + (high >> 16);
        }
        if (bytes.Length == 1)
        {
            low += (uint)bytes[0] << 8;
            high += low;
            low = (low & 0xffff) + (low >> 16);
            high = (high & 0xffff) + (high >> 16);
        }
        low = (low & 0xffff) + (low >> 16);
        high = (high & 0xffff) + (high >> 16);
        return (high << 16) | low;
    }
}
