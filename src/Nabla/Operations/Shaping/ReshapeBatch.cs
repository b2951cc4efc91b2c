namespace Nabla.Operations;

/// <summary>Each sample of a batch under another shape: [batch, …] → [batch, Sample…]. Shares memory where the input is contiguous.</summary>
/// <param name="Sample">The shape of a sample; one length may be null and follows from the others.</param>
public sealed record ReshapeBatch(Shape Sample) : SingleOp, IRowMajorView
{
    /// <inheritdoc/>
    public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x)
    {
        if (x[0].Shape.Rank == 0)
        {
            throw new ShapeException($"Reshape: {x[0].Shape}: a batch has at least one axis. Add it with ExpandDims.");
        }

        var one = new Reshape(Sample).InferOne([new(x[0].ElementType, x[0].Shape[1..])]);
        return new(x[0].ElementType, x[0].Shape[..1].Concat(one.Shape));
    }

    /// <inheritdoc/>
    public override void Run(RunContext context)
    {
        var x = context[0].Contiguous();
        context.Share(0, x.View(InferOne([new(x.ElementType, x.Shape)]).Shape, x.Offset, null));
    }

    /// <inheritdoc/>
    protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy) => [dy.ReshapeLike(x[0])];
}

/// <summary>Each sample of a batch as one vector: [batch, a, b, …] → [batch, a·b·…]. Shares memory where the input is contiguous.</summary>
public sealed record FlattenBatch : SingleOp, IRowMajorView
{
    /// <inheritdoc/>
    public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x)
    {
        var shape = x[0].Shape;
        if (shape.Rank == 0)
        {
            throw new ShapeException("Flatten: a scalar: a batch has at least one axis. Add it with ExpandDims.");
        }

        return new(x[0].ElementType, shape[..1].Concat([shape[1..].IsKnown ? shape[1..].Size : null]));
    }

    /// <inheritdoc/>
    public override void Run(RunContext context)
    {
        var x = context[0].Contiguous();
        context.Share(0, x.View(InferOne([new(x.ElementType, x.Shape)]).Shape, x.Offset, null));
    }

    /// <inheritdoc/>
    protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy) => [dy.ReshapeLike(x[0])];
}
