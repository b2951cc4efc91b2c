namespace Nabla.Formats;

/// <summary>Describes files of one array: npy, and idx as MNIST comes in.</summary>
static class ArrayInspection
{
    public static bool IsNpy(string path, ReadOnlySpan<byte> start) => start is [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', ..];

    public static Inspection OfNpy(string path, LoadLimits limits)
    {
        var array = Npy.ReadArray(path, limits);
        var bytes = (Int128)array.Values.Length * array.Type.Size;
        return new("NumPy array (.npy)", [("type", array.Type.Description), ("shape", Shown.Lengths(array.Shape)), ("elements", Shown.Number(array.Values.Length)), ("bytes of data", Shown.Number(bytes))], [], []);
    }

    public static bool IsIdx(string path, ReadOnlySpan<byte> start)
    {
        if (start is [0x1F, 0x8B, ..])
        {
            if (!Path.GetFileName(path).Contains("idx", StringComparison.OrdinalIgnoreCase)) return false;
            try
            {
                using var stream = new System.IO.Compression.GZipStream(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read), System.IO.Compression.CompressionMode.Decompress);
                var bytes = new byte[4];
                return stream.ReadAtLeast(bytes, 4, throwOnEndOfStream: false) == 4 && IsIdxHeader(bytes);
            }
            catch (InvalidDataException)
            {
                return false;
            }
        }
        return IsIdxHeader(start);
    }

    static bool IsIdxHeader(ReadOnlySpan<byte> start) => start is [0, 0, 0x08 or 0x09 or 0x0B or 0x0C or 0x0D or 0x0E, >= 1 and <= 8, ..];

    public static Inspection OfIdx(string path, LoadLimits limits)
    {
        var array = Idx.Read(path, limits);
        var facts = new List<(string, string)>
        {
            ("type", array.Type.ToString().ToLowerInvariant()), ("shape", Shown.Lengths(array.Lengths.Select(length => (long)length))), ("elements", Shown.Number(array.Count)), ("bytes of data", Shown.Number(array.Bytes.Length)),
        };
        if (array.Type == IdxType.UInt8 && array.Lengths.Count == 3) facts.Add(("content", $"{array.Lengths[0]:N0} grey pictures of {array.Lengths[1]} × {array.Lengths[2]}"));
        var tables = new List<InspectionTable>();
        if (array.Type == IdxType.UInt8 && array.Lengths.Count == 1)
        {
            var classes = array.Bytes.GroupBy(label => label).OrderBy(group => group.Key);
            tables.Add(new("Labels", ["class", "times"], [.. classes.Select(group => (IReadOnlyList<string>)[Shown.Number(group.Key), Shown.Number(group.Count())])]));
        }
        return new("idx array (MNIST)", facts, tables, []);
    }
}
