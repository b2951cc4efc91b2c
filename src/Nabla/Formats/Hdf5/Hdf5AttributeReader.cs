namespace Nabla.Formats;

/// <summary>Reads the attributes of an object: from messages of its header, or from a fractal heap where they are many.</summary>
static class Hdf5AttributeReader
{
    /// <summary>The attributes by time of making where the object keeps it, else by name.</summary>
    public static List<Hdf5Attribute> Read(Hdf5Header header, Hdf5Reader reader)
    {
        var found = new List<(Hdf5Attribute Attribute, long Order)>();
        var isOrdered = header.TracksOrder;
        foreach (var message in header.Messages)
        {
            if (message.Kind == Hdf5MessageKind.Attribute) found.Add((Attribute(Hdf5Shared.Resolve(message), reader), message.Order));
            if (message.Kind == Hdf5MessageKind.AttributeInfo) ReadDense(message.Body, reader, found);
        }
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (attribute, _) in found)
        {
            if (!names.Add(attribute.Name)) throw reader.Source.Bad("object header", header.Address, $"two attributes have the name {Nabla.Files.ContainedFile.Shown(attribute.Name)}");
        }
        return [.. (isOrdered ? found.OrderBy(pair => pair.Order) : found.OrderBy(pair => pair.Attribute.Name, StringComparer.Ordinal)).Select(pair => pair.Attribute)];
    }

    static void ReadDense(Hdf5Cursor message, Hdf5Reader reader, List<(Hdf5Attribute Attribute, long Order)> found)
    {
        message.Version(0);
        var flags = message.U8();
        if ((flags & 1) != 0) message.Skip(2);
        var (heap, tree) = (message.Offset(), message.Offset());
        if (heap < 0 || tree < 0) return;
        var objects = message.Source.Heap(heap);
        foreach (var record in new Hdf5Tree2(message.Source, tree).Records())
        {
            var id = record.Take(8);
            var isShared = (record.U8() & 2) != 0;
            var order = record.U32();
            var body = new Hdf5Cursor(message.Source, objects.Read(id), heap, "attribute");
            found.Add((Attribute(isShared ? Hdf5Shared.Resolve(body, Hdf5MessageKind.Attribute) : body, reader), order));
        }
    }

    static Hdf5Attribute Attribute(Hdf5Cursor message, Hdf5Reader reader)
    {
        var version = message.U8();
        if (version is < 1 or > 3) throw message.Bad($"version {version} is not known");
        var flags = message.U8();
        if (version == 1) flags = 0;
        var (nameSize, typeSize, spaceSize) = (message.U16(), message.U16(), message.U16());
        if (version == 3) message.Skip(1);
        var name = Field(message, nameSize, version).Text(nameSize);
        var type = Field(message, typeSize, version);
        if ((flags & 1) != 0) type = Hdf5Shared.Resolve(type, Hdf5MessageKind.Type);
        var space = Field(message, spaceSize, version);
        if ((flags & 2) != 0) space = Hdf5Shared.Resolve(space, Hdf5MessageKind.Space);
        return new Hdf5Attribute(reader, name, Hdf5TypeReader.Read(type), Hdf5Space.Read(space), message);
    }

    static Hdf5Cursor Field(Hdf5Cursor message, int size, int version)
    {
        var part = message.Part(size);
        if (version == 1 && size % 8 != 0) message.Skip(Math.Min(8 - size % 8, message.Left));
        return part;
    }
}
