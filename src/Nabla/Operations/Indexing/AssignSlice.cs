namespace Nabla.Operations;

/// <summary>Writes the input, stretched, into part of a variable.</summary>
/// <param name="Target">The variable.</param>
/// <param name="Entries">What stands between the brackets.</param>
public sealed record AssignSlice(Variable Target, Slices Entries) : Op, IChangesVariables
{
    /// <inheritdoc/>
    public override Effect Effect => Effect.WritesState;

    IEnumerable<Variable> IChangesVariables.Changed => [Target];

    /// <inheritdoc/>
    public override TensorSpec[] Infer(ReadOnlySpan<TensorSpec> x)
    {
        AssignPlaces.Check(Name, Target, Entries.Of(Target.Shape).Shape, x[0]);
        return [];
    }

    /// <inheritdoc/>
    public override void Run(RunContext context) =>
        Movement.Into(context[0], Entries.Of(Target.Shape).On(new Tensor(Target.Shape, Target.ElementType, Target.Here.Writable())));
}

/// <summary>Writes the second input, stretched, into the row-major places of a variable that the first names.</summary>
/// <param name="Target">The variable.</param>
public sealed record AssignPlaces(Variable Target) : Op, IChangesVariables
{
    /// <inheritdoc/>
    public override string Name => "AssignSlice";

    /// <inheritdoc/>
    public override Effect Effect => Effect.WritesState;

    IEnumerable<Variable> IChangesVariables.Changed => [Target];

    /// <inheritdoc/>
    public override TensorSpec[] Infer(ReadOnlySpan<TensorSpec> x)
    {
        Check(Name, Target, x[0].Shape, x[1]);
        return [];
    }

    /// <inheritdoc/>
    public override void Run(RunContext context)
    {
        Tensor places = context[0].Contiguous(), value = context[1];
        value = value.View(places.Shape, value.Offset, Broadcasting.Strides(value.Shape, value.Strides, places.Shape));
        var target = new Tensor(Target.Shape, Target.ElementType, Target.Here.Writable());
        ScatterRows.Run(target, target.Size, places.Elements<long>().ToArray(), value, ScatterMode.Update);
        GC.KeepAlive(places);
    }

    /// <summary>Throws where a value does not fit a part of the variable.</summary>
    internal static void Check(string op, Variable target, Shape part, TensorSpec value)
    {
        if (value.ElementType != target.ElementType)
        {
            throw new ElementTypeException($"{op}: a {value.ElementType.Name} value for part of the variable {target.Name}, which is {target.ElementType.Name}: the element types must be equal. Cast the value first.");
        }

        if (part.IsKnown && value.Shape.IsKnown && (value.Shape.Rank > part.Rank || Broadcasting.Join(op, part, value.Shape) != part))
        {
            throw new ShapeException($"{op}: a value of shape {value.Shape} for a part of shape {part} of the variable {target.Name}: it must have that shape, or stretch to it.");
        }
    }
}

/// <summary>The row-major place of each element of a tensor of the input's shape: 0, 1, 2 …</summary>
public sealed record PlacesLike : SingleOp, IShapeOnly
{
    /// <inheritdoc/>
    public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x) => new(ElementType.Int64, x[0].Shape);

    /// <inheritdoc/>
    public override void Run(RunContext context)
    {
        var places = context.Output(0, context[0].Shape).Elements<long>();
        for (int i = 0; i < places.Length; i++)
        {
            places[i] = i;
        }
    }

    /// <inheritdoc/>
    protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy) => [null];
}
