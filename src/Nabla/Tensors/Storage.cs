using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Nabla.Kernels;

namespace Nabla;

/// <summary>The memory behind tensors and their views: a managed array, shared, freed by nobody's hand.</summary>
internal abstract class Storage
{
    /// <summary>Number of elements.</summary>
    internal abstract long Length { get; }

    /// <summary>True once a tensor other than its variable may read this storage: then assignments go to new storage.</summary>
    internal bool Shared { get; set; }

    /// <summary>New storage with undefined contents (null for strings).</summary>
    internal static Storage Allocate(ElementType type, long length) => type switch
    {
        ElementType.Bool => Storage<bool>.Allocate(length),
        ElementType.UInt8 => Storage<byte>.Allocate(length),
        ElementType.Int8 => Storage<sbyte>.Allocate(length),
        ElementType.UInt16 => Storage<ushort>.Allocate(length),
        ElementType.Int16 => Storage<short>.Allocate(length),
        ElementType.UInt32 => Storage<uint>.Allocate(length),
        ElementType.Int32 => Storage<int>.Allocate(length),
        ElementType.UInt64 => Storage<ulong>.Allocate(length),
        ElementType.Int64 => Storage<long>.Allocate(length),
        ElementType.Float16 => Storage<Half>.Allocate(length),
        ElementType.BFloat16 => Storage<BFloat16>.Allocate(length),
        ElementType.Float32 => Storage<float>.Allocate(length),
        ElementType.Float64 => Storage<double>.Allocate(length),
        ElementType.Complex64 => Storage<Complex64>.Allocate(length),
        ElementType.Complex128 => Storage<Complex>.Allocate(length),
        ElementType.String => new TextStorage(length),
        _ => throw new ElementTypeException($"Tensor: elements of type {type.Name}: such handles have no elements in memory; only a graph's session makes them."),
    };

    /// <summary>All elements as bytes; empty for text.</summary>
    internal abstract Span<byte> Bytes { get; }

    /// <summary>Copies all elements to storage of the same type and length.</summary>
    internal virtual void CopyTo(Storage other) => Bytes.CopyTo(other.Bytes);

    /// <summary>Copies a strided window of this memory to the front of other memory of the same type, in row-major order.</summary>
    internal abstract void CopyWindow(long offset, ReadOnlySpan<long> lengths, ReadOnlySpan<long> strides, Storage to);

    /// <summary>Sets every element to the first of other storage of the same type.</summary>
    internal abstract void Fill(Storage value);

    /// <summary>The first elements of this memory as storage of its own; this one must outlive it.</summary>
    internal virtual Storage Part(long length) => throw new NotSupportedException("Storage: text has no parts.");

    /// <summary>Puts the memory back for reuse at once; only for storage that never left the library.</summary>
    internal abstract void Release();

    /// <summary>Notes that a caller holds a span of this memory, so that it is never reused.</summary>
    internal abstract void Escape();
}

/// <summary>Storage of numbers or truth values.</summary>
internal sealed class Storage<T> : Storage
    where T : unmanaged
{
    readonly T[] array;
    readonly int start;
    readonly int length;
    readonly Block<T>? block;

    Storage(T[] array, int start, int length, Block<T>? block) => (this.array, this.start, this.length, this.block) = (array, start, length, block);

    internal override long Length => length;

    internal Span<T> Span => new(array, start, length);

    /// <summary>The array in which the elements lie from <see cref="Start"/> on, for kernels that pin.</summary>
    internal T[] Items => array;

    /// <summary>Index of the first element in <see cref="Items"/>.</summary>
    internal int Start => start;

    internal override Span<byte> Bytes => MemoryMarshal.AsBytes(Span);

    internal static Storage<T> Allocate(long length)
    {
        if (length * Unsafe.SizeOf<T>() <= Blocks.SmallBytes)
        {
            return new(length == 0 ? [] : GC.AllocateUninitializedArray<T>((int)length), 0, (int)length, null);
        }

        if (length > Array.MaxLength - 64)
        {
            throw new ShapeException($"Tensor: {length} elements: one tensor holds at most {Array.MaxLength - 64}. Split the data into batches.");
        }

        var block = Block<T>.Rent(length);
        return new(block.Array, block.Start, (int)length, block);
    }

    /// <summary>Storage on an array that a caller gave and will not use any more.</summary>
    internal static Storage<T> Adopt(T[] array) => new(array, 0, array.Length, null);

    internal override void CopyWindow(long offset, ReadOnlySpan<long> lengths, ReadOnlySpan<long> strides, Storage to) =>
        Copy.ToContiguous(new View<T>(Span, offset, lengths, strides), ((Storage<T>)to).Span);

    internal override void Fill(Storage value) => Span.Fill(((Storage<T>)value).Span[0]);

    internal override Storage Part(long length) => new Storage<T>(array, start, (int)length, null);

    internal override void Release() => block?.GiveBack();

    internal override void Escape() => block?.Abandon();
}

/// <summary>Storage of text.</summary>
internal sealed class TextStorage(long length) : Storage
{
    internal string[] Values { get; } = Empty(length);

    internal override long Length => Values.Length;

    internal override Span<byte> Bytes => [];

    internal override void CopyWindow(long offset, ReadOnlySpan<long> lengths, ReadOnlySpan<long> strides, Storage to) =>
        Copy.ToContiguous(new View<string>(Values, offset, lengths, strides), ((TextStorage)to).Values);

    internal override void Fill(Storage value) => Values.AsSpan().Fill(((TextStorage)value).Values[0]);

    internal override void CopyTo(Storage other) => Values.CopyTo(((TextStorage)other).Values, 0);

    internal override void Release()
    {
        // Text lives on the ordinary heap; the garbage collector takes it.
    }

    internal override void Escape()
    {
        // See Release.
    }

    static string[] Empty(long length)
    {
        var values = new string[length];
        Array.Fill(values, string.Empty);
        return values;
    }
}
