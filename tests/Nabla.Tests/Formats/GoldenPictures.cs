using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace Nabla.Tests.Formats;

/// <summary>The lines, arrays and files of a folder of reference cases.</summary>
sealed class GoldenPictures : IDisposable
{
    readonly string folder;
    readonly ZipArchive arrays;
    readonly ZipArchive files;

    public GoldenPictures(string topic)
    {
        folder = Path.Combine(Materials.Goldens, "files", topic);
        arrays = ZipFile.OpenRead(Path.Combine(folder, "cases.npz"));
        files = ZipFile.OpenRead(Path.Combine(folder, "files.zip"));
    }

    public IEnumerable<JsonElement> Cases(string format) =>
        File.ReadLines(Path.Combine(folder, "cases.jsonl")).Select(line => JsonDocument.Parse(line).RootElement)
            .Where(line => line.GetProperty("format").GetString() == format);

    public byte[] Member(JsonElement line) => Bytes(files.GetEntry(line.GetProperty("member").GetString()!)!);

    /// <summary>Shape and values of an array of the case; null where the case has none.</summary>
    public (int[] Shape, long[] Values)? Integers(JsonElement line, string field)
    {
        if (!line.TryGetProperty(field, out JsonElement key) || key.ValueKind != JsonValueKind.String)
        {
            return null;
        }

        byte[] npy = Bytes(arrays.GetEntry($"{line.GetProperty("name").GetString()}/{key.GetString()![1..]}.npy")!);
        int start = 10 + BitConverter.ToUInt16(npy, 8);
        string header = Encoding.ASCII.GetString(npy, 10, start - 10);
        int[] shape = Between(header, "(", ")").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(int.Parse).ToArray();
        string type = Between(header, "'descr': '", "'");
        int size = type[^1] - '0';
        long[] values = new long[(npy.Length - start) / size];
        for (int i = 0; i < values.Length; i++)
        {
            ReadOnlySpan<byte> at = npy.AsSpan(start + (i * size), size);
            values[i] = type[1..] switch
            {
                "u1" => at[0],
                "i1" => (sbyte)at[0],
                "u2" => BitConverter.ToUInt16(at),
                "i2" => BitConverter.ToInt16(at),
                "i4" => BitConverter.ToInt32(at),
                "f4" => BitConverter.SingleToInt32Bits(BitConverter.ToSingle(at)),
                "f8" => BitConverter.DoubleToInt64Bits(BitConverter.ToDouble(at)),
                _ => throw new InvalidDataException(type),
            };
        }

        return (shape, values);
    }

    public void Dispose()
    {
        arrays.Dispose();
        files.Dispose();
    }

    static string Between(string text, string before, string after)
    {
        int start = text.IndexOf(before, StringComparison.Ordinal) + before.Length;
        return text[start..text.IndexOf(after, start, StringComparison.Ordinal)];
    }

    static byte[] Bytes(ZipArchiveEntry entry)
    {
        using Stream stream = entry.Open();
        using MemoryStream all = new();
        stream.CopyTo(all);
        return all.ToArray();
    }
}
