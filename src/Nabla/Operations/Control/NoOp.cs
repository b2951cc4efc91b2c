namespace Nabla.Operations;

/// <summary>Does nothing: a name for all that has to run before it.</summary>
public sealed record NoOp : Op
{
    /// <inheritdoc/>
    public override Effect Effect => Effect.OutsideWorld;

    /// <inheritdoc/>
    public override TensorSpec[] Infer(ReadOnlySpan<TensorSpec> x) => [];

    /// <inheritdoc/>
    public override void Run(RunContext context)
    {
    }
}
