namespace Nabla.Operations;

/// <summary>The first input repeated along the axes over which it was reduced, so that it has the shape of the second: the gradient of a sum.</summary>
/// <param name="Axes">The reduced axes; null for all.</param>
/// <param name="KeepDims">Whether the reduced axes stand in the first input with length 1.</param>
public sealed record BroadcastOver(Axes? Axes, bool KeepDims) : SingleOp, IView
{
    /// <inheritdoc/>
    public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x) => new(x[0].ElementType, x[1].Shape);

    /// <inheritdoc/>
    public override void Run(RunContext context)
    {
        Tensor x = context[0];
        var to = context[1].Shape;
        var axes = Nabla.Axes.Normalize(Name, Axes, to.Rank);
        var strides = new long[to.Rank];
        int from = 0;
        for (int k = 0; k < strides.Length; k++)
        {
            bool reduced = Array.IndexOf(axes, k) >= 0;
            strides[k] = reduced || to.Lengths[k] == 1 ? 0 : x.Strides[from];
            from += reduced && !KeepDims ? 0 : 1;
        }

        context.Share(0, x.View(to, x.Offset, strides));
    }

    /// <inheritdoc/>
    protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy) => [Engine.Current.RunOne(new Reduction(ReduceKind.Sum, Axes, KeepDims), dy), null];
}

/// <summary>How many elements of the first input went into each of the second, as a scalar of their type.</summary>
internal sealed record CountPerElement : SingleOp, IShapeOnly
{
    /// <inheritdoc/>
    public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x) => new(x[0].ElementType, Shape.Scalar);

    /// <inheritdoc/>
    public override void Run(RunContext context)
    {
        long parts = context[1].Size;
        context.Share(0, Scalars.Of(context[0].ElementType, parts == 0 ? 0 : (double)context[0].Size / parts));
    }

    /// <inheritdoc/>
    protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy) => [null, null];
}
