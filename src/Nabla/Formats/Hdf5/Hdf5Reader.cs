namespace Nabla.Formats;

/// <summary>What all objects of an open file share: its bytes, its global heap, and the objects that were opened.</summary>
sealed class Hdf5Reader(Hdf5Source source)
{
    readonly Dictionary<long, Hdf5Header> headers = [];

    public Hdf5Source Source => source;

    public Hdf5GlobalHeap Heap { get; } = new(source);

    /// <summary>The object whose header lies at an address.</summary>
    public Hdf5Object Open(long address, string path)
    {
        var header = Header(address);
        if (header.Find(Hdf5MessageKind.Layout) is not null) return new Hdf5Dataset(this, header, path);
        if (header.Messages.Any(m => m.Kind is Hdf5MessageKind.SymbolTable or Hdf5MessageKind.LinkInfo or Hdf5MessageKind.Link)) return new Hdf5Group(this, header, path);
        if (header.Find(Hdf5MessageKind.Type) is { } type && header.Find(Hdf5MessageKind.Space) is null) return new Hdf5NamedType(this, header, path, Hdf5TypeReader.Read(type));
        throw source.Bad("object header", address, $"'{path}' is neither a group nor a dataset nor a type");
    }

    Hdf5Header Header(long address)
    {
        lock (headers)
        {
            if (!headers.TryGetValue(address, out var header)) headers[address] = header = Hdf5Header.Read(source, address);
            return header;
        }
    }
}
