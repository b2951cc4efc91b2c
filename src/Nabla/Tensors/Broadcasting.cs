namespace Nabla;

/// <summary>NumPy's broadcasting rule: axes align from the right, and a length of 1 stretches.</summary>
internal static class Broadcasting
{
    /// <summary>The shape that both stretch to.</summary>
    /// <exception cref="ShapeException">An axis differs and neither length is 1.</exception>
    internal static Shape Join(string op, Shape x, Shape y)
    {
        if (x.Equals(y))
        {
            return x;
        }

        var lengths = new long[Math.Max(x.Rank, y.Rank)];
        for (int k = 1; k <= lengths.Length; k++)
        {
            long a = k <= x.Rank ? x.Lengths[^k] : 1, b = k <= y.Rank ? y.Lengths[^k] : 1;
            lengths[^k] = a == b || b == 1 ? a : a == 1 ? b
                : a == Shape.Unknown ? b : b == Shape.Unknown ? a
                : throw new ShapeException($"{op}: {x} and {y}: axis -{k} is {a} on the left and {b} on the right; they must be equal, or one of them 1. Reshape, or insert an axis with ExpandDims.");
        }

        return new(lengths);
    }

    /// <summary>Strides with which a tensor is read as if it had the shape <paramref name="to"/>.</summary>
    internal static long[] Strides(Shape from, ReadOnlySpan<long> strides, Shape to)
    {
        var result = new long[to.Rank];
        for (int k = 1; k <= from.Rank; k++)
        {
            result[^k] = from.Lengths[^k] == 1 ? 0 : strides[^k];
        }

        return result;
    }
}
