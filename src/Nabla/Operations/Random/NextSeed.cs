namespace Nabla.Operations;

/// <summary>The present state (seed, counter) of a generator, which counts up.</summary>
/// <param name="State">uint32 [2].</param>
public sealed record NextSeed(Variable State) : SingleOp
{
    /// <inheritdoc/>
    public override Effect Effect => Effect.WritesState;

    /// <inheritdoc/>
    public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x) => new(ElementType.UInt32, [2]);

    /// <inheritdoc/>
    public override void Run(RunContext context)
    {
        var state = State.Here;
        var seed = context.Output().Elements<uint>();
        state.Resolve().Elements<uint>().CopyTo(seed);
        var next = Tensor.Allocate(ElementType.UInt32, [2]);
        (next.Elements<uint>()[0], next.Elements<uint>()[1]) = (seed[0], seed[1] + 1);
        state.Take(next);
    }

    /// <inheritdoc/>
    protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy) => [];
}
