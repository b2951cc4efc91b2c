namespace Nabla;

/// <summary>One operation. Its attributes are its constructor parameters, all value-equal, so that equal records are interchangeable.</summary>
/// <remarks>An op is immutable and knows nothing of who runs it: at once, recorded, or compiled.</remarks>
public abstract record Op
{
    /// <summary>The name used in errors and graphs; by default the type's own.</summary>
    public virtual string Name => GetType().Name;

    /// <summary>What the op does besides computing its outputs.</summary>
    public virtual Effect Effect => Effect.None;

    /// <summary>The variable whose value, or handle, the outputs are; null for all other ops.</summary>
    internal virtual Variable? Origin => null;

    /// <summary>The type and shape of each output.</summary>
    /// <exception cref="ShapeException">The inputs' shapes do not fit.</exception>
    /// <exception cref="ElementTypeException">The inputs' element types do not fit.</exception>
    public abstract TensorSpec[] Infer(ReadOnlySpan<TensorSpec> x);

    /// <summary>Computes the outputs: asks <paramref name="context"/> for them and fills them.</summary>
    public abstract void Run(RunContext context);

    /// <summary>The gradient of each input, given those of the outputs (null where an output has none); null where no gradient flows.</summary>
    /// <exception cref="NoGradientException">The op has no gradient.</exception>
    public virtual Tensor?[] Gradient(Node node, Tensor?[] dy) =>
        throw new NoGradientException($"{Name} has no gradient. Stop the gradient before it (StopGradient), or use an operation that has one.");

    /// <summary>The same gradients, where only some are asked for: an op whose gradients cost much computes no others.</summary>
    /// <param name="node">The application of this op.</param>
    /// <param name="dy">The gradients of the outputs.</param>
    /// <param name="wanted">Which inputs' gradients are used; the others may be null.</param>
    internal virtual Tensor?[] Gradient(Node node, Tensor?[] dy, ReadOnlySpan<bool> wanted) => Gradient(node, dy);

    /// <summary>The op as a step of a fused loop; null where it acts on more than single elements.</summary>
    internal virtual Kernels.FusedPart? Fused => null;

    /// <summary>The name alone: what errors print.</summary>
    public sealed override string ToString() => Name;
}

/// <summary>An operation with exactly one output.</summary>
public abstract record SingleOp : Op
{
    /// <inheritdoc/>
    public sealed override TensorSpec[] Infer(ReadOnlySpan<TensorSpec> x) => [InferOne(x)];

    /// <inheritdoc/>
    public sealed override Tensor?[] Gradient(Node node, Tensor?[] dy) => dy[0] is { } d ? Gradient(node.Inputs, node.Outputs[0], d) : new Tensor?[node.Inputs.Length];

    /// <summary>The type and shape of the output.</summary>
    public abstract TensorSpec InferOne(ReadOnlySpan<TensorSpec> x);

    /// <summary>The gradient of each input, given the output's; null where no gradient flows.</summary>
    protected virtual Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy) =>
        throw new NoGradientException($"{Name} has no gradient. Stop the gradient before it (StopGradient), or use an operation that has one.");
}
