namespace Nabla.Formats;

/// <summary>Elements that were read from an HDF5 file, or are to be written to one.</summary>
public sealed class Hdf5Array
{
    internal Hdf5Array(Hdf5Type type, IReadOnlyList<long>? shape, Array values, IReadOnlyList<KeyValuePair<string, Hdf5Array>>? fields = null) =>
        (Type, Shape, Values, Fields) = (type, shape, values, fields ?? []);

    /// <summary>The type of an element in the file.</summary>
    public Hdf5Type Type { get; }

    /// <summary>Length of each axis; empty for a scalar, null for a space without elements. Small arrays as elements add their axes at the end.</summary>
    public IReadOnlyList<long>? Shape { get; }

    /// <summary>The elements in row-major order: an array of <see cref="Hdf5Type.ValueType"/>. Raw bytes stand one element after another. Empty for compound elements.</summary>
    public Array Values { get; }

    /// <summary>The fields of compound elements, each as an array of the same shape; empty for other types.</summary>
    public IReadOnlyList<KeyValuePair<string, Hdf5Array>> Fields { get; }

    /// <summary>The text of a scalar of text.</summary>
    /// <exception cref="InvalidOperationException">It is no single text.</exception>
    public string ToText() => Values is string[] { Length: 1 } texts ? texts[0] : throw new InvalidOperationException($"ToText: {Type.Description} [{string.Join(", ", Shape ?? [])}]: expected one text.");
}
