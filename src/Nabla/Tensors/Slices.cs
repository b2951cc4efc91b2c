using System.Collections;
using System.Runtime.CompilerServices;

namespace Nabla;

/// <summary>The entries between the brackets of <c>x[…]</c> as the attribute of an op: without tensors, equal when the entries are.</summary>
[CollectionBuilder(typeof(Slices), nameof(Create))]
public sealed class Slices : IEquatable<Slices>, IEnumerable<Slice>
{
    readonly Slice[] entries;

    Slices(Slice[] entries) => this.entries = entries;

    /// <summary>Number of entries.</summary>
    public int Count => entries.Length;

    /// <summary>One entry.</summary>
    public Slice this[int index] => entries[index];

    /// <summary>These entries; what the compiler calls for <c>[0, 1..]</c>.</summary>
    /// <exception cref="ArgumentException">An entry is a tensor: tensors are inputs of an op, never attributes.</exception>
    public static Slices Create(ReadOnlySpan<Slice> entries)
    {
        foreach (var entry in entries)
        {
            if (entry.Kind == SliceKind.Tensor)
            {
                throw new ArgumentException("Slices: an entry is a tensor: attributes hold numbers only. Index with x[…].", nameof(entries));
            }
        }

        return new(entries.ToArray());
    }

    /// <summary>What the entries take of a tensor of this shape.</summary>
    /// <exception cref="ShapeException">An index lies outside its axis, or there are more entries than axes.</exception>
    internal Window Of(Shape shape)
    {
        int used = 0, ellipsis = -1;
        for (int i = 0; i < entries.Length; i++)
        {
            used += entries[i].Kind is SliceKind.Index or SliceKind.Range ? 1 : 0;
            if (entries[i].Kind == SliceKind.Ellipsis)
            {
                ellipsis = ellipsis < 0 ? i : throw new ShapeException($"Index: {this}: an ellipsis stands for all the axes that are left, so there is one at most.");
            }
        }

        if (used > shape.Rank)
        {
            throw new ShapeException($"Index: {this} of a tensor of shape {shape}: {used} entries for {shape.Rank} axes. Leave some out.");
        }

        var window = new Window(shape.Rank);
        for (int i = 0; i < entries.Length; i++)
        {
            if (i == ellipsis)
            {
                window.Keep(shape, shape.Rank - used);
            }
            else
            {
                window.Add(entries[i], shape);
            }
        }

        window.Keep(shape, ellipsis < 0 ? shape.Rank - used : 0);
        return window;
    }

    /// <inheritdoc/>
    public bool Equals(Slices? other) => other is not null && entries.AsSpan().SequenceEqual(other.entries);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Slices);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var entry in entries)
        {
            hash.Add(entry);
        }

        return hash.ToHashCode();
    }

    /// <summary>The entries in brackets.</summary>
    public override string ToString() => $"[{string.Join(", ", entries)}]";

    /// <inheritdoc/>
    public IEnumerator<Slice> GetEnumerator() => ((IEnumerable<Slice>)entries).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>A strided window that slices cut out of a tensor.</summary>
internal sealed class Window(int rank)
{
    readonly List<long> lengths = [];
    readonly List<(int Axis, long Step)> axes = [];
    readonly long[] starts = new long[rank];
    int next;

    /// <summary>The lengths of what is cut out.</summary>
    internal Shape Shape => new([.. lengths]);

    /// <summary>The window as a view of a tensor.</summary>
    internal Tensor On(Tensor x)
    {
        long offset = x.Offset;
        var strides = new long[axes.Count];
        var shape = Shape;
        for (int k = 0; k < strides.Length; k++)
        {
            strides[k] = axes[k].Axis < 0 ? 0 : axes[k].Step * x.Strides[axes[k].Axis];
        }

        for (int k = 0; k < starts.Length && shape.Size > 0; k++)
        {
            offset += starts[k] * x.Strides[k];
        }

        return x.View(shape, offset, strides);
    }

    internal void Add(Slice entry, Shape shape)
    {
        if (entry.Kind == SliceKind.NewAxis)
        {
            lengths.Add(1);
            axes.Add((-1, 0));
            return;
        }

        int axis = next++;
        bool known = shape.IsAxisKnown(axis);
        if (entry.Kind == SliceKind.Index)
        {
            starts[axis] = known ? entry.Place(axis, shape.Lengths[axis]) : 0;
            return;
        }

        (starts[axis], long count) = known ? entry.Extent(shape.Lengths[axis]) : (0, Shape.Unknown);
        lengths.Add(count);
        axes.Add((axis, entry.StepLength));
    }

    internal void Keep(Shape shape, int count)
    {
        for (int i = 0; i < count; i++)
        {
            Add(Slice.All, shape);
        }
    }
}
