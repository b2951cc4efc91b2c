namespace Nabla;

/// <summary>The engine that computes each op when it meets it.</summary>
internal sealed class Eager : Engine
{
    internal static readonly Eager Instance = new();

    public override Tensor[] Run(Op op, params ReadOnlySpan<Tensor> inputs)
    {
        if (SymbolicNode.IsGiven(inputs))
        {
            return OperationNode.Apply(op, inputs);
        }

        if (op is CompositeOp composite)
        {
            return composite.Compute(inputs.ToArray());
        }

        var x = new Tensor[inputs.Length];
        var specs = new TensorSpec[inputs.Length];
        for (int i = 0; i < x.Length; i++)
        {
            x[i] = inputs[i].Resolve();
            specs[i] = new(x[i].ElementType, x[i].Shape, x[i]);
        }

        var context = new RunContext(op, x, op.Infer(specs));
        if (NodeObservers.Any)
        {
            // What an op computes inside itself is its own affair: its gradient is told by the op, not by its parts.
            using (NodeObservers.Suspend())
            {
                op.Run(context);
            }
        }
        else
        {
            op.Run(context);
        }

        GC.KeepAlive(x);
        var y = context.Outputs;
        if (NodeObservers.Any)
        {
            NodeObservers.Notify(new Node(op, x, y));
        }

        return y;
    }
}
