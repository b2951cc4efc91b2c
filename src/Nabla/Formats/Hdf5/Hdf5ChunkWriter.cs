using System.Buffers.Binary;
using System.IO.Compression;

namespace Nabla.Formats;

/// <summary>Cuts an array into chunks, compresses them, and writes them with their index.</summary>
sealed class Hdf5ChunkWriter
{
    const int PerNode = 64;

    readonly List<(long[] At, byte[] Bytes)> chunks = [];
    readonly Hdf5Storage storage;
    readonly IReadOnlyList<long> shape;
    readonly int elementSize;

    public Hdf5ChunkWriter(byte[] values, Hdf5Type type, IReadOnlyList<long> shape, Hdf5Storage storage)
    {
        (this.storage, this.shape, elementSize) = (storage, shape, type.Size);
        var chunk = storage.Chunk.ToArray();
        var counts = shape.Select((axis, i) => (axis + chunk[i] - 1) / chunk[i]).ToArray();
        var total = counts.Aggregate(1L, (product, count) => product * count);
        for (var number = 0L; number < total; number++)
        {
            var (rest, at) = (number, new long[chunk.Length]);
            for (var i = chunk.Length - 1; i >= 0; i--) (rest, at[i]) = (rest / counts[i], rest % counts[i] * chunk[i]);
            chunks.Add((at, Encode(Cut(values, at, chunk))));
        }
    }

    /// <summary>The filter pipeline message; null where there are no filters.</summary>
    public byte[]? Filters
    {
        get
        {
            var filters = new List<(int Id, string Name, int Optional, uint[] Settings)>();
            if (storage.Shuffle) filters.Add((Hdf5Filter.Shuffle, "shuffle", 1, [(uint)elementSize]));
            if (storage.Gzip) filters.Add((Hdf5Filter.Deflate, "deflate", 1, [6]));
            if (storage.Fletcher32) filters.Add((Hdf5Filter.Fletcher32, "fletcher32", 0, []));
            if (filters.Count == 0) return null;
            var block = new Hdf5Block().U8(1, (byte)filters.Count).Zeros(6);
            foreach (var (id, name, optional, settings) in filters)
            {
                var length = (name.Length + 8) / 8 * 8;
                block.U16(id).U16(length).U16(optional).U16(settings.Length).Letters(name).Zeros(length - name.Length);
                foreach (var setting in settings) block.U32(setting);
                if (settings.Length % 2 != 0) block.U32(0);
            }
            return block.ToArray();
        }
    }

    /// <summary>Writes the chunks and their index; gives the layout message.</summary>
    public byte[] Write(Hdf5Emission emission)
    {
        var places = chunks.Select(chunk => emission.Put(chunk.Bytes)).ToList();
        var tree = Hdf5Block.Undefined;
        if (chunks.Count > 0)
        {
            // The key behind the last chunk is the first place past it.
            var past = chunks[^1].At.Select((at, i) => at + storage.Chunk[i]).ToArray();
            var children = places.Select((place, i) => (place, i + 1 < chunks.Count ? Key(chunks[i + 1].Bytes.Length, chunks[i + 1].At) : Key(0, past))).ToList();
            tree = (ulong)Hdf5TreeWriter.Write(emission, 1, PerNode, 8 + 8 * (shape.Count + 1), children, Key(chunks[0].Bytes.Length, chunks[0].At));
        }
        var layout = new Hdf5Block().U8(3, 2, (byte)(shape.Count + 1)).U64(tree);
        foreach (var axis in storage.Chunk) layout.U32(axis);
        return layout.U32(elementSize).ToArray();
    }

    static byte[] Key(int size, long[] at)
    {
        var key = new Hdf5Block().U32(size).U32(0);
        foreach (var place in at) key.U64(place);
        return key.U64(0).ToArray();
    }

    // The part of the last chunks that lies past the end of an axis stays zero.
    byte[] Cut(byte[] values, long[] at, long[] chunk)
    {
        var rank = chunk.Length;
        var bytes = new byte[chunk.Aggregate((long)elementSize, (product, axis) => product * axis)];
        var row = chunk[rank - 1] * elementSize;
        var used = Math.Min(chunk[rank - 1], shape[rank - 1] - at[rank - 1]) * elementSize;
        var index = new long[rank];
        for (var target = 0L; target < bytes.Length; target += row)
        {
            var (place, isInside) = (0L, true);
            for (var i = 0; i < rank; i++)
            {
                isInside &= at[i] + index[i] < shape[i];
                place = place * shape[i] + at[i] + index[i];
            }
            if (isInside) values.AsSpan((int)(place * elementSize), (int)used).CopyTo(bytes.AsSpan((int)target));
            for (var i = rank - 2; i >= 0; i--)
            {
                if (++index[i] < chunk[i]) break;
                index[i] = 0;
            }
        }
        return bytes;
    }

    byte[] Encode(byte[] bytes)
    {
        if (storage.Shuffle && elementSize > 1)
        {
            var (sorted, count) = (new byte[bytes.Length], bytes.Length / elementSize);
            for (var i = 0; i < bytes.Length; i++) sorted[i % elementSize * count + i / elementSize] = bytes[i];
            bytes = sorted;
        }
        if (storage.Gzip)
        {
            var packed = new MemoryStream();
            using (var stream = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true)) stream.Write(bytes);
            bytes = packed.ToArray();
        }
        if (!storage.Fletcher32) return bytes;
        var sum = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(sum, Hdf5Checksum.Fletcher32(bytes));
        return [.. bytes, .. sum];
    }
}
