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

    /// <summary>Describes elements that are to be written; text gets a length of its own each.</summary>
    /// <param name="values">Elements in row-major order: bool, whole numbers, Half, BFloat16, float, double, Complex64, Complex or string.</param>
    /// <param name="shape">Length of each axis; none for a scalar.</param>
    /// <exception cref="ArgumentException">Such elements are not written, or the shape needs another number of them.</exception>
    public static Hdf5Array Of(Array values, params IReadOnlyList<long> shape)
    {
        ArgumentNullException.ThrowIfNull(values);
        return new(Hdf5Types.Of(values.GetType().GetElementType()!), Checked(values, shape), values);
    }

    /// <summary>Describes one text of its own length.</summary>
    public static Hdf5Array OfText(string text) => Of(new[] { text });

    /// <summary>Describes texts that all take as many bytes as the longest, filled up with zeros: NumPy's <c>S</c>, which Keras's lists of names have.</summary>
    /// <exception cref="ArgumentException">The shape needs another number of texts.</exception>
    public static Hdf5Array OfFixedText(string[] texts, params IReadOnlyList<long> shape)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var longest = texts.Select(text => Files.ByteText.ToBytes(text).Length).DefaultIfEmpty().Max();
        return new(Hdf5Types.FixedText(Math.Max(1, longest)), Checked(texts, shape), texts);
    }

    /// <summary>Describes a space without elements, of a type that <see cref="Of"/> takes.</summary>
    public static Hdf5Array OfNothing(Type type) => new(Hdf5Types.Of(type), null, Array.CreateInstance(type, 0));

    static IReadOnlyList<long> Checked(Array values, IReadOnlyList<long> shape)
    {
        var count = shape.Aggregate((Int128)1, (product, axis) => product * axis);
        if (count != values.Length || shape.Any(axis => axis < 0)) throw new ArgumentException($"Hdf5Array: {values.Length} values: the shape [{string.Join(", ", shape)}] needs {count}.", nameof(values));
        if (values is string?[] texts && texts.Contains(null)) throw new ArgumentException("Hdf5Array: a text is null. Write an empty one.", nameof(values));
        return shape;
    }

    /// <summary>The text of a scalar of text.</summary>
    /// <exception cref="InvalidOperationException">It is no single text.</exception>
    public string ToText() => Values is string[] { Length: 1 } texts ? texts[0] : throw new InvalidOperationException($"ToText: {Type.Description} [{string.Join(", ", Shape ?? [])}]: expected one text.");
}
