using Nabla.Operations;

namespace Nabla.Compilation;

/// <summary>One step of a plan.</summary>
internal abstract class PlanStep
{
    /// <summary>Runs it; what it works on was decided when the plan was made.</summary>
    internal abstract void Run();

    /// <summary>The op, for people.</summary>
    internal abstract string Name { get; }

    /// <summary>The node of a session's graph that it runs; null where there is none.</summary>
    internal GraphNode? Source { get; set; }

    /// <summary>What it reads, as far as that has its place.</summary>
    internal virtual IReadOnlyList<Tensor> Reads => [];

    /// <summary>What it writes, as far as that has its place.</summary>
    internal virtual IReadOnlyList<Tensor> Writes => [];

    /// <summary>Floating-point operations, by its shapes.</summary>
    internal virtual double Flops => 0;
}

/// <summary>An op on tensors that have their places.</summary>
internal sealed class OpStep(Op op, RunContext context) : PlanStep
{
    internal Op Op => op;

    internal override string Name => op.Name;

    internal override IReadOnlyList<Tensor> Reads => context.Inputs;

    internal override IReadOnlyList<Tensor> Writes => context.Outputs;

    internal override double Flops => op switch
    {
        MatMul => 2.0 * Elements * context[0].Shape.Lengths[^1],
        MatMulFinish finish => (2.0 * Elements * context[0].Shape.Lengths[^1]) + (finish.HasBias ? Elements : 0) + (finish.Formula is null ? 0 : Elements),
        Convolution or ConvolutionFinish => 2.0 * Elements * context[1].Size / context[1].Shape.Lengths[^1],
        ConvolutionInputGradient { BySizes: false } => 2.0 * context[2].Size * context[1].Size / context[1].Shape.Lengths[^1],
        ConvolutionKernelGradient => 2.0 * context[2].Size * Elements / context[2].Shape.Lengths[^1],
        FusedElements fused => (double)fused.Specs[0].Shape.Size * fused.Program.Steps.Count(step => step.Formula is not null),
        _ => Math.Max(Elements, context.Count == 0 ? 0 : context.Inputs.Max(x => x.Size)),
    };

    long Elements => context.Outputs.Length == 0 ? 0 : context.Outputs[0]?.Size ?? 0;

    internal override void Run() => op.Run(context);
}

/// <summary>An op that changes variables by itself: what shows their values is pointed to where they lie afterwards.</summary>
internal sealed class ChangeStep(Op op, RunContext context, IReadOnlyList<(Variable Variable, PlacedMemory Memory)> changed) : PlanStep
{
    internal override string Name => op.Name;

    internal override IReadOnlyList<Tensor> Reads => [.. context.Inputs, .. Changes];

    internal override IReadOnlyList<Tensor> Writes => [.. Changes];

    internal override double Flops => op is IFusedStep { Program: var program } ? (double)Changes.Max(v => v.Size) * program.Steps.Count(step => step.Formula is not null) : 0;

    IEnumerable<Variable> Changes => (op as IChangesVariables)?.Changed ?? [];

    internal override void Run()
    {
        op.Run(context);
        PlacedMemory.PointAll(changed);
    }
}

/// <summary>Looks up where the value of a session's variable lies; says so where it has none.</summary>
internal sealed class FindStep(Variable variable, PlacedMemory memory) : PlanStep
{
    internal override string Name => $"Read {variable.Name}";

    internal override void Run() => memory.Point(variable.Here.Storage);
}

/// <summary>A variable takes a value: in place, where nobody else holds its memory.</summary>
internal sealed class AssignStep(Variable target, Tensor value, PlacedMemory memory) : PlanStep
{
    internal override string Name => $"Assign {target.Name}";

    internal override IReadOnlyList<Tensor> Reads => [value];

    internal override IReadOnlyList<Tensor> Writes => [target];

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

    internal override IReadOnlyList<Tensor> Reads => [from];

    internal override IReadOnlyList<Tensor> Writes => [to];

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
