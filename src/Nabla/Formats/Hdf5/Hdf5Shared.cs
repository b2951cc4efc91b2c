namespace Nabla.Formats;

/// <summary>Messages that several headers share: a named type, or an entry of the file's table of shared messages.</summary>
static class Hdf5Shared
{
    /// <summary>The message itself.</summary>
    public static Hdf5Cursor Resolve(Hdf5Message message) => message.IsShared ? Resolve(message.Body, message.Kind) : message.Body;

    /// <summary>Follows a reference to a shared message.</summary>
    public static Hdf5Cursor Resolve(Hdf5Cursor reference, Hdf5MessageKind kind)
    {
        var source = reference.Source;
        var version = reference.U8();
        if (version is < 1 or > 3) throw reference.Bad($"a shared message of version {version} is not known");
        var place = reference.U8();
        if (version == 1) reference.Skip(6);
        if (version == 3 && place == 1) return FromTable(reference, kind);
        var address = reference.Offset();
        foreach (var message in Hdf5Header.Read(source, address).Messages)
        {
            // A named type is never shared itself, so there is no circle to follow.
            if (message.Kind == kind && !message.IsShared) return message.Body;
        }
        throw reference.Bad($"the shared message is not in the header at {address:N0}");
    }

    static Hdf5Cursor FromTable(Hdf5Cursor reference, Hdf5MessageKind kind)
    {
        var source = reference.Source;
        var id = reference.Take(8);
        if (source.SharedTable < 0) throw reference.Bad("the file has no table of shared messages");
        var entry = 1 + 1 + 2 + 4 + 2 + 2 + 2 + 2 * source.OffsetSize;
        // Up to eight indexes; the table ends with a checksum, so its length shows how many there are.
        var left = source.Length - source.Base - source.SharedTable;
        var table = source.Read(source.SharedTable, Math.Min(4 + 8 * entry, Math.Max(0, left)), "table of shared messages");
        table.Signature("SMTB");
        while (table.Left >= entry)
        {
            table.Version(0);
            table.Skip(1);
            var kinds = table.U16();
            table.Skip(4 + 2 + 2 + 2 + source.OffsetSize);
            var heap = table.Offset();
            if ((kinds & (1 << (int)kind)) == 0) continue;
            return new Hdf5Cursor(source, source.Heap(heap).Read(id), heap, reference.What);
        }
        throw reference.Bad("the table of shared messages has no messages of this kind");
    }
}
