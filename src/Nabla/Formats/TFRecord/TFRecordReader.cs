using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using Nabla.Files;

namespace Nabla.Formats;

/// <summary>Reads the records of a TFRecord file one after another: byte strings, each with checksums of its length and its content.</summary>
/// <remarks>
/// Every checksum is verified. One record is in memory at a time, of at most <see cref="LoadLimits.MaxDecodedBytes"/> bytes. Less than 12 bytes behind the last record are no error, as in
/// TensorFlow (<see cref="IsCut"/> tells); a record that is damaged or cut off is one, which comes after all records before it were given.
/// </remarks>
public sealed class TFRecordReader : IDisposable
{
    readonly Stream stream;
    readonly string file;
    readonly RecordFrames frames;
    readonly Func<Stream>? reopen;
    (Stream Stream, long Position)? scout;
    ModelFormatException? failure;
    bool isOver;

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="compression">How it is compressed as a whole.</param>
    /// <param name="limits">Limits of what it may ask for.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public TFRecordReader(string path, CompressionType compression = CompressionType.None, LoadLimits? limits = null)
        : this(Open(path, compression), Path.GetFileName(path), limits) => reopen = compression == CompressionType.None ? null : () => Open(path, compression);

    /// <summary>Reads from a stream, which is disposed of with the reader.</summary>
    /// <param name="stream">The file's content.</param>
    /// <param name="file">What error messages call it.</param>
    /// <param name="compression">How it is compressed as a whole.</param>
    /// <param name="limits">Limits of what it may ask for.</param>
    public TFRecordReader(Stream stream, string file, CompressionType compression = CompressionType.None, LoadLimits? limits = null)
        : this(Decompressed(stream, compression), file, limits)
    {
    }

    TFRecordReader(Stream stream, string file, LoadLimits? limits)
    {
        (this.stream, this.file) = (stream, file);
        frames = new RecordFrames(stream, limits ?? LoadLimits.Default) { IsSound = (place, length) => reopen is null || IsSound(place, length) };
    }

    /// <summary>How many records were read.</summary>
    public long Count { get; private set; }

    /// <summary>Where the next record begins, in bytes of the decompressed file.</summary>
    public long Position => frames.Position;

    /// <summary>Whether the file ended within the 12 bytes in front of a record: the end of a file that is still being written, or that was cut.</summary>
    public bool IsCut { get; private set; }

    /// <summary>The next record; null at the end.</summary>
    /// <exception cref="ModelFormatException">The record is damaged or cut off. The message tells its number and its place.</exception>
    public byte[]? Next()
    {
        if (failure is not null) throw failure;
        if (isOver) return null;
        switch (frames.Next())
        {
            case RecordState.Whole:
                Count++;
                return frames.Payload;
            case RecordState.Cut or RecordState.Damaged:
                throw failure = new ModelFormatException(file, $"record {Count} at byte {Position}", frames.Problem);
            case var state:
                (isOver, IsCut) = (true, state == RecordState.CutInFront);
                return null;
        }
    }

    /// <summary>The records that are left.</summary>
    /// <exception cref="ModelFormatException">A record is damaged or cut off; it is thrown after the records before it.</exception>
    public IEnumerable<byte[]> ReadToEnd()
    {
        while (Next() is { } record) yield return record;
    }

    /// <summary>The records of a file, read while they are asked for.</summary>
    /// <exception cref="ModelFormatException">A record is damaged or cut off; it is thrown after the records before it.</exception>
    public static IEnumerable<byte[]> Read(string path, CompressionType compression = CompressionType.None, LoadLimits? limits = null)
    {
        using var reader = new TFRecordReader(path, compression, limits);
        foreach (var record in reader.ReadToEnd()) yield return record;
    }

    /// <summary>How the first bytes of a file say that it is compressed.</summary>
    internal static CompressionType Detect(ReadOnlySpan<byte> start) =>
        start is [0x1F, 0x8B, ..] ? CompressionType.Gzip
        // A first record of 120 bytes would begin like zlib data, but its next byte is 0, which zlib's check of the two bytes rules out.
        : start.Length >= 2 && (start[0] & 15) == 8 && start[0] >> 4 <= 7 && BinaryPrimitives.ReadUInt16BigEndian(start) % 31 == 0 ? CompressionType.Zlib
        : CompressionType.None;

    /// <inheritdoc/>
    public void Dispose()
    {
        stream.Dispose();
        scout?.Stream.Dispose();
    }

    static Stream Open(string path, CompressionType compression) =>
        Decompressed(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 16), compression);

    internal static Stream Decompressed(Stream stream, CompressionType compression) => compression switch
    {
        CompressionType.None => stream,
        CompressionType.Gzip => new BufferedStream(new GZipStream(stream, CompressionMode.Decompress), 1 << 16),
        CompressionType.Zlib => new BufferedStream(new ZLibStream(stream, CompressionMode.Decompress), 1 << 16),
        _ => throw new ArgumentOutOfRangeException(nameof(compression), $"TFRecordReader: compression {compression}: None, Gzip or Zlib are possible."),
    };

    /// <summary>Goes through a large compressed payload without keeping it: a few bytes can decompress to gigabytes, which are not taken for a record that will be refused.</summary>
    bool IsSound(long place, long length)
    {
        var (data, position) = scout ?? (reopen!(), 0);
        scout = (data, position);
        var buffer = ArrayPool<byte>.Shared.Rent(1 << 16);
        try
        {
            while (position < place)
            {
                var read = data.Read(buffer, 0, (int)Math.Min(buffer.Length, place - position));
                if (read == 0) return false;
                position += read;
            }
            var checksum = 0u;
            for (var left = length; left > 0;)
            {
                var read = data.Read(buffer, 0, (int)Math.Min(buffer.Length, left));
                if (read == 0) return false;
                checksum = Crc32C.Append(checksum, buffer.AsSpan(0, read));
                left -= read;
            }
            scout = (data, place + length + RecordFrames.Behind);
            return data.ReadAtLeast(buffer.AsSpan(0, RecordFrames.Behind), RecordFrames.Behind, throwOnEndOfStream: false) == RecordFrames.Behind
                && BinaryPrimitives.ReadUInt32LittleEndian(buffer) == Crc32C.Mask(checksum);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
