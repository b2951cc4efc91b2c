namespace Nabla.Files;

/// <summary>A range of a seekable stream, read from its own position.</summary>
sealed class StreamPart(Stream stream, long offset, long length) : ReadOnlyStream
{
    long position;

    public override long Length => length;

    public override int Read(Span<byte> buffer)
    {
        var left = length - position;
        if (left <= 0) return 0;
        if (buffer.Length > left) buffer = buffer[..(int)left];
        stream.Position = offset + position;
        var read = stream.Read(buffer);
        position += read;
        return read;
    }
}

/// <summary>A stream of a promised length: it sums the checksum up, and throws where the bytes are fewer or more.</summary>
sealed class CheckedStream(Stream stream, long length) : ReadOnlyStream
{
    long position;

    public override long Length => length;

    public uint Checksum { get; private set; }

    public override int Read(Span<byte> buffer)
    {
        var left = length - position;
        if (left == 0 || buffer.Length == 0) return 0;
        if (buffer.Length > left) buffer = buffer[..(int)left];
        var read = stream.Read(buffer);
        if (read == 0) throw new EndOfStreamException();
        Checksum = Crc32.Append(Checksum, buffer[..read]);
        position += read;
        return read;
    }

    /// <summary>Reads what is left, and makes sure that nothing follows.</summary>
    public void Finish()
    {
        Span<byte> buffer = stackalloc byte[4096];
        while (Read(buffer) > 0) { }
        if (stream.Read(buffer[..1]) > 0) throw new InvalidDataException();
    }
}

/// <summary>What streams that are read once from front to end have in common.</summary>
abstract class ReadOnlyStream : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public abstract override int Read(Span<byte> buffer);

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
