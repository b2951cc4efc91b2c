namespace Nabla.Operations;

/// <summary>One axis as two: [outer, inner]. Shares memory.</summary>
/// <param name="Axis">The axis, not negative.</param>
/// <param name="Outer">Length of the outer axis; null where the inner one is given.</param>
/// <param name="Inner">Length of the inner axis; null where the outer one is given.</param>
public sealed record SplitAxis(int Axis, long? Outer, long? Inner) : SingleOp, IView
{
    /// <inheritdoc/>
    public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x)
    {
        long length = x[0].Shape.Lengths[Axis], part = Outer ?? Inner ?? 0;
        return part > 0 && (length == Shape.Unknown || length % part == 0) ? new(x[0].ElementType, ShapeOf(x[0].Shape))
            : throw new ShapeException($"{Name}: axis {Axis} of {x[0].Shape} by {part}: the number must divide the length.");
    }

    /// <inheritdoc/>
    public override void Run(RunContext context)
    {
        var x = context[0];
        var shape = ShapeOf(x.Shape);
        long[] strides = [.. x.Strides[..Axis], x.Strides[Axis] * shape.Lengths[Axis + 1], .. x.Strides[Axis..]];
        context.Share(0, x.View(shape, x.Offset, strides));
    }

    /// <inheritdoc/>
    protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy) => [dy.ReshapeLike(x[0])];

    Shape ShapeOf(Shape x)
    {
        long length = x.Lengths[Axis];
        long outer = Outer ?? (length == Shape.Unknown ? length : length / Inner!.Value), inner = Inner ?? (length == Shape.Unknown ? length : length / Outer!.Value);
        return new([.. x.Lengths[..Axis], outer, inner, .. x.Lengths[(Axis + 1)..]]);
    }
}
