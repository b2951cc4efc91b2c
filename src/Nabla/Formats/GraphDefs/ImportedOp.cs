namespace Nabla.Formats.GraphDefs;

/// <summary>The op of an imported node: when the node runs, the table of op types computes it from ordinary operations.</summary>
sealed record ImportedOp(ImportedNode Node, OpRow Row) : CompositeOp
{
    /// <inheritdoc/>
    public override string Name => Node.Type;

    /// <inheritdoc/>
    public override Effect Effect => Row.Effect;

    /// <summary>Sizes and axes are read from the values of inputs, so the parts are known only while it runs.</summary>
    internal override bool IsTransparent => false;

    /// <inheritdoc/>
    public override TensorSpec[] Infer(ReadOnlySpan<TensorSpec> x) => [.. Enumerable.Range(0, Node.Outputs.Count).Select(Node.Spec)];

    internal override Tensor[] Compute(Tensor[] x)
    {
        var y = Row.Compute(new ImportedCall(Node, x));
        for (var i = 0; i < y.Length; i++)
        {
            // Gradients tell tensors apart by object, so what is passed on becomes an object of its own.
            if (y[i] is not (HandleTensor or Variable) && (y[i].Origin is not null || Array.Exists(x, t => ReferenceEquals(t, y[i])))) y[i] = y[i].Identity();
        }
        for (var i = 0; i < y.Length; i++)
        {
            var type = Node.Spec(i).ElementType;
            if (y[i].ElementType != type) throw new ElementTypeException($"{Name}: output {i} of '{Node.Name}' would be {y[i].ElementType.Name}, and the file says {type.Name}: this operation is not defined for {string.Join(", ", x.Select(t => t.ElementType.Name).Distinct())}.");
        }
        return y;
    }
}
