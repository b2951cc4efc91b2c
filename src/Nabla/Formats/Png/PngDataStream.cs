namespace Nabla.Formats;

/// <summary>The data of all IDAT chunks as one stream to inflate from.</summary>
sealed class PngDataStream(ReadOnlyMemory<byte> file, List<(int Offset, int Length)> parts) : Stream
{
    int part;
    int taken;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        while (part < parts.Count && taken == parts[part].Length)
        {
            part++;
            taken = 0;
        }

        if (part == parts.Count)
        {
            return 0;
        }

        int count = Math.Min(buffer.Length, parts[part].Length - taken);
        file.Span.Slice(parts[part].Offset + taken, count).CopyTo(buffer);
        taken += count;
        return count;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
