namespace Nabla.Formats;

/// <summary>A rectangular part of a variable: where it starts and how long it is along each axis.</summary>
public sealed class CheckpointSlice : IEquatable<CheckpointSlice>
{
    /// <summary>A part of a variable.</summary>
    /// <param name="starts">Index of the first element along each axis.</param>
    /// <param name="lengths">Number of elements along each axis; −1 for all of them, then the start is 0.</param>
    /// <exception cref="ArgumentException">The lists have different lengths, or hold numbers below zero.</exception>
    public CheckpointSlice(IReadOnlyList<long> starts, IReadOnlyList<long> lengths)
    {
        ArgumentNullException.ThrowIfNull(starts);
        ArgumentNullException.ThrowIfNull(lengths);
        if (starts.Count != lengths.Count) throw new ArgumentException($"CheckpointSlice: {starts.Count} starts and {lengths.Count} lengths: a start and a length for each axis.", nameof(lengths));
        for (var axis = 0; axis < starts.Count; axis++)
        {
            if (starts[axis] < 0 || lengths[axis] < -1 || (lengths[axis] < 0 && starts[axis] != 0))
                throw new ArgumentException($"CheckpointSlice: start {starts[axis]} and length {lengths[axis]} of axis {axis}: a start is 0 or more, a length 0 or more, or −1 with start 0 for the whole axis.", nameof(lengths));
        }
        (Starts, Lengths) = ([.. starts], [.. lengths]);
    }

    /// <summary>Index of the first element along each axis.</summary>
    public IReadOnlyList<long> Starts { get; }

    /// <summary>Number of elements along each axis; −1 for all of them.</summary>
    public IReadOnlyList<long> Lengths { get; }

    /// <summary>The whole of a variable of this rank.</summary>
    public static CheckpointSlice Whole(int rank) => new(new long[rank], [.. Enumerable.Repeat(-1L, rank)]);

    /// <summary>True where every axis is whole.</summary>
    public bool IsWhole => Lengths.All(length => length < 0);

    /// <summary>The shape of the part of a variable of the given shape; null where the part does not lie in it.</summary>
    public Shape? In(Shape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        if (shape.Rank != Starts.Count) return null;
        var lengths = new long[shape.Rank];
        for (var axis = 0; axis < lengths.Length; axis++)
        {
            lengths[axis] = Lengths[axis] < 0 ? shape[axis] : Lengths[axis];
            if (lengths[axis] > shape[axis] || Starts[axis] > shape[axis] - lengths[axis]) return null;
        }
        return Shape.Of(lengths);
    }

    /// <inheritdoc/>
    public bool Equals(CheckpointSlice? other) => other is not null && Starts.SequenceEqual(other.Starts) && Lengths.SequenceEqual(other.Lengths);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as CheckpointSlice);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var start in Starts) hash.Add(start);
        foreach (var length in Lengths) hash.Add(length);
        return hash.ToHashCode();
    }

    /// <summary>As TensorFlow writes it: <c>3,2:-</c> is two rows from the third on, with all columns.</summary>
    public override string ToString() => string.Join(':', Starts.Zip(Lengths, (start, length) => length < 0 ? "-" : $"{start},{length}"));
}
