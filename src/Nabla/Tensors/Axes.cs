using System.Collections;
using System.Runtime.CompilerServices;

namespace Nabla;

/// <summary>Some axes of a tensor: <c>0</c>, <c>[0, 1]</c>; negative ones count from the last.</summary>
/// <remarks>Immutable; equal when the numbers are. Where an argument of this type is null, all axes are meant.</remarks>
[CollectionBuilder(typeof(Axes), nameof(Create))]
public sealed class Axes : IEquatable<Axes>, IEnumerable<int>
{
    readonly int[] axes;

    Axes(int[] axes) => this.axes = axes;

    /// <summary>How many are named.</summary>
    public int Count => axes.Length;

    /// <summary>One axis.</summary>
    public int this[int index] => axes[index];

    /// <summary>One axis.</summary>
    public static implicit operator Axes(int axis) => new([axis]);

    /// <summary>The axes with these numbers; what the compiler calls for <c>[0, 1]</c>.</summary>
    public static Axes Create(ReadOnlySpan<int> axes) => new(axes.ToArray());

    /// <summary>Counts a negative axis from the last one.</summary>
    /// <exception cref="ShapeException">There is no such axis.</exception>
    internal static int Normalize(string op, int axis, int rank) =>
        axis >= -rank && axis < rank ? (axis < 0 ? axis + rank : axis)
        : throw new ShapeException($"{op}: axis {axis}: the tensor has {rank} axes, so an axis is between {-rank} and {rank - 1}.");

    /// <summary>The named axes in ascending order, each once; all of them where <paramref name="axes"/> is null.</summary>
    /// <exception cref="ShapeException">An axis does not exist or is named twice.</exception>
    internal static int[] Normalize(string op, Axes? axes, int rank)
    {
        if (axes is null)
        {
            return [.. Enumerable.Range(0, rank)];
        }

        var result = new int[axes.Count];
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = Normalize(op, axes[i], rank);
        }

        Array.Sort(result);
        for (int i = 1; i < result.Length; i++)
        {
            if (result[i] == result[i - 1])
            {
                throw new ShapeException($"{op}: axes {axes}: axis {result[i]} is named twice. Name each axis once.");
            }
        }

        return result;
    }

    /// <inheritdoc/>
    public bool Equals(Axes? other) => other is not null && axes.AsSpan().SequenceEqual(other.axes);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Axes);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (int axis in axes)
        {
            hash.Add(axis);
        }

        return hash.ToHashCode();
    }

    /// <summary>The numbers in brackets: <c>[0, 1]</c>.</summary>
    public override string ToString() => $"[{string.Join(", ", axes)}]";

    /// <inheritdoc/>
    public IEnumerator<int> GetEnumerator() => ((IEnumerable<int>)axes).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
