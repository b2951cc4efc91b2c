using Nabla.Optimizers;

namespace Nabla.Graphs;

/// <summary>A step with a gradient that is taken while the graph runs: whether it is rows by index is seen then.</summary>
/// <remarks>Inputs: the gradient, then the numbers of the step.</remarks>
/// <param name="Rule">The formula.</param>
/// <param name="Target">The variable with its state.</param>
/// <param name="AddsDuplicates">Whether rows of one index are added first, else they are applied in turn.</param>
internal sealed record DecidedStep(UpdateRule Rule, OptimizedVariable Target, bool AddsDuplicates) : CompositeOp, IChangesVariables
{
    /// <inheritdoc/>
    public override Effect Effect => Effect.WritesState;

    IEnumerable<Variable> IChangesVariables.Changed => [Target.Variable, .. Target.Slots];

    /// <inheritdoc/>
    public override TensorSpec[] Infer(ReadOnlySpan<TensorSpec> x)
    {
        Target.Require(x[0], Target.Variable.Shape, 0);
        return [];
    }

    internal override Tensor[] Compute(Tensor[] x)
    {
        Variable[] state = [Target.Variable, .. Target.Slots];
        if ((x[0] as IndexedSlices)?.Rows() is { } rows)
        {
            Rule.ApplyRows(state, rows.Values, rows.Indices, x[1..], AddsDuplicates);
        }
        else
        {
            Rule.Apply(state, x[0], x[1..]);
        }

        return [];
    }
}
