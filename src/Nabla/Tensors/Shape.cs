using System.Collections;
using System.Runtime.CompilerServices;

namespace Nabla;

/// <summary>The length of each axis, outermost first: <c>[2, 3]</c> is 2 rows of 3, <c>[]</c> a scalar.</summary>
/// <remarks>An unknown length is <c>null</c> (or −1, as Keras and NumPy write it): <c>[null, 784]</c>. Immutable; equal when all lengths are.</remarks>
[CollectionBuilder(typeof(Shape), nameof(Create))]
public sealed class Shape : IEquatable<Shape>, IEnumerable<long?>
{
    /// <summary>How an unknown length is stored.</summary>
    internal const long Unknown = -1;

    // Null where not even the number of axes is known.
    readonly long[]? known;
    readonly long size;
    long[]? strides;

    Shape() => size = Unknown;

    internal Shape(long[] lengths)
    {
        known = lengths;
        long product = 1;
        foreach (long length in lengths)
        {
            if (length < -1)
            {
                throw new ShapeException($"Shape: [{string.Join(", ", lengths)}]: a length is 0 or more, or null where it is unknown.");
            }

            try
            {
                product = length == Unknown || product == Unknown ? Unknown : checked(product * length);
            }
            catch (OverflowException)
            {
                throw new ShapeException($"Shape: [{string.Join(", ", lengths)}] has more elements than a 64-bit number counts.");
            }
        }

        size = product;
    }

    /// <summary>The shape of a scalar, <c>[]</c>.</summary>
    public static Shape Scalar { get; } = new([]);

    /// <summary>Of which nothing is known, not even the number of axes: a placeholder that was given no shape.</summary>
    public static Shape AnyRank { get; } = new();

    /// <summary>True where the number of axes is known.</summary>
    public bool IsRankKnown => known is not null;

    /// <summary>Number of axes.</summary>
    /// <exception cref="UnknownShapeException">Nothing is known of the shape.</exception>
    public int Rank => All.Length;

    /// <summary>Number of elements: the product of all lengths, 1 for a scalar.</summary>
    /// <exception cref="UnknownShapeException">A length is unknown.</exception>
    public long Size => size != Unknown ? size : throw new UnknownShapeException($"Shape {this} has an unknown axis, so its size is not known before it is fed.");

    /// <summary>True where every length is known.</summary>
    public bool IsKnown => known is not null && Array.IndexOf(known, Unknown) < 0;

    /// <summary>All lengths; −1 where unknown.</summary>
    internal ReadOnlySpan<long> Lengths => All;

    long[] All => known ?? throw new UnknownShapeException("The number of axes of this tensor is not known before it is fed. Give its placeholder a shape; unknown lengths may be null: [null, 784].");

    /// <summary>Steps of a row-major array of this shape, in elements.</summary>
    internal long[] RowMajorStrides => strides ??= MakeStrides();

    /// <summary>The length of one axis; <c>[^1]</c> is the last.</summary>
    /// <exception cref="ShapeException">There is no such axis.</exception>
    /// <exception cref="UnknownShapeException">The length is unknown.</exception>
    public long this[Index axis]
    {
        get
        {
            int k = axis.GetOffset(Rank);
            if (k < 0 || k >= Rank)
            {
                throw new ShapeException($"Shape: axis {axis} of {this}: there are {Rank} axes.");
            }

            return All[k] != Unknown ? All[k] : throw new UnknownShapeException($"Shape {this}: the length of axis {k} is unknown before it is fed.");
        }
    }

    /// <summary>The axes of a range: <c>shape[1..]</c>.</summary>
    public Shape this[Range axes] => new(All[axes]);

    /// <summary>True where both have the same lengths.</summary>
    public static bool operator ==(Shape? x, Shape? y) => x is null ? y is null : x.Equals(y);

    /// <summary>True where a length differs.</summary>
    public static bool operator !=(Shape? x, Shape? y) => !(x == y);

    /// <summary>The shape with these lengths; what the compiler calls for <c>[2, 3]</c>.</summary>
    public static Shape Create(ReadOnlySpan<long?> lengths)
    {
        var copy = new long[lengths.Length];
        for (int k = 0; k < copy.Length; k++)
        {
            copy[k] = lengths[k] ?? Unknown;
        }

        return new(copy);
    }

    /// <summary>The shape with these lengths.</summary>
    public static Shape Of(ReadOnlySpan<long> lengths) => new(lengths.ToArray());

    /// <summary>The shape with these lengths.</summary>
    public static Shape Of(ReadOnlySpan<int> lengths)
    {
        var copy = new long[lengths.Length];
        for (int k = 0; k < copy.Length; k++)
        {
            copy[k] = lengths[k];
        }

        return new(copy);
    }

    /// <summary>The lengths; −1 where unknown.</summary>
    public long[] ToArray() => [.. All];

    /// <summary>True where the length of this axis is known.</summary>
    public bool IsAxisKnown(int axis) => All[axis] != Unknown;

    /// <summary>This shape with another after it.</summary>
    public Shape Concat(Shape other) => new([.. All, .. other.All]);

    /// <summary>True where both could be the same tensor's: equal ranks, and lengths equal where both are known.</summary>
    public bool IsCompatibleWith(Shape other)
    {
        if (known is null || other.known is null)
        {
            return true;
        }

        for (int k = 0; k < Rank && other.Rank == Rank; k++)
        {
            if (All[k] != other.All[k] && All[k] != Unknown && other.All[k] != Unknown)
            {
                return false;
            }
        }

        return other.Rank == Rank;
    }

    /// <inheritdoc/>
    public bool Equals(Shape? other) => other is not null && (ReferenceEquals(this, other) || (known is not null && other.known is not null && known.AsSpan().SequenceEqual(other.known)));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Shape);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (long length in known ?? [])
        {
            hash.Add(length);
        }

        return hash.ToHashCode();
    }

    /// <summary>The lengths in brackets: <c>[null, 784]</c>.</summary>
    public override string ToString() => known is null ? "[...]" : $"[{string.Join(", ", All.Select(l => l == Unknown ? "null" : $"{l}"))}]";

    /// <inheritdoc/>
    public IEnumerator<long?> GetEnumerator() => All.Select(l => l == Unknown ? (long?)null : l).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    long[] MakeStrides()
    {
        var result = new long[Rank];
        long step = 1;
        for (int k = Rank - 1; k >= 0; k--)
        {
            result[k] = step;
            step *= Math.Max(All[k], 1);
        }

        return result;
    }
}
