namespace Nabla.Compilation;

/// <summary>One step of a plan.</summary>
internal abstract class PlanStep
{
    /// <summary>Runs it; what it works on was decided when the plan was made.</summary>
    internal abstract void Run();

    /// <summary>The op, for people.</summary>
    internal abstract string Name { get; }
}

/// <summary>An op on tensors that have their places.</summary>
internal sealed class OpStep(Op op, RunContext context) : PlanStep
{
    internal RunContext Context => context;

    internal Op Op => op;

    internal override string Name => op.Name;

    internal override void Run() => op.Run(context);
}

/// <summary>An op that changes variables by itself: what shows their values is pointed to where they lie afterwards.</summary>
internal sealed class ChangeStep(Op op, RunContext context, IReadOnlyList<(Variable Variable, PlacedMemory Memory)> changed) : PlanStep
{
    internal RunContext Context => context;

    internal override string Name => op.Name;

    internal override void Run()
    {
        op.Run(context);
        PlacedMemory.PointAll(changed);
    }
}

/// <summary>A variable takes a value: in place, where nobody else holds its memory.</summary>
internal sealed class AssignStep(Variable target, Tensor value, PlacedMemory memory) : PlanStep
{
    internal override string Name => $"Assign {target.Name}";

    internal override void Run()
    {
        if (target.LivesInSessions && !RunState.Of(target).IsSet(target))
        {
            RunState.Of(target).Set(target, value.Copied());
            memory.Point(target.Here.Storage);
            return;
        }

        var storage = target.Here.Fresh();
        value.Storage.CopyWindow(value.Offset, value.Shape.Lengths, value.Strides, storage);
        memory.Point(storage);
    }
}

/// <summary>Elements of any strides in row-major order.</summary>
internal sealed class CopyStep(Tensor from, Tensor to) : PlanStep
{
    internal override string Name => "Copy";

    internal override void Run() => from.Storage.CopyWindow(from.Offset, from.Shape.Lengths, from.Strides, to.Storage);
}

/// <summary>A value whose shape or memory only the run tells.</summary>
internal sealed class Cell
{
    internal Tensor? Value { get; set; }
}

/// <summary>An op whose shapes are known only when it runs: as it would run at once, with memory of its own.</summary>
internal sealed class FreeStep(Op op, (Tensor? Placed, Cell? Cell)[] inputs, Cell[] outputs, IReadOnlyList<(Variable Variable, PlacedMemory Memory)> changed) : PlanStep
{
    readonly Tensor[] x = new Tensor[inputs.Length];

    internal override string Name => op.Name;

    internal override void Run()
    {
        for (int i = 0; i < x.Length; i++)
        {
            // What may be kept, by a variable or by somebody outside, must not be memory of the plan.
            x[i] = inputs[i].Cell?.Value ?? (op.Effect == Effect.None ? inputs[i].Placed! : inputs[i].Placed!.Copied());
        }

        var y = Engine.Current.Run(op, x);
        Array.Clear(x);
        for (int i = 0; i < y.Length; i++)
        {
            outputs[i].Value = y[i];
        }

        PlacedMemory.PointAll(changed);
    }
}
