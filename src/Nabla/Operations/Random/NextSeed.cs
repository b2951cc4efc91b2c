namespace Nabla.Operations;

/// <summary>The present state (seed, counter) of a generator, which counts up.</summary>
/// <param name="State">uint32 [2].</param>
public sealed record NextSeed(Variable State) : SingleOp, IChangesVariables
{
    /// <inheritdoc/>
    public override Effect Effect => Effect.WritesState;

    IEnumerable<Variable> IChangesVariables.Changed => [State];

    /// <inheritdoc/>
    public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x) => new(ElementType.UInt32, [2]);

    /// <inheritdoc/>
    public override void Run(RunContext context)
    {
        var state = State.Here;
        var seed = context.Output().Elements<uint>();
        ((Storage<uint>)state.Storage).Span.CopyTo(seed);
        var next = ((Storage<uint>)state.Fresh()).Span;
        (next[0], next[1]) = (seed[0], seed[1] + 1);
    }

    /// <inheritdoc/>
    protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy) => [];
}
