using System.Runtime.InteropServices;

namespace Nabla.Formats;

/// <summary>The array of an idx file: element type, lengths of the axes, elements in row-major order and this machine's byte order.</summary>
public sealed class IdxArray
{
    /// <summary>An array from its bytes; they are kept, not copied.</summary>
    /// <exception cref="ArgumentException">The lengths do not fit the bytes.</exception>
    public IdxArray(IdxType type, IReadOnlyList<int> lengths, byte[] bytes)
    {
        long size = SizeOf(type);
        foreach (int length in lengths)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(length, nameof(lengths));
            size = checked(size * length);
        }

        if (size != bytes.Length)
        {
            throw new ArgumentException($"IdxArray: {bytes.Length} bytes: {type} [{string.Join(", ", lengths)}] takes {size}.", nameof(bytes));
        }

        (Type, Lengths, Bytes) = (type, lengths, bytes);
    }

    /// <summary>Element type.</summary>
    public IdxType Type { get; }

    /// <summary>Length of each axis, outermost first.</summary>
    public IReadOnlyList<int> Lengths { get; }

    /// <summary>All elements; not a copy.</summary>
    public byte[] Bytes { get; }

    /// <summary>Number of elements.</summary>
    public int Count => Bytes.Length / SizeOf(Type);

    /// <summary>All elements as <typeparamref name="T"/>; not a copy.</summary>
    /// <exception cref="InvalidOperationException"><typeparamref name="T"/> is not the element type.</exception>
    public ReadOnlySpan<T> AsSpan<T>()
        where T : unmanaged
    {
        Type expected = Type switch
        {
            IdxType.UInt8 => typeof(byte),
            IdxType.Int8 => typeof(sbyte),
            IdxType.Int16 => typeof(short),
            IdxType.Int32 => typeof(int),
            IdxType.Float32 => typeof(float),
            _ => typeof(double),
        };
        return typeof(T) == expected
            ? MemoryMarshal.Cast<byte, T>(Bytes)
            : throw new InvalidOperationException($"IdxArray.AsSpan: {typeof(T).Name}: the elements are {Type}; ask for {expected.Name}.");
    }

    /// <summary>The array as a tensor of the same element type and shape; the elements are copied.</summary>
    public Tensor ToTensor()
    {
        Shape shape = Shape.Of(Lengths.ToArray());
        return Type switch
        {
            IdxType.UInt8 => Tensor.Constant(AsSpan<byte>(), shape),
            IdxType.Int8 => Tensor.Constant(AsSpan<sbyte>(), shape),
            IdxType.Int16 => Tensor.Constant(AsSpan<short>(), shape),
            IdxType.Int32 => Tensor.Constant(AsSpan<int>(), shape),
            IdxType.Float32 => Tensor.Constant(AsSpan<float>(), shape),
            _ => Tensor.Constant(AsSpan<double>(), shape),
        };
    }

    /// <summary>Bytes an element.</summary>
    internal static int SizeOf(IdxType type) => type switch
    {
        IdxType.UInt8 or IdxType.Int8 => 1,
        IdxType.Int16 => 2,
        IdxType.Int32 or IdxType.Float32 => 4,
        IdxType.Float64 => 8,
        _ => throw new ArgumentOutOfRangeException(nameof(type), $"IdxArray: element type {(int)type}: idx knows 8, 9, 11, 12, 13 and 14."),
    };
}
