namespace Nabla;

/// <summary>One entry between the brackets of <c>x[…]</c>: an index, a range, a new axis, an ellipsis, or a tensor of indices or truth values.</summary>
/// <remarks>Numbers, <see cref="Index"/>, <see cref="Range"/> and tensors convert by themselves: <c>x[0, ^1, 10..100, mask]</c>. As in NumPy a negative number
/// counts from the end and drops its axis, and a range is cut to the length of its axis.</remarks>
public readonly record struct Slice
{
    Slice(SliceKind kind, long? start = null, long? stop = null, long step = 1, bool startFromEnd = false, bool stopFromEnd = false, Tensor? tensor = null) =>
        (Kind, Start, Stop, StepLength, StartFromEnd, StopFromEnd, Tensor) = (kind, start, stop, step, startFromEnd, stopFromEnd, tensor);

    /// <summary>A new axis of length 1.</summary>
    public static Slice NewAxis { get; } = new(SliceKind.NewAxis);

    /// <summary>All the axes that the other entries leave.</summary>
    public static Slice Ellipsis { get; } = new(SliceKind.Ellipsis);

    /// <summary>A whole axis, as <c>..</c>.</summary>
    public static Slice All { get; } = new(SliceKind.Range);

    internal SliceKind Kind { get; }

    internal long? Start { get; }

    internal long? Stop { get; }

    internal long StepLength { get; }

    // An Index that counts from the end stands apart from a negative number: ^0 is the end itself.
    internal bool StartFromEnd { get; }

    internal bool StopFromEnd { get; }

    internal Tensor? Tensor { get; }

    /// <summary>The element of an axis; a negative number counts from the end.</summary>
    public static implicit operator Slice(int index) => new(SliceKind.Index, index);

    /// <summary>The element of an axis; a negative number counts from the end.</summary>
    public static implicit operator Slice(long index) => new(SliceKind.Index, index);

    /// <summary>The element of an axis.</summary>
    public static implicit operator Slice(Index index) => new(SliceKind.Index, index.Value, startFromEnd: index.IsFromEnd);

    /// <summary>Part of an axis, cut to its length.</summary>
    public static implicit operator Slice(Range range) => range.Equals(Range.All) ? All
        : new(SliceKind.Range, range.Start.Value, range.End.Value, 1, range.Start.IsFromEnd, range.End.IsFromEnd);

    /// <summary>Elements at the indices of a tensor of whole numbers; or those where a tensor of truth values is true.</summary>
    public static implicit operator Slice(Tensor indices)
    {
        ArgumentNullException.ThrowIfNull(indices);
        return indices.ElementType == ElementType.Bool || indices.ElementType.IsInteger
            ? new(SliceKind.Tensor, tensor: indices)
            : throw new ElementTypeException($"Index: a {indices.ElementType.Name} tensor between the brackets: it must hold whole numbers or truth values. Cast it first.");
    }

    /// <summary>Every <paramref name="step"/>-th element from start up to, not including, stop: Python's <c>start:stop:step</c>.</summary>
    /// <param name="start">The first element; negative counts from the end; null is where the direction begins.</param>
    /// <param name="stop">Where it ends; negative counts from the end; null is beyond the last (for a negative step, before the first).</param>
    /// <param name="step">Not 0; negative goes backwards.</param>
    /// <exception cref="ArgumentException">The step is 0.</exception>
    public static Slice Step(long? start, long? stop, long step) => step != 0 ? new(SliceKind.Range, start, stop, step)
        : throw new ArgumentException("Slice.Step: a step of 0: it must be positive, or negative to go backwards.", nameof(step));

    /// <summary>The element that an index entry names.</summary>
    /// <exception cref="ShapeException">It lies outside the axis.</exception>
    internal long Place(int axis, long length)
    {
        long given = Start!.Value, at = StartFromEnd ? length - given : given < 0 ? given + length : given;
        return at >= 0 && at < length ? at
            : throw new ShapeException($"Index: {this} on axis {axis}: the axis has length {length}, so an index is between {-length} and {length - 1}.");
    }

    /// <summary>What a range entry takes of an axis.</summary>
    internal (long Start, long Count) Extent(long length)
    {
        long low = StepLength > 0 ? 0 : -1, high = StepLength > 0 ? length : length - 1;
        long start = Bound(Start, StartFromEnd, StepLength > 0 ? low : high), stop = Bound(Stop, StopFromEnd, StepLength > 0 ? high : low);
        long distance = StepLength > 0 ? stop - start : start - stop, step = Math.Abs(StepLength);
        return (start, distance <= 0 ? 0 : (distance + step - 1) / step);

        long Bound(long? value, bool fromEnd, long missing) =>
            value is not { } v ? missing : Math.Clamp(fromEnd ? length - v : v < 0 ? v + length : v, low, high);
    }

    /// <summary>The entry as it is written: <c>10..100</c>, <c>^1</c>, <c>newaxis</c>.</summary>
    public override string ToString() => Kind switch
    {
        SliceKind.Index => Text(Start, StartFromEnd),
        SliceKind.Range when StepLength == 1 => $"{Text(Start, StartFromEnd)}..{(StopFromEnd && Stop == 0 ? string.Empty : Text(Stop, StopFromEnd))}",
        SliceKind.Range => $"{Text(Start, StartFromEnd)}:{Text(Stop, StopFromEnd)}:{StepLength}",
        SliceKind.NewAxis => "newaxis",
        SliceKind.Ellipsis => "...",
        _ => $"tensor {Tensor?.ElementType.Name} {Tensor?.Shape}",
    };

    /// <summary>The entry without its tensor, of which an op knows only that it is there.</summary>
    internal Slice WithoutTensor() => Tensor is null ? this : new(SliceKind.Tensor);

    static string Text(long? value, bool fromEnd) => value is { } v ? $"{(fromEnd ? "^" : string.Empty)}{v}" : string.Empty;
}

/// <summary>What an entry between brackets is.</summary>
internal enum SliceKind
{
    /// <summary>Part of an axis; the default: all of it.</summary>
    Range,

    /// <summary>One element, dropping the axis.</summary>
    Index,

    /// <summary>A new axis.</summary>
    NewAxis,

    /// <summary>All the axes that are left.</summary>
    Ellipsis,

    /// <summary>A tensor of indices or truth values.</summary>
    Tensor,
}
