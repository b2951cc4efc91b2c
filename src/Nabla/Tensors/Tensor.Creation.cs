using System.Runtime.InteropServices;

namespace Nabla;

/// <content>From C# values to tensors.</content>
public partial class Tensor
{
    /// <summary>A scalar: a number, a truth value or a string.</summary>
    /// <typeparam name="T">One of the C# types that <see cref="ElementType"/> lists.</typeparam>
    public static Tensor Constant<T>(T value)
        where T : notnull
    {
        if (value is Array array)
        {
            return Constant(array, null);
        }

        if (value is string text)
        {
            var words = new TextStorage(1);
            words.Values[0] = text;
            return new(Shape.Scalar, ElementType.String, words);
        }

        if (value is Tensor tensor)
        {
            return tensor;
        }

        return FromArray(new[] { value }, Shape.Scalar);
    }

    /// <summary>A tensor with the elements and the shape of a C# array of 1 or more dimensions; the elements are copied.</summary>
    /// <param name="values">For example <c>new float[,] { { 1, 2 }, { 3, 4 } }</c>.</param>
    /// <param name="shape">The elements in row-major order take this shape, where one is given; one length may be null.</param>
    /// <exception cref="ArgumentException">The array is jagged (rows that are arrays of their own), or holds a type that tensors do not.</exception>
    /// <exception cref="ShapeException">The shape has another number of elements.</exception>
    public static Tensor Constant(Array values, Shape? shape = null)
    {
        ArgumentNullException.ThrowIfNull(values);
        var type = values.GetType().GetElementType()!;
        if (type.IsArray)
        {
            throw new ArgumentException($"Tensor: a jagged array {values.GetType().Name}: rows of one tensor have equal lengths. Use a rectangular array such as {Innermost(type).Name}[,], or stack the rows with Tensor.Stack.", nameof(values));
        }

        var lengths = new long[values.Rank];
        for (int k = 0; k < lengths.Length; k++)
        {
            lengths[k] = values.GetLongLength(k);
        }

        return FromArray(values, Fit(values.LongLength, shape) ?? new Shape(lengths));
    }

    /// <summary>A tensor with these elements; they are copied.</summary>
    /// <param name="values">The elements in row-major order.</param>
    /// <param name="shape">The shape; a vector by default. One length may be null.</param>
    public static Tensor Constant<T>(ReadOnlySpan<T> values, Shape? shape = null)
        where T : unmanaged
    {
        var type = ElementTypes.Of<T>();
        var result = new Tensor(Fit(values.Length, shape) ?? [values.Length], type, Storage.Allocate(type, values.Length));
        values.CopyTo(result.Elements<T>());
        return result;
    }

    /// <summary>A tensor with these elements; they are copied.</summary>
    /// <param name="values">The elements in row-major order.</param>
    /// <param name="shape">The shape; a vector by default. One length may be null.</param>
    public static Tensor Constant<T>(IEnumerable<T> values, Shape? shape = null)
        where T : notnull => Constant((Array)values.ToArray(), shape);

    /// <summary>A tensor on an array that nobody else uses.</summary>
    internal static Tensor Adopt<T>(T[] values, Shape shape)
        where T : unmanaged => new(shape, ElementTypes.Of<T>(), Storage<T>.Adopt(values));

    /// <summary>A new contiguous tensor with undefined contents.</summary>
    internal static Tensor Allocate(ElementType type, Shape shape) => new(shape, type, Storage.Allocate(type, shape.Size));

    static Tensor FromArray(Array values, Shape shape)
    {
        var elementType = ElementTypes.Of(values.GetType().GetElementType()!);
        var result = Allocate(elementType, shape);
        if (elementType == ElementType.String)
        {
            int i = 0;
            foreach (string? text in values)
            {
                ((TextStorage)result.Storage).Values[i++] = text ?? throw new ArgumentException("Tensor: a null string: every element has a value. Use an empty string.", nameof(values));
            }

            return result;
        }

        if (values.Length > 0)
        {
            var bytes = MemoryMarshal.CreateReadOnlySpan(ref MemoryMarshal.GetArrayDataReference(values), values.Length * elementType.Size);
            bytes.CopyTo(result.Storage.Bytes);
        }

        return result;
    }

    static Shape? Fit(long size, Shape? shape)
    {
        if (shape is null)
        {
            return null;
        }

        if (shape.IsKnown)
        {
            return shape.Size == size ? shape : throw new ShapeException($"Tensor: {size} elements for the shape {shape}, which has {shape.Size}. Give as many elements as the shape has.");
        }

        long known = 1;
        int unknown = 0;
        foreach (long length in shape.Lengths)
        {
            (known, unknown) = length == Shape.Unknown ? (known, unknown + 1) : (known * length, unknown);
        }

        if (unknown > 1 || (known == 0 ? size != 0 : size % known != 0))
        {
            throw new ShapeException($"Tensor: {size} elements for the shape {shape}: one length at most is null, and the others divide the number of elements.");
        }

        var lengths = shape.ToArray();
        lengths[Array.IndexOf(lengths, Shape.Unknown)] = known == 0 ? 0 : size / known;
        return new(lengths);
    }

    static Type Innermost(Type type) => type.IsArray ? Innermost(type.GetElementType()!) : type;
}
