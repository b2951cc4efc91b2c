namespace Nabla.Operations;

/// <summary>A tensor that is given when the graph is run.</summary>
/// <param name="ElementType">Its element type.</param>
/// <param name="Shape">Its shape, unknown lengths null.</param>
public sealed record Placeholder(ElementType ElementType, Shape Shape) : SingleOp
{
    /// <inheritdoc/>
    public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x) => new(ElementType, Shape);

    /// <inheritdoc/>
    public override void Run(RunContext context) => throw new InvalidOperationException(
        $"Placeholder: {ElementType.Name} {Shape}: no value was fed. Give one for it in Session.Run.");
}

/// <summary>A tensor that is known already.</summary>
/// <param name="Value">Its value.</param>
public sealed record Constant(Tensor Value) : SingleOp
{
    /// <inheritdoc/>
    public override string Name => "Const";

    /// <inheritdoc/>
    public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x) => new(Value.ElementType, Value.Shape, Value);

    /// <inheritdoc/>
    public override void Run(RunContext context) => context.Share(0, Value);
}

/// <summary>The present value of a variable.</summary>
/// <param name="Target">The variable.</param>
public sealed record ReadVariable(Variable Target) : SingleOp
{
    /// <inheritdoc/>
    public override string Name => "Read";

    /// <inheritdoc/>
    public override Effect Effect => Effect.ReadsState;

    internal override Variable? Origin => Target;

    /// <inheritdoc/>
    public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x) => new(Target.ElementType, Target.Shape);

    /// <inheritdoc/>
    public override void Run(RunContext context) => context.Share(0, Target.Here.Resolve());
}
