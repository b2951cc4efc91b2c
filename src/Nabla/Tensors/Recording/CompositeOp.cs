namespace Nabla;

/// <summary>An operation that is made of others. Run at once it is just those; recorded it is one node, so that what depends on values is decided when they are there.</summary>
public abstract record CompositeOp : Op
{
    /// <summary>Whether a step that is being compiled takes the parts instead of the node.</summary>
    internal virtual bool IsTransparent => true;

    /// <summary>Computes the outputs by operations on tensors.</summary>
    internal abstract Tensor[] Compute(Tensor[] x);

    /// <inheritdoc/>
    public sealed override void Run(RunContext context)
    {
        var y = Compute(context.Inputs);
        for (int i = 0; i < y.Length; i++)
        {
            context.Share(i, y[i]);
        }
    }
}

/// <summary>An operation that decides which of what follows is alive: inputs and outputs may be dead, null.</summary>
internal abstract record FlowOp : Op
{
    /// <summary>Whether it runs even where a control input was not taken.</summary>
    internal virtual bool IgnoresDeadControls => false;

    internal abstract Tensor?[] Flow(Tensor?[] x);

    /// <inheritdoc/>
    public sealed override void Run(RunContext context) => throw new InvalidOperationException($"{Name}: only a graph's session runs it.");
}
