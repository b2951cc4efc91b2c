namespace Nabla.Operations;

/// <summary>The gradient of an op that is made of others: they run again under a tape, which is then walked back.</summary>
/// <remarks>Inputs: those of the op, then the gradients of its outputs that have one. Outputs: the gradients that are wanted.</remarks>
/// <param name="Of">The op.</param>
/// <param name="Given">Which outputs have a gradient: a 1 or a 0 for each.</param>
/// <param name="Wanted">Which inputs' gradients are computed.</param>
internal sealed record RecomputedGradient(CompositeOp Of, string Given, string Wanted) : CompositeOp
{
    public override string Name => $"{Of.Name}Gradient";

    internal override bool IsTransparent => false;

    public override TensorSpec[] Infer(ReadOnlySpan<TensorSpec> x)
    {
        var y = new List<TensorSpec>();
        for (int i = 0; i < Wanted.Length; i++)
        {
            if (Wanted[i] == '1')
            {
                y.Add(new(x[i].ElementType, x[i].Shape));
            }
        }

        return [.. y];
    }

    public override Tensor?[] Gradient(Node node, Tensor?[] dy) => For(this, node, dy);

    internal override Tensor[] Compute(Tensor[] x)
    {
        var inputs = x[..Wanted.Length];

        // Each input by itself, so that one tensor given twice has two gradients.
        var own = Array.ConvertAll(inputs, t => t.Identity());
        var trace = new Trace(watchVariables: false);
        foreach (var t in own)
        {
            trace.Watch(t);
        }

        Tensor[] y;
        NodeObservers.Open(trace);
        try
        {
            y = Of.Compute(own);
        }
        finally
        {
            NodeObservers.Close(trace);
        }

        int next = Wanted.Length;
        var targets = new List<Tensor>();
        var gradients = new List<Tensor?>();
        for (int i = 0; i < Given.Length; i++)
        {
            if (Given[i] == '1')
            {
                targets.Add(y[i]);
                gradients.Add(x[next++]);
            }
        }

        int[] wanted = [.. Enumerable.Range(0, Wanted.Length).Where(i => Wanted[i] == '1')];
        var dx = ReverseWalk.Run(trace.Nodes, targets, gradients, Array.ConvertAll(wanted, i => own[i]));
        return [.. dx.Select((d, i) => d ?? own[wanted[i]].ZerosLike())];
    }

    /// <summary>The gradients of a composite op's inputs, as an op of its own.</summary>
    internal static Tensor?[] For(CompositeOp op, Node node, Tensor?[] dy)
    {
        string given = string.Concat(dy.Select(d => d is null ? '0' : '1'));
        string wanted = string.Concat(node.Inputs.Select(x => x.ElementType.IsDifferentiable ? '1' : '0'));
        var computed = Engine.Current.Run(new RecomputedGradient(op, given, wanted), [.. node.Inputs, .. dy.OfType<Tensor>()]);
        var dx = new Tensor?[wanted.Length];
        int next = 0;
        for (int i = 0; i < dx.Length; i++)
        {
            dx[i] = wanted[i] == '1' ? computed[next++] : null;
        }

        return dx;
    }
}
