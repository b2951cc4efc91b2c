namespace Nabla.Layers;

/// <summary>What layers that join tensors element by element have in common.</summary>
/// <remarks>
/// <para>Lengths of 1 are stretched. A tensor with fewer axes gets axes of length 1 after the batch axis: [batch, 4] is joined to [batch, 3, 4] as [batch, 1, 4].
/// The batch axis itself is never stretched.</para>
/// <para>An entry of the output counts where one of any input does; where an input has no mask, all do, and the output has none.</para>
/// </remarks>
public abstract class ElementwiseMergingLayer : MergingLayer
{
    private protected ElementwiseMergingLayer(string? name)
        : base(name)
    {
    }

    /// <summary>Two tensors of one rank joined.</summary>
    private protected abstract Tensor Join(Tensor x, Tensor y);

    /// <summary>Tensors of one rank joined.</summary>
    /// <param name="xs">One at least.</param>
    /// <param name="masks">Which entries of each count, with axes of length 1 where they have fewer than the tensor; null where all do.</param>
    private protected virtual Tensor Joined(IReadOnlyList<Tensor> xs, IReadOnlyList<Tensor?> masks) => xs.Aggregate(Join);

    private protected sealed override Tensor Merge(IReadOnlyList<Tensor> inputs, IReadOnlyList<Tensor?> masks)
    {
        int rank = inputs.Max(x => x.Rank);
        return Joined([.. inputs.Select(x => Widened(x, rank - x.Rank))], [.. masks.Select((mask, i) => Beside(mask, inputs[i].Rank, rank))]);
    }

    /// <summary>The largest or smallest entries, where those that do not count take no part.</summary>
    private protected Tensor JoinedWhereCounted(IReadOnlyList<Tensor> xs, IReadOnlyList<Tensor?> masks)
    {
        var (y, counted) = (xs[0], masks[0]);
        for (int i = 1; i < xs.Count; i++)
        {
            var (x, mask) = (xs[i], masks[i]);
            x = mask is null ? x : Tensor.Where(mask, x, y);
            y = counted is null ? y : Tensor.Where(counted, y, x);
            counted = counted is null || mask is null ? null : counted.LogicalOr(mask);
            y = Join(y, x);
        }

        return y;
    }

    private protected override void Check(Shape[] shapes)
    {
        if (Array.Find(shapes, shape => shape.IsRankKnown && shape.Rank == 0) is not null)
        {
            throw new ShapeException($"{Name}: shapes {Listed(shapes)}: a scalar has no batch axis. Add one: x.ExpandDims(0).");
        }

        var known = shapes.Where(shape => shape.IsRankKnown).ToList();
        int rank = known.Count == 0 ? 0 : known.Max(shape => shape.Rank);
        for (int fromEnd = 1; fromEnd < rank; fromEnd++)
        {
            var lengths = known.Where(shape => shape.Rank > fromEnd).Select(shape => shape.Lengths[^fromEnd]).Where(length => length is not (Shape.Unknown or 1)).Distinct().ToList();
            if (lengths.Count > 1)
            {
                throw new ShapeException($"{Name}: shapes {Listed(shapes)}: lengths {string.Join(" and ", lengths)} meet. Lengths must be equal or 1; axes are compared from the last.");
            }
        }

        if (known.Select(shape => shape.Lengths[0]).Where(length => length != Shape.Unknown).Distinct().Count() > 1)
        {
            throw new ShapeException($"{Name}: shapes {Listed(shapes)}: the inputs have different numbers of samples. Give as many of each.");
        }
    }

    private protected override Tensor? JoinedMask(IReadOnlyList<Tensor> inputs, IReadOnlyList<Tensor?> masks)
    {
        if (masks.Contains(null))
        {
            return null;
        }

        int rank = inputs.Max(x => x.Rank);
        var widened = masks.Select((mask, i) => Widened(mask!, rank - inputs[i].Rank)).ToList();
        int longest = widened.Max(mask => mask.Rank);
        return widened.Select(mask => Ended(mask, longest)).Aggregate((a, b) => a.LogicalOr(b));
    }

    static string Listed(Shape[] shapes) => string.Join(", ", shapes.Select(shape => shape.ToString()));

    static Tensor Widened(Tensor x, int count) => count == 0 ? x : x.ExpandDims(Axes.Create([.. Enumerable.Range(1, count)]));

    static Tensor Ended(Tensor mask, int rank) => mask.Rank == rank ? mask : mask.ExpandDims(Axes.Create([.. Enumerable.Range(mask.Rank, rank - mask.Rank)]));

    static Tensor? Beside(Tensor? mask, int inputRank, int rank) => mask is null ? null : Widened(Ended(mask, inputRank), rank - inputRank);
}
