using System.Runtime.InteropServices;

namespace Nabla;

/// <content>From tensors back to C# values.</content>
public partial class Tensor
{
    /// <summary>The only element of a tensor of one element.</summary>
    /// <typeparam name="T">The C# type of the elements; see <see cref="ElementType"/>.</typeparam>
    /// <exception cref="ShapeException">There is not exactly one element.</exception>
    /// <exception cref="ElementTypeException">The elements are of another type.</exception>
    public T ToScalar<T>()
    {
        var x = Resolve();
        if (x.Size != 1)
        {
            throw new ShapeException($"ToScalar: a tensor of shape {Shape}: it must have exactly one element. Index it, or reduce it (Sum, Mean) first.");
        }

        return x.ToArray<T>()[0];
    }

    /// <summary>The only element as a number; whole numbers and other floats are converted.</summary>
    /// <exception cref="ShapeException">There is not exactly one element.</exception>
    public static explicit operator float(Tensor x) => (float)(double)x;

    /// <summary>The only element as a number; whole numbers and other floats are converted.</summary>
    /// <exception cref="ShapeException">There is not exactly one element.</exception>
    public static explicit operator double(Tensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        return x.ElementType switch
        {
            ElementType.Float32 => x.ToScalar<float>(),
            ElementType.Float64 => x.ToScalar<double>(),
            ElementType.Float16 => (double)x.ToScalar<Half>(),
            ElementType.BFloat16 => x.ToScalar<BFloat16>(),
            _ => (double)(Int128)WholeNumber(x),
        };
    }

    /// <summary>The only element of a tensor of whole numbers or truth values.</summary>
    /// <exception cref="ShapeException">There is not exactly one element.</exception>
    /// <exception cref="ElementTypeException">The elements are no whole numbers.</exception>
    public static explicit operator int(Tensor x) => (int)WholeNumber(x);

    /// <summary>The only element of a tensor of whole numbers or truth values.</summary>
    /// <exception cref="ShapeException">There is not exactly one element.</exception>
    /// <exception cref="ElementTypeException">The elements are no whole numbers.</exception>
    public static explicit operator long(Tensor x) => (long)WholeNumber(x);

    /// <summary>The only element of a tensor of truth values.</summary>
    /// <exception cref="ShapeException">There is not exactly one element.</exception>
    /// <exception cref="ElementTypeException">The elements are no truth values.</exception>
    public static explicit operator bool(Tensor x) => x.ToScalar<bool>();

    static Int128 WholeNumber(Tensor x) => x.ElementType switch
    {
        ElementType.Bool => x.ToScalar<bool>() ? 1 : 0,
        ElementType.UInt8 => x.ToScalar<byte>(),
        ElementType.Int8 => x.ToScalar<sbyte>(),
        ElementType.UInt16 => x.ToScalar<ushort>(),
        ElementType.Int16 => x.ToScalar<short>(),
        ElementType.UInt32 => x.ToScalar<uint>(),
        ElementType.Int32 => x.ToScalar<int>(),
        ElementType.UInt64 => x.ToScalar<ulong>(),
        ElementType.Int64 => x.ToScalar<long>(),
        _ => throw new ElementTypeException($"Tensor: a {x.ElementType.Name} element as a whole number: it may have a fraction. Round and Cast it first, or convert to double."),
    };

    /// <summary>A new array with all elements in row-major order.</summary>
    /// <typeparam name="T">The C# type of the elements; see <see cref="ElementType"/>.</typeparam>
    /// <exception cref="ElementTypeException">The elements are of another type.</exception>
    public T[] ToArray<T>()
    {
        var x = Resolve();
        if (ElementTypes.Of<T>() != ElementType)
        {
            throw new ElementTypeException($"ToArray: {typeof(T).Name} asked of a {ElementType.Name} tensor: the types must be the same. Cast it first: x.Cast(ElementType.{ElementTypes.Of<T>()}).");
        }

        if (ElementType == ElementType.String)
        {
            return (T[])(object)x.Texts().ToArray();
        }

        var result = new T[Size];
        if (Size > 0)
        {
            x.Contiguous().ContiguousBytes.CopyTo(MemoryMarshal.CreateSpan(ref MemoryMarshal.GetArrayDataReference((Array)result), checked((int)(Size * ElementType.Size))));
        }

        GC.KeepAlive(x);
        return result;
    }

    /// <summary>A new C# array of the same element type and number of dimensions: <c>float[,]</c> for a float32 matrix. A scalar becomes an array of one element.</summary>
    public Array ToArray()
    {
        var x = Resolve();
        var type = CSharpType(ElementType);
        var result = Array.CreateInstance(type, Rank == 0 ? new long[] { 1 } : Shape.ToArray());
        if (ElementType == ElementType.String)
        {
            var texts = x.Texts();
            int i = 0;
            foreach (long at in Kernels.Positions.Of(Shape.Lengths, Shape.RowMajorStrides, 0))
            {
                result.SetValue(texts[i++], Rank == 0 ? [0] : Coordinates(at));
            }
        }
        else if (Size > 0)
        {
            x.Contiguous().ContiguousBytes.CopyTo(MemoryMarshal.CreateSpan(ref MemoryMarshal.GetArrayDataReference(result), checked((int)(Size * ElementType.Size))));
        }

        GC.KeepAlive(x);
        return result;
    }

    /// <summary>The elements without a copy; only for a contiguous tensor.</summary>
    /// <remarks>The memory stays this tensor's: it is never given to another one while the span can be seen.</remarks>
    /// <exception cref="InvalidOperationException">The tensor is a strided view; copy it with <see cref="ToArray{T}"/>.</exception>
    public ReadOnlySpan<T> AsSpan<T>()
        where T : unmanaged
    {
        var x = Resolve();
        if (!x.IsContiguous)
        {
            throw new InvalidOperationException($"AsSpan: a strided view of shape {Shape}: its elements do not lie one after another. Use ToArray.");
        }

        x.Storage.Escape();
        return x.Elements<T>();
    }

    /// <summary>The elements of a contiguous tensor as bytes.</summary>
    internal Span<byte> ContiguousBytes => Storage.Bytes.Slice((int)(Offset * ElementType.Size), (int)(Size * ElementType.Size));

    /// <summary>The C# type that holds elements of this type.</summary>
    internal static Type CSharpType(ElementType type) => type switch
    {
        ElementType.Bool => typeof(bool),
        ElementType.UInt8 => typeof(byte),
        ElementType.Int8 => typeof(sbyte),
        ElementType.UInt16 => typeof(ushort),
        ElementType.Int16 => typeof(short),
        ElementType.UInt32 => typeof(uint),
        ElementType.Int32 => typeof(int),
        ElementType.UInt64 => typeof(ulong),
        ElementType.Int64 => typeof(long),
        ElementType.Float16 => typeof(Half),
        ElementType.BFloat16 => typeof(BFloat16),
        ElementType.Float32 => typeof(float),
        ElementType.Float64 => typeof(double),
        ElementType.Complex64 => typeof(Complex64),
        ElementType.Complex128 => typeof(System.Numerics.Complex),
        _ => typeof(string),
    };

    int[] Coordinates(long at)
    {
        var result = new int[Rank];
        for (int k = Rank - 1; k >= 0; k--)
        {
            (at, long index) = Math.DivRem(at, Shape.Lengths[k]);
            result[k] = (int)index;
        }

        return result;
    }
}
