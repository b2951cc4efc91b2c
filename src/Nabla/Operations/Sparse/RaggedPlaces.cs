namespace Nabla.Operations;

/// <summary>Which rows of nested lists are taken: the splits of what comes of them, level by level, and the places of its values, int64.</summary>
/// <param name="Levels">How many levels of rows the lists have.</param>
/// <remarks>Inputs: the splits of each level, outermost first, then indices of outermost rows. Outputs: a split for each axis of the indices but the first, those of each level, places [n].</remarks>
public sealed record RaggedPlaces(int Levels) : Op
{
    /// <inheritdoc/>
    public override TensorSpec[] Infer(ReadOnlySpan<TensorSpec> x)
    {
        foreach (var input in x)
        {
            IndexValues.Require("RaggedGather", input);
        }

        int rank = x[Levels].Shape.Rank;
        var result = new TensorSpec[rank + Levels];
        Array.Fill(result, new(x[0].ElementType, new Shape([Shape.Unknown])));
        result[^1] = new(ElementType.Int64, new Shape([Shape.Unknown]));
        return rank > 0 ? result : throw new ShapeException("RaggedGather: a scalar index: a vector at least is expected. Add an axis with ExpandDims.");
    }

    /// <inheritdoc/>
    public override void Run(RunContext context)
    {
        var indices = context[Levels];
        var type = context[0].ElementType;
        long rows = 1;
        for (int axis = 0; axis + 1 < indices.Rank; axis++)
        {
            // Rows of equal length, as the axes of the indices make them.
            rows *= indices.Shape[axis];
            long width = indices.Shape[axis + 1];
            context.Share(axis, Tensor.Constant((Array)Enumerable.Range(0, (int)rows + 1).Select(i => i * width).ToArray()).Cast(type));
        }

        long[] taken = IndexValues.Of(indices).ToArray();
        for (int level = 0; level < Levels; level++)
        {
            long[] splits = IndexValues.Of(context[level]).ToArray(), made = new long[taken.Length + 1];
            var next = new List<long>();
            for (int i = 0; i < taken.Length; i++)
            {
                long row = taken[i];
                if (row < 0 || row >= splits.Length - 1)
                {
                    throw new ArgumentException($"RaggedGather: index {row}: there are {splits.Length - 1} rows, so an index is between 0 and {splits.Length - 2}.");
                }

                for (long at = splits[row]; at < splits[row + 1]; at++)
                {
                    next.Add(at);
                }

                made[i + 1] = next.Count;
            }

            context.Share(indices.Rank - 1 + level, Tensor.Constant(made).Cast(type));
            taken = [.. next];
        }

        context.Share(indices.Rank - 1 + Levels, Tensor.Constant(taken));
        GC.KeepAlive(context);
    }

    /// <inheritdoc/>
    public override Tensor?[] Gradient(Node node, Tensor?[] dy) => new Tensor?[node.Inputs.Length];
}

/// <summary>The index tuple of each value of nested lists, and the shape that holds them all, int64.</summary>
/// <remarks>Inputs: the splits of each level, outermost first. Shapes: [values, levels + 1], [levels + 1].</remarks>
public sealed record RaggedTuples : Op
{
    /// <inheritdoc/>
    public override TensorSpec[] Infer(ReadOnlySpan<TensorSpec> x)
    {
        foreach (var input in x)
        {
            IndexValues.Require("Ragged", input);
        }

        return [new(ElementType.Int64, new Shape([Shape.Unknown, x.Length + 1])), new(ElementType.Int64, Shape.Of([x.Length + 1]))];
    }

    /// <inheritdoc/>
    public override void Run(RunContext context)
    {
        long[] lengths = new long[context.Count + 1];
        List<long[]> tuples = [[]];
        for (int level = 0; level < context.Count; level++)
        {
            long[] splits = IndexValues.Of(context[level]).ToArray();
            if (level == 0)
            {
                lengths[0] = splits.Length - 1;
                tuples = [.. Enumerable.Range(0, Math.Max(0, splits.Length - 1)).Select(i => new[] { (long)i })];
            }

            if (splits.Length != tuples.Count + 1 || splits[0] != 0)
            {
                throw new ArgumentException($"Ragged: {splits.Length} splits of level {level} for {tuples.Count} rows: one more than rows, the first 0, is expected.");
            }

            var next = new List<long[]>();
            for (int row = 0; row < tuples.Count; row++)
            {
                long width = splits[row + 1] - splits[row];
                lengths[level + 1] = Math.Max(lengths[level + 1], width);
                for (long k = 0; k < width; k++)
                {
                    next.Add([.. tuples[row], k]);
                }
            }

            tuples = next;
        }

        context.Share(0, Tensor.Constant((Array)tuples.SelectMany(tuple => tuple).ToArray(), Shape.Of([tuples.Count, lengths.Length])));
        context.Share(1, Tensor.Constant(lengths));
    }

    /// <inheritdoc/>
    public override Tensor?[] Gradient(Node node, Tensor?[] dy) => new Tensor?[node.Inputs.Length];
}
