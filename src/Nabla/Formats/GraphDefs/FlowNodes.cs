namespace Nabla.Formats.GraphDefs;

/// <summary>Hands a value to one of two branches: the first output lives where the condition is false, the second where it is true.</summary>
sealed record SwitchFlow(ImportedNode Node) : FlowOp
{
    public override string Name => Node.Type;

    public override TensorSpec[] Infer(ReadOnlySpan<TensorSpec> x) => [Node.Spec(0), Node.Spec(1)];

    internal override Tensor?[] Flow(Tensor?[] x)
    {
        if (x[0] is not { } value || x[1] is not { } condition) return [null, null];
        var passed = PassFlow.Passed(value, Node.Type == "RefSwitch");
        return condition.Resolve().ToScalar<bool>() ? [null, passed] : [passed, null];
    }
}

/// <summary>Goes on with the one input that lives, and says which it is.</summary>
sealed record MergeFlow(ImportedNode Node) : FlowOp
{
    public override string Name => Node.Type;

    public override TensorSpec[] Infer(ReadOnlySpan<TensorSpec> x) => [Node.Spec(0), Node.Spec(1)];

    internal override Tensor?[] Flow(Tensor?[] x)
    {
        var at = Array.FindIndex(x, t => t is not null);
        return at < 0 ? [null, null] : [PassFlow.Passed(x[at]!, Node.Type == "RefMerge"), Tensor.Constant(at)];
    }
}

/// <summary>Passes its input on, alive or not.</summary>
sealed record PassFlow(ImportedNode Node) : FlowOp
{
    public override string Name => Node.Type;

    public override TensorSpec[] Infer(ReadOnlySpan<TensorSpec> x) => [Node.Spec(0)];

    internal override Tensor?[] Flow(Tensor?[] x) => [x[0] is { } value ? Passed(value, Node.Type.StartsWith("Ref", StringComparison.Ordinal)) : null];

    /// <summary>The value as a tensor object of its own, so that gradients can tell it apart; a variable itself where that is passed.</summary>
    internal static Tensor Passed(Tensor value, bool isReference) => value is HandleTensor || (isReference && value is Variable) ? value : value.Identity();
}

/// <summary>Runs after its control inputs, whether they were taken or not.</summary>
sealed record TriggerFlow(ImportedNode Node) : FlowOp
{
    public override string Name => Node.Type;

    internal override bool IgnoresDeadControls => true;

    public override TensorSpec[] Infer(ReadOnlySpan<TensorSpec> x) => [];

    internal override Tensor?[] Flow(Tensor?[] x) => [];
}

/// <summary>A variable of a graph: the variable itself, or a handle of it.</summary>
sealed record VariableNode(ImportedNode Node, Variable Target) : CompositeOp
{
    readonly HandleTensor handle = new(ElementType.Resource, Target);

    public override string Name => Node.Type;

    internal override bool IsTransparent => false;

    internal override Variable? Origin => Target;

    public override TensorSpec[] Infer(ReadOnlySpan<TensorSpec> x) => [Node.Type == "VarHandleOp" ? Node.Spec(0) : new(Target.ElementType, Target.Shape)];

    internal override Tensor[] Compute(Tensor[] x) => [Node.Type == "VarHandleOp" ? handle : Target];
}
