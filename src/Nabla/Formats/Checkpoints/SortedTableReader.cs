using System.Buffers.Binary;
using Nabla.Files;

namespace Nabla.Formats.TensorFlow;

/// <summary>Reads a sorted table block by block.</summary>
/// <remarks>Safe for use by several threads.</remarks>
sealed class SortedTableReader
{
    const int MostKeyBytes = 1 << 14;

    readonly Stream stream;
    readonly string file;
    readonly LoadLimits limits;
    readonly long length;
    readonly List<(byte[] LastKey, BlockHandle Block)> index = [];
    volatile LatestBlock latest = new(-1, []);

    /// <summary>Reads the footer and the index block of a table that fills the stream.</summary>
    /// <exception cref="ModelFormatException">The stream holds no table.</exception>
    public SortedTableReader(Stream stream, string file, LoadLimits limits)
    {
        (this.stream, this.file, this.limits) = (stream, file, limits);
        length = stream.Length;
        if (length < SortedTable.FooterLength) throw Bad("", length == 0 ? "the file is empty" : $"the file has {length} bytes, too few for a table of a checkpoint");
        Span<byte> footer = stackalloc byte[SortedTable.FooterLength];
        Read(length - footer.Length, footer);
        if (BinaryPrimitives.ReadUInt64LittleEndian(footer[40..]) != SortedTable.Magic) throw Bad("footer", "the mark of a table is missing: the file is cut off, or is no checkpoint");
        var handles = new Varints(footer[..40]);
        if (!TryHandle(ref handles, out _) || !TryHandle(ref handles, out var indexBlock)) throw Bad("footer", "it points outside the file");
        foreach (var (key, value) in Entries(Block(indexBlock)))
        {
            var numbers = new Varints(value.Span);
            if (!TryHandle(ref numbers, out var block)) throw Bad("index block", "it points outside the file");
            index.Add((key, block));
        }
    }

    /// <summary>All keys with their values, in the order of the keys.</summary>
    public IEnumerable<(byte[] Key, ReadOnlyMemory<byte> Value)> Entries()
    {
        // A short key may stand for a long one that shares its beginning, so what keys take has a limit of its own.
        var left = LoadLimits.Unproven + 32 * length;
        var count = 0;
        byte[]? last = null;
        foreach (var (_, block) in index)
        {
            foreach (var (key, value) in Entries(Block(block)))
            {
                if (last is not null && last.AsSpan().SequenceCompareTo(key) >= 0) throw Bad("", "its keys are not in order");
                if (++count > limits.MaxEntries) throw Bad("", $"it has more than {limits.MaxEntries:N0} entries, the most that are read");
                if ((left -= key.Length) < 0) throw Bad("", "its keys take more bytes than a table of this length may");
                last = key;
                yield return (key, value);
            }
        }
    }

    /// <summary>The value of a key; null where the table has no such key.</summary>
    public ReadOnlyMemory<byte>? Find(ReadOnlySpan<byte> key)
    {
        var (low, high) = (0, index.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (index[middle].LastKey.AsSpan().SequenceCompareTo(key) < 0) low = middle + 1;
            else high = middle;
        }
        if (low == index.Count) return null;
        foreach (var (found, value) in Entries(Latest(low)))
        {
            if (key.SequenceEqual(found)) return value;
        }
        return null;
    }

    byte[] Latest(int number)
    {
        // Variables are asked for in order, so the block of the last one is worth keeping.
        var kept = latest;
        if (kept.Number != number) latest = kept = new LatestBlock(number, Block(index[number].Block));
        return kept.Content;
    }

    byte[] Block(BlockHandle handle)
    {
        var place = $"block at {handle.Offset:N0}";
        var bytes = new byte[handle.Size + SortedTable.TrailerLength];
        Read(handle.Offset, bytes);
        var content = bytes.AsSpan(0, (int)handle.Size);
        var stored = Crc32C.Unmask(BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(content.Length + 1)));
        if (Crc32C.Of(bytes.AsSpan(0, content.Length + 1)) != stored) throw Bad(place, "its checksum is wrong: the file is damaged");
        return bytes[content.Length] switch
        {
            SortedTable.Plain => content.ToArray(),
            SortedTable.Packed => Snappy.Unpack(content) ?? throw Bad(place, "it is no Snappy block, though it says so"),
            var other => throw Bad(place, $"it is packed in the way {other}, which is not known"),
        };
    }

    IEnumerable<(byte[] Key, ReadOnlyMemory<byte> Value)> Entries(byte[] block)
    {
        ModelFormatException Damaged() => Bad("block", "its entries do not fit into it");
        if (block.Length < 4) throw Damaged();
        var restarts = BinaryPrimitives.ReadUInt32LittleEndian(block.AsSpan(block.Length - 4));
        if (restarts > (uint)(block.Length - 4) / 4) throw Damaged();
        var end = block.Length - 4 - 4 * (int)restarts;
        byte[] key = [];
        for (var at = 0; at < end;)
        {
            var numbers = new Varints(block.AsSpan(at, end - at));
            if (!numbers.TryRead(out var shared) || !numbers.TryRead(out var own) || !numbers.TryRead(out var size)) throw Damaged();
            at = end - numbers.Rest.Length;
            if (shared > (ulong)key.Length || own > (ulong)(end - at) || size > (ulong)(end - at) - own) throw Damaged();
            if (shared + own > MostKeyBytes) throw Bad("block", $"a key has {shared + own:N0} bytes, and at most {MostKeyBytes:N0} are read");
            key = [.. key.AsSpan(0, (int)shared), .. block.AsSpan(at, (int)own)];
            at += (int)own;
            yield return (key, block.AsMemory(at, (int)size));
            at += (int)size;
        }
    }

    bool TryHandle(ref Varints numbers, out BlockHandle handle)
    {
        handle = default;
        if (!numbers.TryRead(out var offset) || !numbers.TryRead(out var size)) return false;
        var most = Math.Min(length, Array.MaxLength) - SortedTable.TrailerLength;
        if (size > (ulong)most || offset > (ulong)length || (long)offset > length - SortedTable.TrailerLength - (long)size) return false;
        handle = new BlockHandle((long)offset, (long)size);
        return true;
    }

    void Read(long offset, Span<byte> bytes)
    {
        lock (stream)
        {
            stream.Position = offset;
            try
            {
                stream.ReadExactly(bytes);
            }
            catch (EndOfStreamException error)
            {
                throw new ModelFormatException(file, "", "the file has become shorter while it was read", error);
            }
        }
    }

    ModelFormatException Bad(string place, string reason) => new(file, place, reason);

    sealed record LatestBlock(int Number, byte[] Content);
}
