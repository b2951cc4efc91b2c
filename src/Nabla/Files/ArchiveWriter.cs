using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Nabla.Files;

/// <summary>Writes a ZIP archive member by member, with 64-bit lengths where they are needed. The same members give the same bytes: every date is 1980-01-01.</summary>
/// <remarks>Layout: the ZIP file format specification (APPNOTE), sections 4.3.7 to 4.3.16 and 4.5.3.</remarks>
public sealed class ArchiveWriter(Stream stream) : IDisposable
{
    const ushort Date = (1 << 5) | 1, Version = 45, Utf8Names = 0x800;
    const uint Marked = uint.MaxValue;

    readonly long begin = stream.Position;
    readonly List<(byte[] Name, ushort Method, uint Checksum, long Stored, long Length, long Header)> entries = [];
    readonly HashSet<string> names = new(StringComparer.Ordinal);
    bool isFinished;

    /// <summary>Adds a member that <paramref name="write"/> writes. The stream of the archive must be seekable.</summary>
    /// <exception cref="ArgumentException">There is a member of this name already.</exception>
    /// <exception cref="ModelFormatException">The name leads out of a folder.</exception>
    public void Add(string name, Action<Stream> write, bool deflate = false)
    {
        ContainedFile.CheckMember("archive", name);
        if (!names.Add(name)) throw new ArgumentException($"Add: '{name}': the archive holds a member of this name already. Give each member its own name.", nameof(name));
        var bytes = Encoding.UTF8.GetBytes(name);
        var header = stream.Position;
        var method = (ushort)(deflate ? 8 : 0);
        WriteHeader(bytes, method, 0, 0, 0);
        var start = stream.Position;
        CountingStream counting;
        if (deflate)
        {
            using var compressing = new DeflateStream(stream, CompressionLevel.Optimal, leaveOpen: true);
            write(counting = new CountingStream(compressing));
        }
        else
        {
            write(counting = new CountingStream(stream));
        }
        var end = stream.Position;
        stream.Position = header;
        WriteHeader(bytes, method, counting.Checksum, end - start, counting.Count);
        stream.Position = end;
        entries.Add((bytes, method, counting.Checksum, end - start, counting.Count, header - begin));
    }

    /// <summary>Writes the directory. The stream stays open.</summary>
    public void Dispose()
    {
        if (isFinished) return;
        isFinished = true;
        var start = stream.Position - begin;
        foreach (var (name, method, checksum, stored, length, header) in entries)
        {
            var long64 = new Fields(stream);
            foreach (var value in new[] { length, stored, header })
            {
                if (value >= Marked) long64.Eight(value);
            }
            var used = long64.Count == 0 ? 0 : long64.Count + 4;
            new Fields(stream).Four(0x02014b50).Two(Version).Two(Version).Two(Flags(name)).Two(method).Two(0).Two(Date).Four(checksum)
                .Four(Clamp(stored)).Four(Clamp(length)).Two(name.Length).Two(used).Two(0).Two(0).Two(0).Four(0).Four(Clamp(header)).Write();
            stream.Write(name);
            if (used > 0) new Fields(stream).Two(1).Two(long64.Count).Write();
            long64.Write();
        }
        var end = stream.Position - begin;
        var is64 = entries.Count >= ushort.MaxValue || end >= Marked;
        if (is64)
        {
            new Fields(stream).Four(0x06064b50).Eight(44).Two(Version).Two(Version).Four(0).Four(0).Eight(entries.Count).Eight(entries.Count).Eight(end - start).Eight(start).Write();
            new Fields(stream).Four(0x07064b50).Four(0).Eight(end).Four(1).Write();
        }
        var count = Math.Min(entries.Count, ushort.MaxValue);
        new Fields(stream).Four(0x06054b50).Two(0).Two(0).Two(count).Two(count).Four(Clamp(end - start)).Four(Clamp(start)).Two(0).Write();
    }

    // The header has room for 64-bit lengths from the start, since they are known only when the data are written.
    void WriteHeader(byte[] name, ushort method, uint checksum, long stored, long length)
    {
        new Fields(stream).Four(0x04034b50).Two(Version).Two(Flags(name)).Two(method).Two(0).Two(Date).Four(checksum).Four(Marked).Four(Marked).Two(name.Length).Two(20).Write();
        stream.Write(name);
        new Fields(stream).Two(1).Two(16).Eight(length).Eight(stored).Write();
    }

    static int Flags(byte[] name) => name.Any(b => b >= 128) ? Utf8Names : 0;

    static uint Clamp(long value) => value >= Marked ? Marked : (uint)value;

    /// <summary>Little-endian fields that go out together.</summary>
    sealed class Fields(Stream stream)
    {
        readonly byte[] bytes = new byte[64];
        int at;

        public int Count => at;

        public Fields Two(int value)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan((at += 2) - 2), (ushort)value);
            return this;
        }

        public Fields Four(uint value)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan((at += 4) - 4), value);
            return this;
        }

        public Fields Eight(long value)
        {
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan((at += 8) - 8), value);
            return this;
        }

        public void Write() => stream.Write(bytes.AsSpan(0, at));
    }
}
