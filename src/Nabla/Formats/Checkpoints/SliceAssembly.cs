namespace Nabla.Formats.TensorFlow;

/// <summary>Copies the elements that two parts of a variable have in common from one to the other.</summary>
static class SliceAssembly
{
    /// <summary>Copies what is common; gives the number of elements. Both parts belong to a variable of the given shape.</summary>
    public static long Copy(Tensor from, CheckpointSlice fromPart, Tensor to, CheckpointSlice toPart, Shape shape)
    {
        var rank = shape.Rank;
        var (starts, lengths) = (new long[rank], new long[rank]);
        var (fromShape, toShape) = (fromPart.In(shape)!.ToArray(), toPart.In(shape)!.ToArray());
        for (var axis = 0; axis < rank; axis++)
        {
            starts[axis] = Math.Max(fromPart.Starts[axis], toPart.Starts[axis]);
            lengths[axis] = Math.Min(fromPart.Starts[axis] + fromShape[axis], toPart.Starts[axis] + toShape[axis]) - starts[axis];
            if (lengths[axis] <= 0) return 0;
        }
        var fromStarts = starts.Zip(fromPart.Starts, (x, y) => x - y).ToArray();
        var toStarts = starts.Zip(toPart.Starts, (x, y) => x - y).ToArray();
        if (from.ElementType == ElementType.String) CopyRows(from.Texts(), fromShape, fromStarts, to.Texts(), toShape, toStarts, lengths, 1);
        else CopyRows(from.ContiguousBytes, fromShape, fromStarts, to.ContiguousBytes, toShape, toStarts, lengths, from.ElementType.Size);
        return lengths.Aggregate(1L, (product, length) => product * length);
    }

    /// <summary>How many elements two parts have in common.</summary>
    public static long Common(CheckpointSlice one, CheckpointSlice other, Shape shape)
    {
        var count = 1L;
        for (var axis = 0; axis < shape.Rank && count > 0; axis++)
        {
            var oneLength = one.Lengths[axis] < 0 ? shape[axis] : one.Lengths[axis];
            var otherLength = other.Lengths[axis] < 0 ? shape[axis] : other.Lengths[axis];
            count *= Math.Max(Math.Min(one.Starts[axis] + oneLength, other.Starts[axis] + otherLength) - Math.Max(one.Starts[axis], other.Starts[axis]), 0);
        }
        return count;
    }

    static void CopyRows<T>(ReadOnlySpan<T> from, long[] fromShape, long[] fromStarts, Span<T> to, long[] toShape, long[] toStarts, long[] lengths, int unit)
    {
        var rank = lengths.Length;
        var row = (int)((rank > 0 ? lengths[^1] : 1) * unit);
        var index = new long[rank];
        while (true)
        {
            from.Slice((int)Position(fromShape, fromStarts, index, unit), row).CopyTo(to[(int)Position(toShape, toStarts, index, unit)..]);
            var axis = rank - 2;
            while (axis >= 0 && ++index[axis] == lengths[axis]) index[axis--] = 0;
            if (axis < 0) return;
        }
    }

    static long Position(long[] shape, long[] starts, long[] index, int unit)
    {
        var at = 0L;
        for (var axis = 0; axis < shape.Length; axis++) at = at * shape[axis] + starts[axis] + index[axis];
        return at * unit;
    }
}
