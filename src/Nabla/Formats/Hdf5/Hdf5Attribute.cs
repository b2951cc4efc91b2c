namespace Nabla.Formats;

/// <summary>A named value of a group, dataset or named type.</summary>
public sealed class Hdf5Attribute
{
    readonly Hdf5Reader reader;
    readonly Hdf5Space space;
    readonly Hdf5Cursor data;
    Hdf5Array? value;

    internal Hdf5Attribute(Hdf5Reader reader, string name, Hdf5Type type, Hdf5Space space, Hdf5Cursor data) =>
        (this.reader, Name, Type, this.space, this.data) = (reader, name, type, space, data);

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>The type of its elements.</summary>
    public Hdf5Type Type { get; }

    /// <summary>Length of each axis; empty for a scalar, null for a space without elements.</summary>
    public IReadOnlyList<long>? Shape => space.Axes;

    /// <summary>Reads its elements.</summary>
    /// <exception cref="ModelFormatException">They are damaged, or exceed the limits.</exception>
    public Hdf5Array Read()
    {
        if (value is not null) return value;
        ModelFormatException Bad(string reason) => data.Bad($"{Nabla.Files.ContainedFile.Shown(Name)}: {reason}");
        Hdf5Elements.CheckSize(Type, space.Count, reader.Source.Limits, Bad);
        var length = space.Count * Type.Size;
        if (length > data.Left) throw Bad($"its value takes {length:N0} bytes, and {data.Left:N0} are there");
        return value = Hdf5Elements.Read(reader, Type, space, target => data.At(0).Take(target.Length).CopyTo(target), Bad);
    }
}
