using System.Buffers.Binary;
using System.IO.Compression;

namespace Nabla.Formats;

/// <summary>A step that each chunk of a dataset went through on its way into the file.</summary>
/// <param name="Id">Its registered number.</param>
/// <param name="Name">What it is called: gzip, shuffle, fletcher32, scaleoffset, lzf, or what the file calls it.</param>
/// <param name="Parameters">Its settings.</param>
public sealed record Hdf5Filter(int Id, string Name, IReadOnlyList<uint> Parameters)
{
    internal const int Deflate = 1, Shuffle = 2, Fletcher32 = 3, ScaleOffset = 6, Lzf = 32000;

    /// <summary>Whether chunks can be read through it.</summary>
    public bool IsKnown => Id is Deflate or Shuffle or Fletcher32 or ScaleOffset or Lzf;
}

/// <summary>The filters of a dataset, and how chunks come back through them.</summary>
sealed class Hdf5Filters(IReadOnlyList<Hdf5Filter> filters)
{
    public static Hdf5Filters None { get; } = new([]);

    public IReadOnlyList<Hdf5Filter> All => filters;

    public static Hdf5Filters Read(Hdf5Cursor message)
    {
        var version = message.U8();
        if (version is < 1 or > 2) throw message.Bad($"version {version} is not known");
        var count = message.U8();
        if (count > 32) throw message.Bad($"{count} filters are more than 32");
        if (version == 1) message.Skip(6);
        var filters = new List<Hdf5Filter>();
        for (var i = 0; i < count; i++)
        {
            var id = message.U16();
            var nameSize = version == 1 || id >= 256 ? message.U16() : 0;
            message.Skip(2);
            var parameters = new uint[message.U16()];
            var name = message.Text(version == 1 ? (nameSize + 7) / 8 * 8 : nameSize);
            for (var p = 0; p < parameters.Length; p++) parameters[p] = message.U32();
            if (version == 1 && parameters.Length % 2 != 0) message.Skip(Math.Min(4, message.Left));
            filters.Add(new Hdf5Filter(id, Name(id, name), parameters));
        }
        return new(filters);
    }

    /// <summary>The bytes as they were before the filters.</summary>
    /// <param name="stored">What the file holds.</param>
    /// <param name="mask">A bit for each filter that this chunk did not go through.</param>
    /// <param name="size">How many bytes must come out.</param>
    /// <param name="bad">Makes the exception of a reason.</param>
    public byte[] Decode(byte[] stored, uint mask, int size, Func<string, ModelFormatException> bad)
    {
        // How long the bytes were before each filter; after a compression that is not known (−1).
        var sizes = new long[filters.Count];
        long now = size;
        for (var i = 0; i < filters.Count; i++)
        {
            sizes[i] = now;
            if (IsSkipped(mask, i)) continue;
            if (filters[i].Id == Hdf5Filter.Fletcher32 && now >= 0) now += 4;
            if (filters[i].Id is Hdf5Filter.Deflate or Hdf5Filter.ScaleOffset or Hdf5Filter.Lzf) now = -1;
        }
        for (var i = filters.Count - 1; i >= 0; i--)
        {
            if (IsSkipped(mask, i)) continue;
            stored = filters[i].Id switch
            {
                Hdf5Filter.Deflate => Inflate(stored, sizes[i], size, bad),
                Hdf5Filter.Shuffle => Unshuffle(stored, filters[i].Parameters.Count > 0 ? filters[i].Parameters[0] : 1),
                Hdf5Filter.Fletcher32 => Check(stored, bad),
                Hdf5Filter.ScaleOffset => Hdf5ScaleOffset.Decode(stored, filters[i].Parameters, size, bad),
                Hdf5Filter.Lzf => Hdf5Lzf.Decode(stored, sizes[i] >= 0 ? (int)sizes[i] : null, size, bad),
                _ => throw bad($"the filter '{filters[i].Name}' ({filters[i].Id}) is not known; write the data with gzip or without compression"),
            };
        }
        return stored.Length == size ? stored : throw bad($"its data are {stored.Length:N0} bytes, and {size:N0} are expected");
    }

    /// <summary>Throws where a filter is one that is not known.</summary>
    public void Check(Func<string, ModelFormatException> bad)
    {
        foreach (var filter in filters)
        {
            if (!filter.IsKnown) throw bad($"the filter '{filter.Name}' ({filter.Id}) is not known; write the data with gzip or without compression");
        }
    }

    static bool IsSkipped(uint mask, int filter) => ((mask >> filter) & 1) != 0;

    static byte[] Inflate(byte[] stored, long known, int size, Func<string, ModelFormatException> bad)
    {
        // Between two compressions the length is not kept; it cannot be much more than the data.
        var most = known >= 0 ? known : size + size / 8L + 65536;
        // Deflate makes at most 1,032 bytes of one.
        if (known > 1032L * stored.Length + 64) throw bad($"{stored.Length:N0} bytes cannot be compressed from {known:N0}");
        try
        {
            long length = known;
            if (known < 0 || (known > LoadLimits.Unproven && known > 2L * stored.Length)) length = Measure(stored, most);
            if (length > most || (known >= 0 && length != known)) throw bad($"its compressed data are not those of {known:N0} bytes");
            using var stream = new ZLibStream(new MemoryStream(stored), CompressionMode.Decompress);
            var bytes = GC.AllocateUninitializedArray<byte>((int)length);
            if (stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < length || stream.ReadByte() >= 0) throw bad($"its compressed data are not those of {length:N0} bytes");
            return bytes;
        }
        catch (Exception error) when (error is InvalidDataException or IOException and not ModelFormatException)
        {
            throw bad("its compressed data do not decode");
        }
    }

    static long Measure(byte[] stored, long most)
    {
        using var stream = new ZLibStream(new MemoryStream(stored), CompressionMode.Decompress);
        Span<byte> buffer = stackalloc byte[8192];
        var length = 0L;
        for (int read; length <= most && (read = stream.Read(buffer)) > 0;) length += read;
        return length;
    }

    // All first bytes of the elements come first, then all second ones; bytes of an incomplete element stay at the end.
    static byte[] Unshuffle(byte[] stored, uint element)
    {
        if (element <= 1 || element > stored.Length) return stored;
        var bytes = GC.AllocateUninitializedArray<byte>(stored.Length);
        var (width, count) = ((int)element, stored.Length / (int)element);
        for (var k = 0; k < width; k++)
        {
            var plane = stored.AsSpan(k * count, count);
            for (int i = 0, at = k; i < plane.Length; i++, at += width) bytes[at] = plane[i];
        }
        stored.AsSpan(width * count).CopyTo(bytes.AsSpan(width * count));
        return bytes;
    }

    static byte[] Check(byte[] stored, Func<string, ModelFormatException> bad)
    {
        if (stored.Length < 4) throw bad("its data are shorter than their checksum");
        var bytes = stored.AsSpan(0, stored.Length - 4);
        var (found, sum) = (BinaryPrimitives.ReadUInt32LittleEndian(stored.AsSpan(stored.Length - 4)), Hdf5Checksum.Fletcher32(bytes));
        // Early versions of the format swapped the bytes of each half.
        var swapped = ((sum & 0x00FF00FF) << 8) | ((sum >> 8) & 0x00FF00FF);
        return found == sum || found == swapped ? bytes.ToArray() : throw bad("its data do not match their checksum");
    }

    static string Name(int id, string name) => id switch
    {
        Hdf5Filter.Deflate => "gzip",
        Hdf5Filter.Shuffle => "shuffle",
        Hdf5Filter.Fletcher32 => "fletcher32",
        4 => "szip",
        5 => "nbit",
        Hdf5Filter.ScaleOffset => "scaleoffset",
        Hdf5Filter.Lzf => "lzf",
        _ => name,
    };
}
