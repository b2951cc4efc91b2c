namespace Nabla.Operations;

/// <summary>Part of a tensor by indices, ranges, new axes and an ellipsis; shares memory.</summary>
/// <param name="Entries">What stands between the brackets.</param>
public sealed record StridedSlice(Slices Entries) : SingleOp, IView
{
    /// <inheritdoc/>
    public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x) => new(x[0].ElementType, Entries.Of(x[0].Shape).Shape);

    /// <inheritdoc/>
    public override void Run(RunContext context) => context.Share(0, Entries.Of(context[0].Shape).On(context[0]));

    /// <inheritdoc/>
    protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy) => [Engine.Current.RunOne(new SlicePlaced(Entries), dy, x[0])];
}

/// <summary>Zeros of the shape of the second input, with the first one where the slices point: the gradient of <see cref="StridedSlice"/>.</summary>
/// <param name="Entries">What stands between the brackets.</param>
public sealed record SlicePlaced(Slices Entries) : SingleOp
{
    /// <inheritdoc/>
    public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x) => new(x[0].ElementType, x[1].Shape);

    /// <inheritdoc/>
    public override void Run(RunContext context)
    {
        var y = context.Output(0, context[1].Shape);
        Movement.Clear(y);
        Movement.Into(context[0], Entries.Of(y.Shape).On(y));
    }

    /// <inheritdoc/>
    protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy) => [Engine.Current.RunOne(new StridedSlice(Entries), dy), null];
}
