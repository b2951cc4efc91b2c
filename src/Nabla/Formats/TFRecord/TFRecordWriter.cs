using System.IO.Compression;
using Nabla.Files;

namespace Nabla.Formats;

/// <summary>Writes records to a TFRecord file, byte for byte as TensorFlow does where the file is not compressed.</summary>
/// <remarks>The file grows record by record, and what was flushed can be read at once. Use <see cref="WriteAll"/> to write a whole file of which a crash leaves the old content or the new one.</remarks>
public sealed class TFRecordWriter : IDisposable
{
    readonly Stream stream;
    readonly Stream file;
    bool isDisposed;

    /// <summary>Makes a file; one of this name is replaced.</summary>
    /// <param name="path">The file.</param>
    /// <param name="compression">How to compress it as a whole.</param>
    /// <param name="level">Effort of the compression: 0 (none) to 9 (most), or −1 for zlib's own choice, 6.</param>
    /// <exception cref="ArgumentOutOfRangeException">No such level.</exception>
    public TFRecordWriter(string path, CompressionType compression = CompressionType.None, int level = -1)
        : this(Make(path, compression, level), compression, level)
    {
    }

    /// <summary>Writes to a stream, which is disposed of with the writer.</summary>
    /// <param name="stream">Where the file's content goes.</param>
    /// <param name="compression">How to compress it as a whole.</param>
    /// <param name="level">Effort of the compression: 0 (none) to 9 (most), or −1 for zlib's own choice, 6.</param>
    /// <exception cref="ArgumentOutOfRangeException">No such level.</exception>
    public TFRecordWriter(Stream stream, CompressionType compression = CompressionType.None, int level = -1)
    {
        Check(compression, level);
        file = stream;
        this.stream = Compressed(stream, compression, level, leaveOpen: false);
    }

    /// <summary>How many records were written.</summary>
    public long Count { get; private set; }

    /// <summary>Writes a record.</summary>
    public void Write(ReadOnlySpan<byte> record)
    {
        ObjectDisposedException.ThrowIf(isDisposed, this);
        RecordFrames.Write(stream, record);
        Count++;
    }

    /// <summary>Writes a record: the bytes of a text (see <see cref="ByteText"/>).</summary>
    public void Write(string record) => Write(ByteText.ToBytes(record));

    /// <summary>Writes a whole file; a crash leaves the old content or the new one.</summary>
    /// <param name="path">The file.</param>
    /// <param name="records">The records in their order.</param>
    /// <param name="compression">How to compress it as a whole.</param>
    /// <param name="level">Effort of the compression: 0 (none) to 9 (most), or −1 for zlib's own choice, 6.</param>
    /// <exception cref="ArgumentOutOfRangeException">No such level.</exception>
    public static void WriteAll(string path, IEnumerable<byte[]> records, CompressionType compression = CompressionType.None, int level = -1)
    {
        ArgumentNullException.ThrowIfNull(records);
        Check(compression, level);
        CrashSafeFile.Write(path, file =>
        {
            var stream = Compressed(file, compression, level, leaveOpen: true);
            foreach (var record in records) RecordFrames.Write(stream, record);
            if (stream != file) stream.Dispose();
        });
    }

    /// <summary>Hands everything written so far to the operating system, so that readers see it and the end of this process does not lose it.</summary>
    public void Flush()
    {
        ObjectDisposedException.ThrowIf(isDisposed, this);
        stream.Flush();
        file.Flush();
    }

    /// <summary>Finishes the file.</summary>
    public void Dispose()
    {
        if (isDisposed) return;
        isDisposed = true;
        stream.Dispose();
    }

    static FileStream Make(string path, CompressionType compression, int level)
    {
        Check(compression, level);
        return new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read | FileShare.Delete, 1 << 16);
    }

    static Stream Compressed(Stream stream, CompressionType compression, int level, bool leaveOpen)
    {
        var options = new ZLibCompressionOptions { CompressionLevel = level < 0 ? 6 : level };
        return compression switch
        {
            CompressionType.Gzip => new GZipStream(stream, options, leaveOpen),
            CompressionType.Zlib => new ZLibStream(stream, options, leaveOpen),
            _ => stream,
        };
    }

    static void Check(CompressionType compression, int level)
    {
        if (!Enum.IsDefined(compression)) throw new ArgumentOutOfRangeException(nameof(compression), $"TFRecordWriter: compression {compression}: None, Gzip or Zlib are possible.");
        if (level is < -1 or > 9) throw new ArgumentOutOfRangeException(nameof(level), $"TFRecordWriter: level {level}: 0 to 9 are possible, or −1 for the usual one.");
    }
}
