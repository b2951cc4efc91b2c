using Nabla.Files;
using Nabla.Formats;

namespace Nabla.Data;

/// <summary>Cuts files into lines and into pieces of equal length, while they are read.</summary>
static class FilePieces
{
    const int Buffer = 1 << 16;

    public static IEnumerable<byte[]> Lines(string path, CompressionType compression)
    {
        using var stream = Open(path, compression);
        var (buffer, line) = (new byte[Buffer], new List<byte>());
        for (int count; (count = Read(stream, buffer, path)) > 0;)
        {
            for (var from = 0; from < count;)
            {
                var length = buffer.AsSpan(from, count - from).IndexOf((byte)'\n');
                line.AddRange(buffer.AsSpan(from, length < 0 ? count - from : length));
                if (length < 0) break;
                if (line.Count > 0 && line[^1] == '\r') line.RemoveAt(line.Count - 1);
                yield return [.. line];
                line.Clear();
                from += length + 1;
            }
        }
        if (line.Count > 0) yield return [.. line];
    }

    public static IEnumerable<byte[]> OfLength(string path, int record, int header, int footer, CompressionType compression)
    {
        using var stream = Open(path, compression);
        if (stream.CanSeek)
        {
            var body = stream.Length - header - footer;
            if (body < 0 || body % record != 0) throw Uneven(path, record, header, footer, $"{stream.Length:N0} bytes");
        }
        // A piece is given once it is known that a footer follows: of a compressed file the length shows at the end only.
        var (buffer, held, skipped) = (new byte[Buffer], new List<byte>(), 0);
        for (int count; (count = Read(stream, buffer, path)) > 0;)
        {
            var skip = Math.Min(count, header - skipped);
            skipped += skip;
            held.AddRange(buffer.AsSpan(skip, count - skip));
            for (; held.Count - footer >= record; held.RemoveRange(0, record)) yield return [.. held.Take(record)];
        }
        if (skipped < header || held.Count != footer) throw Uneven(path, record, header, footer, $"{skipped + held.Count:N0} bytes are left at the end");
    }

    static ModelFormatException Uneven(string path, int record, int header, int footer, string given) =>
        new(Path.GetFileName(path), "", $"{given}: between {header:N0} bytes in front and {footer:N0} behind, a whole number of records of {record:N0} bytes was expected");

    static Stream Open(string path, CompressionType compression) =>
        TFRecordReader.Decompressed(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, Buffer), compression);

    static int Read(Stream stream, byte[] buffer, string path)
    {
        try
        {
            return stream.Read(buffer, 0, buffer.Length);
        }
        catch (Exception error) when (RecordFrames.IsDamage(error, stream))
        {
            throw new ModelFormatException(Path.GetFileName(path), "", $"the compressed data are damaged or end early ({error.Message.TrimEnd('.')})", error);
        }
    }
}
