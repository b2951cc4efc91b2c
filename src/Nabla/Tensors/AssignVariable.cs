namespace Nabla.Operations;

/// <summary>Replaces the value of a variable by the input.</summary>
/// <param name="Target">The variable.</param>
public sealed record AssignVariable(Variable Target) : Op, IChangesVariables
{
    /// <inheritdoc/>
    public override string Name => "Assign";

    /// <inheritdoc/>
    public override Effect Effect => Effect.WritesState;

    IEnumerable<Variable> IChangesVariables.Changed => [Target];

    /// <inheritdoc/>
    public override TensorSpec[] Infer(ReadOnlySpan<TensorSpec> x)
    {
        if (x[0].ElementType != Target.ElementType)
        {
            throw new ElementTypeException($"Assign: a {x[0].ElementType.Name} value for the variable {Target.Name}, which is {Target.ElementType.Name}: the element types must be equal. Cast the value first.");
        }

        if (!x[0].Shape.IsCompatibleWith(Target.Shape))
        {
            throw new ShapeException($"Assign: a value of shape {x[0].Shape} for the variable {Target.Name} of shape {Target.Shape}: the shapes must be equal.");
        }

        return [];
    }

    /// <inheritdoc/>
    public override void Run(RunContext context)
    {
        if (Target.LivesInSessions)
        {
            RunState.Of(Target).Set(Target, context[0]);
        }
        else
        {
            Target.Take(context[0]);
        }
    }
}
