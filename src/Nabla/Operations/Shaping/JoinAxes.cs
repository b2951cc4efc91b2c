namespace Nabla.Operations;

/// <summary>Neighbouring axes as one: […, a, b, c, …] → […, a·b·c, …]. Shares memory where the input is contiguous.</summary>
/// <param name="Axis">The first of them, not negative.</param>
/// <param name="Count">How many.</param>
public sealed record JoinAxes(int Axis, int Count) : SingleOp
{
    /// <inheritdoc/>
    public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x) => Axis >= 0 && Count > 0 && Axis + Count <= x[0].Shape.Rank
        ? new(x[0].ElementType, ShapeOf(x[0].Shape))
        : throw new ShapeException($"{Name}: {Count} axes from axis {Axis} of {x[0].Shape}: there are {x[0].Shape.Rank}.");

    /// <inheritdoc/>
    public override void Run(RunContext context)
    {
        var x = context[0].Contiguous();
        context.Share(0, x.View(ShapeOf(x.Shape), x.Offset, null));
    }

    /// <inheritdoc/>
    protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy) => [dy.ReshapeLike(x[0])];

    Shape ShapeOf(Shape x)
    {
        var joined = x[Axis..(Axis + Count)];
        return x[..Axis].Concat([joined.IsKnown ? joined.Size : null]).Concat(x[(Axis + Count)..]);
    }
}
