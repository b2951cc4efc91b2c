namespace Nabla.Operations;

/// <summary>An operation on the rows along one axis of floating tensors: the output has the shape of the inputs.</summary>
/// <param name="Axis">The axis; negative ones count from the last.</param>
public abstract record AxisOp(int Axis) : SingleOp
{
    /// <inheritdoc/>
    public sealed override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x)
    {
        if (!x[0].ElementType.IsFloating)
        {
            throw new ElementTypeException($"{Name}: a {x[0].ElementType.Name} tensor: it needs a floating type. Cast it first.");
        }

        _ = Axes.Normalize(Name, Axis, x[0].Shape.Rank);
        return new(x[0].ElementType, x[0].Shape);
    }

    /// <inheritdoc/>
    public sealed override void Run(RunContext context)
    {
        var x = context[0];
        int axis = Axes.Normalize(Name, Axis, x.Rank);
        var y = context.Output();
        if (x.Size == 0)
        {
            return;
        }

        var run = new Kernel(this, context, axis, y);
        ElementDispatch.Run(x.ElementType, ref run);
    }

    /// <summary>The kernel of an op with one input.</summary>
    private protected virtual void Run<T>(Tensor x, int axis, Tensor y)
        where T : unmanaged => throw new InvalidOperationException($"{Name} takes two inputs.");

    /// <summary>The kernel of an op with two inputs.</summary>
    private protected virtual void Run<T>(Tensor x, Tensor y, int axis, Tensor z)
        where T : unmanaged => throw new InvalidOperationException($"{Name} takes one input.");

    readonly struct Kernel(AxisOp op, RunContext context, int axis, Tensor y) : IForElements
    {
        public void Run<T>()
            where T : unmanaged
        {
            if (context.Count == 1)
            {
                op.Run<T>(context[0], axis, y);
            }
            else
            {
                op.Run<T>(context[0], context[1], axis, y);
            }
        }
    }
}
