namespace Nabla.Formats;

/// <summary>A group, a dataset or a named type of an HDF5 file.</summary>
public abstract class Hdf5Object
{
    readonly Lazy<IReadOnlyList<Hdf5Attribute>> attributes;

    private protected Hdf5Object(Hdf5Reader reader, Hdf5Header header, string path)
    {
        (Reader, Header, Path) = (reader, header, path);
        attributes = new(() => Hdf5AttributeReader.Read(header, reader));
    }

    /// <summary>The path under which it was opened, from the root: <c>/layers/dense</c>.</summary>
    public string Path { get; }

    /// <summary>Its attributes: by time of making where the file keeps that, else by name.</summary>
    /// <exception cref="ModelFormatException">They are damaged.</exception>
    public IReadOnlyList<Hdf5Attribute> Attributes => attributes.Value;

    private protected Hdf5Reader Reader { get; }

    private protected Hdf5Header Header { get; }

    /// <summary>Where its header lies: two paths to one object have the same.</summary>
    internal long Address => Header.Address;

    /// <summary>The attribute of this name, or null.</summary>
    /// <exception cref="ModelFormatException">The attributes are damaged.</exception>
    public Hdf5Attribute? FindAttribute(string name) => Attributes.FirstOrDefault(attribute => attribute.Name == name);
}

/// <summary>A type that has a name of its own in the file.</summary>
public sealed class Hdf5NamedType : Hdf5Object
{
    internal Hdf5NamedType(Hdf5Reader reader, Hdf5Header header, string path, Hdf5Type type)
        : base(reader, header, path) => Type = type;

    /// <summary>The type.</summary>
    public Hdf5Type Type { get; }
}
