using System.Buffers.Binary;
using Nabla.Files;

namespace Nabla.Formats.TensorFlow;

/// <summary>Writes a sorted table, byte for byte as TensorFlow does: blocks of 256 KiB, a whole key every 16 entries, nothing packed.</summary>
sealed class SortedTableWriter(Stream stream)
{
    const int BlockLength = 256 << 10;

    readonly BlockWriter data = new(16);
    readonly BlockWriter index = new(1);
    byte[] last = [];
    BlockHandle? pending;
    long position;

    /// <summary>Adds an entry; keys come in ascending order.</summary>
    public void Add(byte[] key, byte[] value)
    {
        if (!data.IsEmpty && key.Length + value.Length >= 2 * BlockLength) Flush();
        if (pending is { } block)
        {
            AddToIndex(Between(last, key), block);
            pending = null;
        }
        last = key;
        data.Add(key, value);
        if (data.Length >= BlockLength) Flush();
    }

    /// <summary>Writes what is left, the index and the footer.</summary>
    public void Finish()
    {
        Flush();
        var empty = Write(new BlockWriter(16));
        if (pending is { } block) AddToIndex(After(last), block);
        var handle = Write(index);
        var footer = new List<byte>();
        AddHandle(footer, empty);
        AddHandle(footer, handle);
        footer.AddRange(new byte[SortedTable.FooterLength - 8 - footer.Count]);
        var magic = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(magic, SortedTable.Magic);
        stream.Write([.. footer, .. magic]);
    }

    void Flush()
    {
        if (!data.IsEmpty) pending = Write(data);
    }

    void AddToIndex(byte[] key, BlockHandle block)
    {
        var value = new List<byte>();
        AddHandle(value, block);
        index.Add(key, [.. value]);
    }

    BlockHandle Write(BlockWriter block)
    {
        var bytes = block.Take();
        Span<byte> trailer = [SortedTable.Plain, 0, 0, 0, 0];
        BinaryPrimitives.WriteUInt32LittleEndian(trailer[1..], Crc32C.Mask(Crc32C.Append(Crc32C.Of(bytes), trailer[..1])));
        stream.Write(bytes);
        stream.Write(trailer);
        var handle = new BlockHandle(position, bytes.Length);
        position += bytes.Length + trailer.Length;
        return handle;
    }

    static void AddHandle(List<byte> to, BlockHandle handle)
    {
        Varints.Write(to, (ulong)handle.Offset);
        Varints.Write(to, (ulong)handle.Size);
    }

    /// <summary>A short key that is not before <paramref name="first"/>, and before <paramref name="second"/>.</summary>
    static byte[] Between(byte[] first, byte[] second)
    {
        var same = first.AsSpan().CommonPrefixLength(second);
        if (same >= Math.Min(first.Length, second.Length) || first[same] >= 255 || first[same] + 1 >= second[same]) return first;
        return [.. first.AsSpan(0, same), (byte)(first[same] + 1)];
    }

    /// <summary>A short key that is not before <paramref name="key"/>.</summary>
    static byte[] After(byte[] key)
    {
        var at = key.AsSpan().IndexOfAnyExcept((byte)255);
        return at < 0 ? key : [.. key.AsSpan(0, at), (byte)(key[at] + 1)];
    }

    /// <summary>Collects the entries of a block: each key without what it shares with the one before.</summary>
    sealed class BlockWriter(int interval)
    {
        readonly List<byte> bytes = [];
        readonly List<int> restarts = [0];
        byte[] last = [];
        int sinceRestart;

        public bool IsEmpty => bytes.Count == 0;

        public int Length => bytes.Count + 4 * restarts.Count + 4;

        public void Add(byte[] key, byte[] value)
        {
            var shared = 0;
            if (sinceRestart < interval)
            {
                shared = last.AsSpan().CommonPrefixLength(key);
            }
            else
            {
                restarts.Add(bytes.Count);
                sinceRestart = 0;
            }
            Varints.Write(bytes, (ulong)shared);
            Varints.Write(bytes, (ulong)(key.Length - shared));
            Varints.Write(bytes, (ulong)value.Length);
            bytes.AddRange(key.AsSpan(shared));
            bytes.AddRange(value);
            (last, sinceRestart) = (key, sinceRestart + 1);
        }

        /// <summary>The whole block; the next entry begins a new one.</summary>
        public byte[] Take()
        {
            var end = new byte[4 * restarts.Count + 4];
            for (var i = 0; i < restarts.Count; i++) BinaryPrimitives.WriteInt32LittleEndian(end.AsSpan(4 * i), restarts[i]);
            BinaryPrimitives.WriteInt32LittleEndian(end.AsSpan(end.Length - 4), restarts.Count);
            byte[] result = [.. bytes, .. end];
            bytes.Clear();
            restarts.RemoveRange(1, restarts.Count - 1);
            (last, sinceRestart) = ([], 0);
            return result;
        }
    }
}
