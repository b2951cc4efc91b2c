namespace Nabla.Operations;

/// <summary>Sums of products over pairs of axes, as one matrix product.</summary>
internal static class Contraction
{
    /// <summary>z[free of x, free of y] = Σ x·y over the paired axes; without pairs the product of each element with each.</summary>
    /// <exception cref="ShapeException">Paired axes differ in length, or an axis is named twice.</exception>
    internal static Tensor Of(string op, Tensor x, int[] xAxes, Tensor y, int[] yAxes)
    {
        if (xAxes.Length != yAxes.Length)
        {
            throw new ShapeException($"{op}: {xAxes.Length} axes of the left side, {yAxes.Length} of the right: axes are summed in pairs. Name as many on both sides.");
        }

        int[] a = Positions(op, x, xAxes), b = Positions(op, y, yAxes);
        for (int i = 0; i < a.Length; i++)
        {
            long length = x.Shape.Lengths[a[i]], other = y.Shape.Lengths[b[i]];
            if (length != other && length != Shape.Unknown && other != Shape.Unknown)
            {
                throw new ShapeException($"{op}: {x.Shape} × {y.Shape}: axis {a[i]} of the left side has length {length}, axis {b[i]} of the right {other}; axes that are summed together must be equal. Transpose or reshape one side.");
            }
        }

        int[] xFree = Others(x.Rank, a), yFree = Others(y.Rank, b);
        var left = Merged(Ordered(x, [.. xFree, .. a]), xFree.Length);
        var right = Merged(Ordered(y, [.. b, .. yFree]), b.Length);
        var z = Engine.Current.RunOne(new MatMul(), left, right);
        return xFree.Length == 1 && yFree.Length == 1 ? z : z.Reshape(new([.. xFree.Select(k => x.Shape.Lengths[k]), .. yFree.Select(k => y.Shape.Lengths[k])]));
    }

    /// <summary>The axes in this order; the tensor itself where that is how they stand.</summary>
    internal static Tensor Ordered(Tensor x, int[] order)
    {
        for (int k = 0; k < order.Length; k++)
        {
            if (order[k] != k)
            {
                return x.Transpose(Axes.Create(order));
            }
        }

        return x;
    }

    /// <summary>Number of elements of some lengths; unknown where one is.</summary>
    internal static long Product(ReadOnlySpan<long> lengths)
    {
        long product = 1;
        foreach (long length in lengths)
        {
            product = length == Shape.Unknown || product == Shape.Unknown ? Shape.Unknown : product * length;
        }

        return product;
    }

    /// <summary>A matrix: the first axes become its rows, the others its columns.</summary>
    static Tensor Merged(Tensor x, int rows) =>
        x.Rank == 2 && rows == 1 ? x : x.Reshape(new([Product(x.Shape.Lengths[..rows]), Product(x.Shape.Lengths[rows..])]));

    static int[] Positions(string op, Tensor x, int[] axes)
    {
        var result = Array.ConvertAll(axes, axis => Axes.Normalize(op, axis, x.Rank));
        return result.Distinct().Count() == result.Length
            ? result
            : throw new ShapeException($"{op}: axes [{string.Join(", ", axes)}]: an axis is named twice. Name each axis once.");
    }

    static int[] Others(int rank, int[] axes) => [.. Enumerable.Range(0, rank).Where(k => Array.IndexOf(axes, k) < 0)];
}
