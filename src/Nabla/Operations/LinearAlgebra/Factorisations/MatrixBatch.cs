namespace Nabla.Operations;

/// <summary>Batches of real matrices, computed one after another in float64.</summary>
internal static class MatrixBatch
{
    /// <summary>Throws unless the last two axes hold matrices of real numbers, square ones where that is wanted.</summary>
    internal static void Require(string op, TensorSpec x, bool square = false)
    {
        if (!x.ElementType.IsFloating)
        {
            throw new ElementTypeException($"{op}: a {x.ElementType.Name} tensor: it needs real numbers. Cast it first.");
        }

        if (x.Shape.Rank < 2)
        {
            throw new ShapeException($"{op}: a tensor of shape {x.Shape}: matrices are expected, 2 axes at least. Add an axis with ExpandDims.");
        }

        long rows = x.Shape.Lengths[^2], columns = x.Shape.Lengths[^1];
        if (square && rows != columns && rows != Shape.Unknown && columns != Shape.Unknown)
        {
            throw new ShapeException($"{op}: matrices of shape {x.Shape}: square ones are expected, as many rows as columns.");
        }
    }

    /// <summary>All elements in row-major order.</summary>
    /// <remarks>Another object of the same memory: what is computed here is no business of a tape that watches the input.</remarks>
    internal static double[] Read(Tensor x) => x.Alias().Cast(ElementType.Float64).ToArray<double>();

    /// <summary>Makes an output of these elements.</summary>
    internal static void Write(RunContext context, int index, double[] values, Shape shape) =>
        context.Share(index, Tensor.Adopt(values, shape).Cast(context[0].ElementType));

    /// <summary>Two batches of matrices whose axes in front are stretched to each other.</summary>
    internal static (Tensor A, Tensor B) Stretched(string op, Tensor a, Tensor b)
    {
        if (a.Rank < 2 || b.Rank < 2 || a.Shape[..^2] == b.Shape[..^2])
        {
            return (a, b);
        }

        var batch = Broadcasting.Join(op, a.Shape[..^2], b.Shape[..^2]);
        return (a.BroadcastTo(batch.Concat(a.Shape[^2..])), b.BroadcastTo(batch.Concat(b.Shape[^2..])));
    }

    /// <summary>The transpose of each matrix.</summary>
    internal static Tensor Turned(this Tensor x) => x.SwapAxes(-1, -2);

    /// <summary>Unit matrices of the size of square ones.</summary>
    internal static Tensor UnitLike(this Tensor x)
    {
        var places = x.OnesLike().CumSum(-1);
        return places.Equal(places.Turned()).Cast(x.ElementType);
    }
}
