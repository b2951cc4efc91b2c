using System.Buffers.Binary;
using System.Text;

namespace Nabla.Files;

/// <summary>Reads the directory at the end of a ZIP archive, and checks each member against the header in front of its data.</summary>
/// <remarks>Layout: the ZIP file format specification (APPNOTE), sections 4.3.7 to 4.3.16 and 4.5.3.</remarks>
sealed class ArchiveDirectory(Stream stream, string file, LoadLimits limits)
{
    const int EndLength = 22, Locator64Length = 20, End64Length = 56, EntryLength = 46, HeaderLength = 30;
    const uint EndMark = 0x06054b50, Locator64Mark = 0x07064b50, End64Mark = 0x06064b50, EntryMark = 0x02014b50, HeaderMark = 0x04034b50;

    // No deflated data can decode to more than this many times their length.
    const long MaxDeflateRatio = 1032;

    static readonly UTF8Encoding utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public List<ArchiveMember> Read()
    {
        var (start, length, count, end) = Place();
        if (count > limits.MaxEntries) throw Bad("", $"it names {count:N0} members, and at most {limits.MaxEntries:N0} are read");
        if (length < count * EntryLength) throw Bad("", "the directory is too short for its members");
        var directory = Bytes(start, length, "the directory");
        var members = new List<ArchiveMember>((int)count);
        var ranges = new List<(long Start, long End, string Name)>((int)count);
        var names = new HashSet<string>(StringComparer.Ordinal);
        var at = 0;
        for (var i = 0L; i < count; i++)
        {
            var entry = directory.AsSpan(at);
            if (entry.Length < EntryLength || Four(entry, 0) != EntryMark) throw Bad($"directory entry {i}", "it does not begin as an entry does");
            int nameLength = Two(entry, 28), extraLength = Two(entry, 30), commentLength = Two(entry, 32);
            var whole = EntryLength + nameLength + extraLength + commentLength;
            if (entry.Length < whole) throw Bad($"directory entry {i}", "it ends early");
            var (member, header) = Member(entry[..whole], nameLength, extraLength, start);
            if (!names.Add(member.Name)) throw Bad(ContainedFile.Shown(member.Name), "two members have this name");
            members.Add(member);
            ranges.Add((header, member.Offset + member.StoredLength, member.Name));
            at += whole;
        }
        if (at != directory.Length || start + length != end) throw Bad("", "the directory does not end where it should");
        ranges.Sort((a, b) => a.Start.CompareTo(b.Start));
        for (var i = 1; i < ranges.Count; i++)
        {
            if (ranges[i].Start < ranges[i - 1].End) throw Bad(ContainedFile.Shown(ranges[i].Name), $"it shares bytes with {ContainedFile.Shown(ranges[i - 1].Name)}");
        }
        return members;
    }

    /// <summary>Where the directory lies, how many members it names, and where the record that says so begins.</summary>
    (long Start, long Length, long Count, long End) Place()
    {
        var tailLength = (int)Math.Min(stream.Length, EndLength + ushort.MaxValue);
        if (tailLength < EndLength) throw Bad("", "it is no ZIP archive: it is too short");
        var tailStart = stream.Length - tailLength;
        var tail = Bytes(tailStart, tailLength, "the end");
        var at = tailLength - EndLength;
        while (at >= 0 && !(Four(tail, at) == EndMark && at + EndLength + Two(tail, at + 20) == tailLength)) at--;
        if (at < 0) throw Bad("", "it is no ZIP archive, or its end is missing");
        var end = tail.AsSpan(at);
        if (Two(end, 4) != 0 || Two(end, 6) != 0 || Two(end, 8) != Two(end, 10)) throw Bad("", "archives in several parts are not read");
        long count = Two(end, 10), length = Four(end, 12), start = Four(end, 16), position = tailStart + at;
        var locator = position - Locator64Length;
        if (locator >= 0 && Four(Bytes(locator, Locator64Length, "the 64-bit end"), 0) == Locator64Mark)
        {
            var record = Length(Bytes(locator, Locator64Length, "the 64-bit end"), 8, "the 64-bit end");
            if (record > locator - End64Length) throw Bad("the 64-bit end", "its place lies outside the file");
            var end64 = Bytes(record, End64Length, "the 64-bit end");
            if (Four(end64, 0) != End64Mark || Length(end64, 4, "the 64-bit end") != locator - record - 12) throw Bad("the 64-bit end", "it does not begin as it should");
            if (Four(end64, 16) != 0 || Four(end64, 20) != 0) throw Bad("", "archives in several parts are not read");
            (count, length, start) = (Length(end64, 32, "count"), Length(end64, 40, "length"), Length(end64, 48, "start"));
            position = record;
        }
        if (length > position || start != position - length) throw Bad("", "the directory does not lie where the end says");
        return (start, length, count, position);
    }

    (ArchiveMember Member, long Header) Member(ReadOnlySpan<byte> entry, int nameLength, int extraLength, long directoryStart)
    {
        var flags = Two(entry, 8);
        var name = Name(entry.Slice(EntryLength, nameLength), flags);
        var shown = ContainedFile.Shown(name);
        ContainedFile.CheckMember(file, name);
        // Written on Unix, the attributes hold the kind of file.
        if (entry[5] == 3 && (Four(entry, 38) >> 28) == 0xA) throw Bad(shown, "it is a link, and links are not followed");
        if ((flags & 0x2041) != 0) throw Bad(shown, "it is encrypted");
        var method = Two(entry, 10);
        if (method is not (0 or 8)) throw Bad(shown, $"it is compressed by method {method}; stored and deflated members are read");
        long stored = Four(entry, 20), length = Four(entry, 24), header = Four(entry, 42);
        Extend(entry.Slice(EntryLength + nameLength, extraLength), shown, ref length, ref stored, ref header);
        if (header > directoryStart - HeaderLength) throw Bad(shown, "its place lies outside the file");
        var local = Bytes(header, HeaderLength, shown);
        var offset = header + HeaderLength + Two(local, 26) + Two(local, 28);
        if (Four(local, 0) != HeaderMark) throw Bad(shown, "its data do not begin as they should");
        if (offset > directoryStart || stored > directoryStart - offset) throw Bad(shown, "its data lie outside the file");
        if (Two(local, 26) != nameLength || !Bytes(header + HeaderLength, nameLength, shown).AsSpan().SequenceEqual(entry.Slice(EntryLength, nameLength)))
            throw Bad(shown, "its data bear another name");
        if (Two(local, 8) != method) throw Bad(shown, "its data name another compression");
        if (method == 0 ? length != stored : length / MaxDeflateRatio > stored) throw Bad(shown, $"{stored:N0} bytes cannot decode to {length:N0}");
        return (new ArchiveMember(name, length, stored, method == 8, Four(entry, 16), offset), header);
    }

    /// <summary>Takes the 64-bit lengths from the extra fields, for those that are marked so.</summary>
    void Extend(ReadOnlySpan<byte> extra, string shown, ref long length, ref long stored, ref long header)
    {
        const long marked = uint.MaxValue;
        while (extra.Length >= 4)
        {
            int id = Two(extra, 0), size = Two(extra, 2);
            if (size > extra.Length - 4) throw Bad(shown, "an extra field ends early");
            if (id == 1)
            {
                var field = extra.Slice(4, size);
                var at = 0;
                if (length == marked) length = Next(field, ref at, shown);
                if (stored == marked) stored = Next(field, ref at, shown);
                if (header == marked) header = Next(field, ref at, shown);
                return;
            }
            extra = extra[(4 + size)..];
        }
    }

    long Next(ReadOnlySpan<byte> field, ref int at, string shown)
    {
        if (field.Length < at + 8) throw Bad(shown, "the field of 64-bit lengths ends early");
        at += 8;
        return Length(field, at - 8, shown);
    }

    string Name(ReadOnlySpan<byte> bytes, int flags)
    {
        try
        {
            return utf8.GetString(bytes);
        }
        catch (DecoderFallbackException) when ((flags & 0x800) == 0)
        {
            return Encoding.Latin1.GetString(bytes);
        }
        catch (DecoderFallbackException error)
        {
            throw new ModelFormatException(file, "directory", "a name is no UTF-8", error);
        }
    }

    byte[] Bytes(long offset, long length, string place)
    {
        if (length > stream.Length - offset || length > Array.MaxLength) throw Bad(place, "it ends early");
        var bytes = new byte[length];
        stream.Position = offset;
        stream.ReadExactly(bytes);
        return bytes;
    }

    long Length(ReadOnlySpan<byte> bytes, int offset, string place)
    {
        var value = BinaryPrimitives.ReadInt64LittleEndian(bytes[offset..]);
        return value >= 0 ? value : throw Bad(place, "a length is beyond 2^63");
    }

    static int Two(ReadOnlySpan<byte> bytes, int offset) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[offset..]);

    static uint Four(ReadOnlySpan<byte> bytes, int offset) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[offset..]);

    ModelFormatException Bad(string place, string reason) => new(file, place, reason);
}
