namespace Nabla.Operations;

/// <summary>Tensors whose last axis holds index tuples.</summary>
internal static class Tuples
{
    /// <summary>How many leading axes of x a tuple names.</summary>
    /// <exception cref="ShapeException">Tuples have no axis, or more entries than x has axes.</exception>
    internal static int Depth(string op, Shape x, Shape tuples)
    {
        if (tuples.Rank == 0)
        {
            throw new ShapeException($"{op}: scalar indices: their last axis holds the index tuples. Add one with ExpandDims.");
        }

        long depth = tuples[^1];
        return depth <= x.Rank ? (int)depth
            : throw new ShapeException($"{op}: index tuples of {depth} entries for a tensor of shape {x}: a tuple has at most {x.Rank} entries, one for each axis.");
    }

    /// <summary>The row-major place of each tuple in an array of this shape.</summary>
    /// <exception cref="ArgumentException">An index lies outside its axis.</exception>
    internal static long[] Positions(string op, Tensor tuples, Shape shape)
    {
        var values = IndexValues.Of(tuples);
        int depth = shape.Rank;
        var result = new long[tuples.Shape[..^1].Size];
        for (int i = 0; i < result.Length; i++)
        {
            long position = 0;
            for (int k = 0; k < depth; k++)
            {
                long given = values[i * depth + k], length = shape.Lengths[k], at = given < 0 ? given + length : given;
                position = at >= 0 && at < length ? position * length + at
                    : throw new ArgumentException($"{op}: index {given} for axis {k} in tuple {i}: the axis has length {length}, so an index is between {-length} and {length - 1}.");
            }

            result[i] = position;
        }

        return result;
    }

    /// <summary>Writes updates into a contiguous tensor at index tuples.</summary>
    internal static void Scatter(string op, Tensor y, Tensor tuples, Tensor updates, ScatterMode mode)
    {
        int depth = Depth(op, y.Shape, tuples.Shape);
        ScatterRows.Run(y, y.Shape[..depth].Size, Positions(op, tuples, y.Shape[..depth]), updates, mode);
    }
}
