using System.Numerics;

namespace Nabla.Formats;

/// <summary>A fractal heap: where new groups keep many links and objects many attributes. Blocks of a doubling size stand in a table.</summary>
sealed class Hdf5FractalHeap
{
    readonly Hdf5Source source;
    readonly long address, hugeTree;
    readonly int idLength, filtersLength, width, maxBits, rootRows;
    readonly long start, maxDirect, root;
    readonly bool hasChecksums;
    readonly int offsetSize, lengthSize;
    readonly Hdf5Filters filters = Hdf5Filters.None;
    readonly (long Size, uint Mask) filteredRoot;
    readonly Dictionary<long, byte[]> blocks = [];
    Dictionary<ulong, (long Address, long Length, uint Mask, long Decoded)>? huge;

    Hdf5FractalHeap(Hdf5Cursor block)
    {
        (source, address) = (block.Source, block.Address);
        block.Signature("FRHP");
        block.Version(0);
        idLength = block.U16();
        filtersLength = block.U16();
        hasChecksums = (block.U8() & 2) != 0;
        var maxManaged = block.U32();
        block.Length();
        hugeTree = block.Offset();
        block.Length();
        block.Offset();
        for (var i = 0; i < 8; i++) block.Length();
        width = block.U16();
        (start, maxDirect, maxBits) = (block.Length(), block.Length(), block.U16());
        block.U16();
        root = block.Offset();
        rootRows = block.U16();
        if (filtersLength > 0)
        {
            filteredRoot = (block.Length(), block.U32());
            filters = Hdf5Filters.Read(block.Part(filtersLength));
        }
        block.Checksum();
        var isPower = width > 0 && BitOperations.IsPow2(width) && start > 0 && BitOperations.IsPow2(start) && maxDirect >= start && BitOperations.IsPow2(maxDirect);
        if (!isPower || maxDirect > 1 << 30 || maxBits is 0 or > 64 || rootRows > 64) throw block.Bad("the sizes of its blocks are none that a heap can have");
        offsetSize = (maxBits + 7) / 8;
        lengthSize = Math.Min((BitOperations.Log2((ulong)maxDirect) + 7) / 8, BitOperations.Log2(Math.Max(maxManaged, 1)) / 8 + 1);
    }

    /// <summary>Bytes of a header without filters.</summary>
    static int HeaderSize(Hdf5Source source) => 4 + 1 + 2 + 2 + 1 + 4 + 12 * source.LengthSize + 3 * source.OffsetSize + 2 + 2 + 2 + 2 + 4;

    public static Hdf5FractalHeap Open(Hdf5Source source, long address)
    {
        var size = HeaderSize(source);
        var start = source.Read(address, size, "fractal heap");
        start.Skip(7);
        var filters = start.U16();
        return new(source.Read(address, filters == 0 ? size : size + source.LengthSize + 4 + filters, "fractal heap"));
    }

    /// <summary>The object of an ID.</summary>
    public byte[] Read(ReadOnlySpan<byte> id)
    {
        lock (blocks) return Find(id);
    }

    byte[] Find(ReadOnlySpan<byte> id)
    {
        if (id.Length < 1 || id[0] >> 6 != 0) throw Bad("an ID of an unknown version");
        switch ((id[0] >> 4) & 3)
        {
            case 0:
                if (id.Length < 1 + offsetSize + lengthSize) throw Bad("an ID is too short");
                return Managed(Number(id.Slice(1, offsetSize)), (int)Number(id.Slice(1 + offsetSize, lengthSize)));
            case 1:
                return Huge(id[1..]);
            case 2:
                var isLong = idLength - 1 > 16;
                if (isLong && id.Length < 2) throw Bad("an ID is too short");
                var length = isLong ? (((id[0] & 15) << 8) | id[1]) + 1 : (id[0] & 15) + 1;
                var from = isLong ? 2 : 1;
                if (id.Length < from + length) throw Bad("a tiny object is longer than its ID");
                return id.Slice(from, length).ToArray();
            default:
                throw Bad("an ID of an unknown kind");
        }
    }

    byte[] Managed(ulong offset, int length)
    {
        if (offset > long.MaxValue || root < 0) throw Bad("an object lies outside of it");
        var (block, at) = rootRows == 0 ? (Block(root, start, filteredRoot), (long)offset) : Descend(root, rootRows, (long)offset);
        if (length <= 0 || at < 0 || at > block.Length - length) throw Bad("an object lies outside of its block");
        return block.AsSpan((int)at, length).ToArray();
    }

    (byte[] Block, long At) Descend(long place, int rows, long offset)
    {
        for (var level = 0; level < 64; level++)
        {
            var firstRow = start * width;
            var row = offset < firstRow ? 0 : BitOperations.Log2((ulong)offset) - BitOperations.Log2((ulong)firstRow) + 1;
            if (row >= rows) throw Bad("an object lies outside of it");
            var size = row == 0 ? start : start << (row - 1);
            var column = row == 0 ? offset / size : (offset - (1L << BitOperations.Log2((ulong)offset))) / size;
            var within = offset & (size - 1);
            var directRows = BitOperations.Log2((ulong)maxDirect) - BitOperations.Log2((ulong)start) + 2;
            var isFiltered = filtersLength > 0;
            var direct = Math.Min(rows, directRows) * width;
            var entry = source.OffsetSize + (isFiltered ? source.LengthSize + 4 : 0);
            var block = IndirectBlock(place, 5 + source.OffsetSize + offsetSize + direct * entry + Math.Max(0, rows - directRows) * width * source.OffsetSize + 4);
            var index = row * width + (int)column;
            block.Skip(5 + source.OffsetSize + offsetSize);
            if (row < directRows)
            {
                block.Skip(index * entry);
                var child = block.Offset();
                var filtered = isFiltered ? (block.Length(), block.U32()) : default;
                return (Block(child, size, filtered), within);
            }
            block.Skip(direct * entry + (index - direct) * source.OffsetSize);
            place = block.Offset();
            rows = BitOperations.Log2((ulong)size) - BitOperations.Log2((ulong)firstRow) + 1;
            offset = within;
        }
        throw Bad("its blocks stand too deep inside one another");
    }

    Hdf5Cursor IndirectBlock(long place, long length)
    {
        if (!blocks.TryGetValue(place, out var bytes))
        {
            var block = source.Read(place, length, "fractal heap block");
            block.Signature("FHIB");
            block.Version(0);
            if (block.Offset() != address) throw block.Bad("it belongs to another heap");
            bytes = [.. block.Before, .. block.Take(length - 4 - block.Position)];
            block.Checksum();
            blocks[place] = bytes;
        }
        return new(source, bytes, place, "fractal heap block");
    }

    byte[] Block(long place, long size, (long Size, uint Mask) filtered)
    {
        if (blocks.TryGetValue(place, out var bytes)) return bytes.Length == size ? bytes : throw Bad("a block has two sizes");
        var block = source.Read(place, filtersLength > 0 ? filtered.Size : size, "fractal heap block");
        bytes = block.Take(block.Left).ToArray();
        if (filtersLength > 0) bytes = filters.Decode(bytes, filtered.Mask, (int)size, block.Bad);
        var fields = new Hdf5Cursor(source, bytes, place, "fractal heap block");
        fields.Signature("FHDB");
        fields.Version(0);
        if (fields.Offset() != address) throw fields.Bad("it belongs to another heap");
        fields.Skip(offsetSize);
        if (hasChecksums)
        {
            // The checksum is that of the block with zeros in its own place.
            var at = fields.Position;
            var sum = fields.U32();
            bytes.AsSpan(at, 4).Clear();
            if (Hdf5Checksum.Lookup3(bytes) != sum) throw fields.Bad("it does not match its checksum");
        }
        return blocks[place] = bytes;
    }

    // Objects larger than a block stand alone; their ID holds the place, or a key of a tree of places.
    byte[] Huge(ReadOnlySpan<byte> id)
    {
        var isFiltered = filtersLength > 0;
        var inside = source.OffsetSize + source.LengthSize + (isFiltered ? 4 + source.LengthSize : 0);
        (long Address, long Length, uint Mask, long Decoded) found;
        if (inside <= idLength - 1)
        {
            found = Place(new Hdf5Cursor(source, id.ToArray(), address, "fractal heap"), isFiltered);
        }
        else
        {
            huge ??= ReadHuge(isFiltered);
            if (!huge.TryGetValue(Number(id[..Math.Min(source.LengthSize, idLength - 1)]), out found)) throw Bad("a large object is not in its tree");
        }
        var block = source.Read(found.Address, found.Length, "large object");
        var bytes = block.Take(block.Left).ToArray();
        return isFiltered ? filters.Decode(bytes, found.Mask, (int)Math.Clamp(found.Decoded, 0, int.MaxValue), block.Bad) : bytes;
    }

    Dictionary<ulong, (long Address, long Length, uint Mask, long Decoded)> ReadHuge(bool isFiltered)
    {
        var places = new Dictionary<ulong, (long, long, uint, long)>();
        foreach (var record in new Hdf5Tree2(source, hugeTree).Records())
        {
            var place = Place(record, isFiltered);
            places[record.Number(source.LengthSize)] = place;
        }
        return places;
    }

    static (long Address, long Length, uint Mask, long Decoded) Place(Hdf5Cursor fields, bool isFiltered)
    {
        var (place, length) = (fields.Offset(), fields.Length());
        return isFiltered ? (place, length, fields.U32(), fields.Length()) : (place, length, 0, length);
    }

    static ulong Number(ReadOnlySpan<byte> field)
    {
        var value = 0UL;
        for (var i = Math.Min(field.Length, 8) - 1; i >= 0; i--) value = (value << 8) | field[i];
        return value;
    }

    ModelFormatException Bad(string reason) => source.Bad("fractal heap", address, reason);
}
