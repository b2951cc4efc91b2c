using Nabla.Files;

namespace Nabla.Formats;

/// <summary>Reads the links of a group: from a symbol table (old), from messages or from a fractal heap (new).</summary>
static class Hdf5Links
{
    /// <summary>The links by time of making where the group keeps it, else by name.</summary>
    public static List<Hdf5Link> Read(Hdf5Header header, Hdf5Source source)
    {
        var links = new List<Hdf5Link>();
        var isOrdered = false;
        foreach (var message in header.Messages)
        {
            switch (message.Kind)
            {
                case Hdf5MessageKind.SymbolTable:
                    Hdf5SymbolTable.Read(message.Body, links);
                    break;
                case Hdf5MessageKind.Link:
                    links.Add(Link(Hdf5Shared.Resolve(message)));
                    break;
                case Hdf5MessageKind.LinkInfo:
                    isOrdered = ReadDense(message.Body, links);
                    break;
            }
            if (links.Count > source.Limits.MaxEntries) throw source.Bad("group", header.Address, $"its links are more than the {source.Limits.MaxEntries:N0} that the limits allow");
        }
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var link in links)
        {
            if (!names.Add(link.Name)) throw source.Bad("group", header.Address, $"two links have the name {ContainedFile.Shown(link.Name)}");
        }
        return [.. isOrdered ? links.OrderBy(link => link.Order) : links.OrderBy(link => link.Name, StringComparer.Ordinal)];
    }

    static bool ReadDense(Hdf5Cursor message, List<Hdf5Link> links)
    {
        message.Version(0);
        var flags = message.U8();
        if ((flags & 1) != 0) message.Skip(8);
        var (heap, tree) = (message.Offset(), message.Offset());
        if (heap >= 0 && tree >= 0)
        {
            var objects = message.Source.Heap(heap);
            foreach (var record in new Hdf5Tree2(message.Source, tree).Records())
            {
                record.Skip(4);
                links.Add(Link(new Hdf5Cursor(message.Source, objects.Read(record.Take(record.Left)), heap, "link")));
            }
        }
        return (flags & 1) != 0;
    }

    static Hdf5Link Link(Hdf5Cursor message)
    {
        message.Version(1);
        var flags = message.U8();
        var kind = (flags & 8) != 0 ? message.U8() : 0;
        var order = (flags & 4) != 0 ? message.Long(8, "an order") : 0;
        if ((flags & 16) != 0) message.Skip(1);
        var name = message.Text(message.Long(1 << (flags & 3), "a length"));
        if (kind == 0) return new Hdf5Link(name, Hdf5LinkKind.Hard) { Address = message.Offset(), Order = order };
        var value = message.Part(message.U16());
        switch (kind)
        {
            case 1:
                return new Hdf5Link(name, Hdf5LinkKind.Soft, value.Text(value.Left)) { Order = order };
            case 64:
                value.Skip(1);
                var file = value.Text();
                return new Hdf5Link(name, Hdf5LinkKind.External, value.Text(value.Left), file) { Order = order };
            default:
                return new Hdf5Link(name, Hdf5LinkKind.Other) { Order = order };
        }
    }
}
