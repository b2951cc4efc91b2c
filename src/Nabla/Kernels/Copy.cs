using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Nabla.Kernels;

/// <summary>Copies between strided windows of equal lengths: y[i] = x[i].</summary>
/// <remarks>Any rank, element type and stride, broadcast (0) and reversed (negative) ones too; source and destination must not overlap.
/// Transposed copies go through square tiles, so that each cache line is read and written once.</remarks>
public static class Copy
{
    /// <summary>Writes the elements of <paramref name="source"/> in row-major order.</summary>
    public static void ToContiguous<T>(View<T> source, Span<T> destination)
    {
        Span<long> strides = stackalloc long[source.Rank];
        Strides.RowMajor(source.Lengths, strides);
        Run(source, new View<T>(destination, 0, source.Lengths, strides));
    }

    /// <summary>Writes row-major elements into a strided window, as an assignment to a slice does.</summary>
    public static void FromContiguous<T>(ReadOnlySpan<T> source, View<T> destination)
    {
        Span<long> strides = stackalloc long[destination.Rank];
        Strides.RowMajor(destination.Lengths, strides);
        Span<T> storage = MemoryMarshal.CreateSpan(ref MemoryMarshal.GetReference(source), source.Length);
        Run(new View<T>(storage, 0, destination.Lengths, strides), destination);
    }

    /// <summary>Writes one value into every element of a strided window.</summary>
    public static void Fill<T>(T value, View<T> destination)
    {
        Span<long> strides = stackalloc long[destination.Rank];
        strides.Clear();
        Run(new View<T>(MemoryMarshal.CreateSpan(ref value, 1), 0, destination.Lengths, strides), destination);
    }

    /// <summary>Copies a window into another of the same lengths.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static unsafe void Run<T>(View<T> source, View<T> destination)
    {
        if (!source.Lengths.SequenceEqual(destination.Lengths))
        {
            throw new ArgumentException($"Copy: source of {source.Size} and destination of {destination.Size} elements: their lengths must be equal.");
        }

        if (source.Size == 0)
        {
            return;
        }

        int rank = source.Rank;
        Span<long> lengths = stackalloc long[rank], from = stackalloc long[rank], to = stackalloc long[rank];
        source.Lengths.CopyTo(lengths);
        source.Strides.CopyTo(from);
        destination.Strides.CopyTo(to);
        rank = Strides.Merge(lengths, from, to);
        lengths = lengths[..rank];
        ref T x = ref source.Storage[checked((int)source.Offset)];
        ref T y = ref destination.Storage[checked((int)destination.Offset)];
        if (RuntimeHelpers.IsReferenceOrContainsReferences<T>())
        {
            Walk(ref x, ref y, lengths, from, to);
            return;
        }

        fixed (byte* px = &Unsafe.As<T, byte>(ref x), py = &Unsafe.As<T, byte>(ref y))
        {
            switch (Unsafe.SizeOf<T>())
            {
                case 1:
                    CopyJob<byte>.Run(px, py, lengths, from, to);
                    break;
                case 2:
                    CopyJob<ushort>.Run((ushort*)px, (ushort*)py, lengths, from, to);
                    break;
                case 4:
                    CopyJob<uint>.Run((uint*)px, (uint*)py, lengths, from, to);
                    break;
                case 8:
                    CopyJob<ulong>.Run((ulong*)px, (ulong*)py, lengths, from, to);
                    break;
                case 16:
                    CopyJob<UInt128>.Run((UInt128*)px, (UInt128*)py, lengths, from, to);
                    break;
                default:
                    Walk(ref x, ref y, lengths, from, to);
                    break;
            }
        }
    }

    // References must be written one by one, so that the garbage collector sees each write.
    static void Walk<T>(ref T x, ref T y, ReadOnlySpan<long> lengths, ReadOnlySpan<long> from, ReadOnlySpan<long> to)
    {
        if (lengths.IsEmpty)
        {
            y = x;
            return;
        }

        for (long i = 0; i < lengths[0]; i++)
        {
            Walk(ref Unsafe.Add(ref x, (nint)(i * from[0])), ref Unsafe.Add(ref y, (nint)(i * to[0])), lengths[1..], from[1..], to[1..]);
        }
    }
}
