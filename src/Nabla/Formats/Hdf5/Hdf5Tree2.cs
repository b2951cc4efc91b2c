using System.Numerics;

namespace Nabla.Formats;

/// <summary>A B-tree of version 2: records in order, of which every node keeps as many as fit.</summary>
sealed class Hdf5Tree2
{
    readonly Hdf5Source source;
    readonly int nodeSize, recordSize, depth, kind, rootCount;
    readonly long root, total;
    readonly int countSize;
    readonly int[] totalSizes;
    readonly HashSet<long> seen = [];
    readonly Hdf5Cursor header;

    public Hdf5Tree2(Hdf5Source source, long address)
    {
        this.source = source;
        header = source.Read(address, 4 + 1 + 1 + 4 + 2 + 2 + 1 + 1 + source.OffsetSize + 2 + source.LengthSize + 4, "B-tree");
        header.Signature("BTHD");
        header.Version(0);
        kind = header.U8();
        (nodeSize, recordSize, depth) = (header.Size32(), header.U16(), header.U16());
        header.Skip(2);
        (root, rootCount, total) = (header.Offset(), header.U16(), header.Length());
        header.Checksum();
        if (recordSize == 0 || nodeSize < 10 + recordSize || depth > 32) throw header.Bad("its sizes are none that a tree can have");
        // How long the counts in a node's pointers are follows from how many records the nodes below can hold.
        var most = (nodeSize - 10) / recordSize;
        countSize = BytesOf(most);
        totalSizes = new int[depth + 1];
        Int128 below = most;
        for (var level = 1; level <= depth; level++)
        {
            var pointer = source.OffsetSize + countSize + totalSizes[level - 1];
            var fit = (nodeSize - 10 - pointer) / (recordSize + pointer);
            if (fit < 1) throw header.Bad("its nodes are too small for its records");
            below = (fit + 1) * below + fit;
            if (below > long.MaxValue) throw header.Bad("it is deeper than a tree can be");
            totalSizes[level] = BytesOf((long)below);
        }
    }

    public int RecordSize => recordSize;

    public int Kind => kind;

    /// <summary>All records in order.</summary>
    public IEnumerable<Hdf5Cursor> Records()
    {
        if (total == 0 || root < 0) return [];
        if (total < 0 || total > source.Limits.MaxEntries) throw header.Bad($"its {total:N0} records are more than the limits allow");
        return Node(root, rootCount, depth);
    }

    IEnumerable<Hdf5Cursor> Node(long address, int count, int level)
    {
        if (!seen.Add(address)) throw header.Bad("its nodes lead in a circle");
        var block = source.Read(address, nodeSize, "B-tree node");
        block.Signature(level > 0 ? "BTIN" : "BTLF");
        block.Version(0);
        if (block.U8() != kind) throw block.Bad("it belongs to another tree");
        var children = new List<(long Address, int Count)>();
        var records = new List<Hdf5Cursor>();
        for (var i = 0; i < count; i++) records.Add(block.Part(recordSize));
        for (var i = 0; i <= count && level > 0; i++)
        {
            children.Add((block.Offset(), (int)block.Number(countSize)));
            if (level > 1) block.Skip(totalSizes[level - 1]);
        }
        block.Checksum();
        for (var i = 0; i <= count; i++)
        {
            if (level > 0)
            {
                foreach (var record in Node(children[i].Address, children[i].Count, level - 1)) yield return record;
            }
            if (i < count) yield return records[i];
        }
    }

    static int BytesOf(long value) => BitOperations.Log2((ulong)value) / 8 + 1;
}
