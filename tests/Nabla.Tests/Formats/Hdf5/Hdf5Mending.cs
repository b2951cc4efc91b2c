using System.Buffers.Binary;
using System.Text;
using Nabla.Formats;

namespace Nabla.Tests.Formats.Hdf5;

/// <summary>Mends the checksums of a damaged file, so that the damage reaches the parsers behind them.</summary>
sealed class Hdf5Mending
{
    static readonly string[] signatures = ["OHDR", "OCHK", "FRHP", "FHIB", "FHDB", "BTHD", "BTLF", "BTIN", "FAHD", "FADB", "EAHD", "EAIB", "EASB", "EADB"];

    // Signature and number of its occurrence → what the checksum is over, and where in it the checksum stands.
    readonly Dictionary<(string Signature, int Number), (int Length, int At)> regions = [];

    public Hdf5Mending(byte[] good)
    {
        foreach (var (place, signature, number) in Find(good))
        {
            if (Measure(good, place, signature) is { } region) regions[(signature, number)] = region;
        }
    }

    public int Count => regions.Count;

    public byte[] Mend(byte[] bytes)
    {
        bytes = [.. bytes];
        foreach (var (place, signature, number) in Find(bytes))
        {
            if (!regions.TryGetValue((signature, number), out var region) || place + Math.Max(region.Length, region.At + 4) > bytes.Length) continue;
            var field = bytes.AsSpan(place + region.At, 4);
            if (region.At < region.Length) field.Clear();
            BinaryPrimitives.WriteUInt32LittleEndian(field, Hdf5Checksum.Lookup3(bytes.AsSpan(place, region.Length)));
        }
        // The superblock of version 2 and 3: 44 bytes, then the checksum.
        if (bytes.Length > 48 && bytes[8] is 2 or 3) BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(44), Hdf5Checksum.Lookup3(bytes.AsSpan(0, 44)));
        return bytes;
    }

    static IEnumerable<(int Place, string Signature, int Number)> Find(byte[] bytes)
    {
        var counts = new Dictionary<string, int>();
        for (var at = 0; at + 8 < bytes.Length; at++)
        {
            if (bytes[at] is not ((byte)'O' or (byte)'F' or (byte)'B' or (byte)'E')) continue;
            var found = Encoding.Latin1.GetString(bytes, at, 4);
            if (!signatures.Contains(found)) continue;
            var number = counts[found] = counts.GetValueOrDefault(found) + 1;
            yield return (at, found, number);
        }
    }

    // In blocks of a fractal heap the checksum stands inside, and counts as zeros; everywhere else it stands at the end.
    static (int Length, int At)? Measure(byte[] good, int place, string signature)
    {
        if (signature == "FHDB")
        {
            for (var size = 64; size <= 1 << 16 && place + size <= good.Length; size *= 2)
            {
                for (var at = 14; at <= 21; at++)
                {
                    var block = good.AsSpan(place, size).ToArray();
                    var sum = BinaryPrimitives.ReadUInt32LittleEndian(block.AsSpan(at));
                    block.AsSpan(at, 4).Clear();
                    if (Hdf5Checksum.Lookup3(block) == sum) return (size, at);
                }
            }
            return null;
        }
        for (var length = 6; length < 4096 && place + length + 4 <= good.Length; length++)
        {
            if (Hdf5Checksum.Lookup3(good.AsSpan(place, length)) == BinaryPrimitives.ReadUInt32LittleEndian(good.AsSpan(place + length))) return (length, length);
        }
        return null;
    }
}
