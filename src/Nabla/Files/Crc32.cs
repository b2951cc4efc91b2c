namespace Nabla.Files;

/// <summary>The checksum of ZIP, gzip and PNG: CRC-32 with the reversed polynomial 0xEDB88320.</summary>
static class Crc32
{
    static readonly uint[] table = Table();

    /// <summary>The checksum of all bytes so far and these; start with 0.</summary>
    public static uint Append(uint checksum, ReadOnlySpan<byte> bytes)
    {
        var c = ~checksum;
        while (bytes.Length >= 4)
        {
            c ^= System.Buffers.Binary.BinaryPrimitives.ReadUInt32LittleEndian(bytes);
            c = table[768 + (c & 255)] ^ table[512 + ((c >> 8) & 255)] ^ table[256 + ((c >> 16) & 255)] ^ table[c >> 24];
            bytes = bytes[4..];
        }
        foreach (var b in bytes) c = table[(c ^ b) & 255] ^ (c >> 8);
        return ~c;
    }

    // Row r holds the checksum of a byte followed by r zero bytes, so that four bytes go in one step.
    static uint[] Table()
    {
        var t = new uint[1024];
        for (var i = 0u; i < 256; i++)
        {
            var c = i;
            for (var bit = 0; bit < 8; bit++) c = (c & 1) != 0 ? 0xEDB88320 ^ (c >> 1) : c >> 1;
            t[i] = c;
        }
        for (var i = 256; i < 1024; i++) t[i] = t[t[i - 256] & 255] ^ (t[i - 256] >> 8);
        return t;
    }
}
