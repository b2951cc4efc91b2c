namespace Nabla.Formats;

/// <summary>An array as a .npy file describes it: element type, shape, and elements in row-major order.</summary>
public sealed class NpyArray
{
    /// <summary>Describes elements that lie in row-major order.</summary>
    /// <param name="type">How the file stores an element; what is written is little-endian whatever it says.</param>
    /// <param name="shape">Length of each axis; empty for a scalar.</param>
    /// <param name="values">The elements: an array of <see cref="NpyType.ValueType"/>, as long as the shape says.</param>
    /// <exception cref="ArgumentException">The elements are of another type or number.</exception>
    public NpyArray(NpyType type, long[] shape, Array values)
    {
        if (values.GetType().GetElementType() != type.ValueType)
            throw new ArgumentException($"NpyArray: elements of {values.GetType().GetElementType()}: the type '{type.Description}' has elements of {type.ValueType}.", nameof(values));
        var count = shape.Aggregate(1L, (product, axis) => checked(product * axis));
        if (values.LongLength != count)
            throw new ArgumentException($"NpyArray: {values.LongLength} values: the shape [{string.Join(", ", shape)}] of '{type.Description}' needs {count}.", nameof(values));
        (Type, Shape, Values) = (type, shape, values);
    }

    /// <summary>How the file stores an element.</summary>
    public NpyType Type { get; }

    /// <summary>Length of each axis; empty for a scalar.</summary>
    public IReadOnlyList<long> Shape { get; }

    /// <summary>The elements in row-major order; see <see cref="NpyType.ValueType"/>.</summary>
    public Array Values { get; }
}
