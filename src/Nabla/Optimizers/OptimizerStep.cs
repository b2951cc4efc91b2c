using Nabla.Kernels;
using Nabla.Operations;

namespace Nabla.Optimizers;

/// <summary>Carries the formula of an optimizer over a variable and its state, in place.</summary>
/// <remarks>Inputs: the gradient, with its squares and magnitudes where it is sparse, then the numbers of the step.</remarks>
/// <param name="Target">The variable with its state.</param>
/// <param name="Program">The formula.</param>
sealed record OptimizerStep(OptimizedVariable Target, FusedProgram Program) : Op
{
    /// <inheritdoc/>
    public override Effect Effect => Effect.WritesState;

    /// <inheritdoc/>
    public override TensorSpec[] Infer(ReadOnlySpan<TensorSpec> x) => [];

    /// <inheritdoc/>
    public override void Run(RunContext context)
    {
        var run = new Kernel(this, context);
        ElementDispatch.Run(Target.Variable.ElementType, ref run);
    }

    readonly struct Kernel(OptimizerStep step, RunContext context) : IForElements
    {
        public void Run<T>()
            where T : unmanaged
        {
            var target = step.Target;
            long size = target.Variable.Size;
            int kept = target.Slots.Count + 1;
            var operands = new FusedOperand[step.Program.Inputs + kept];
            var before = new Storage[kept];
            for (int i = 0; i < kept; i++)
            {
                // Read before it is asked for fresh memory: where others see the value, the new one goes elsewhere.
                var variable = (i == 0 ? target.Variable : target.Slots[i - 1]).Here;
                before[i] = variable.Storage;
                operands[i] = Of<T>(before[i], 0, isScalar: false);
                operands[step.Program.Inputs + i] = Of<T>(variable.Fresh(), 0, isScalar: false);
            }

            for (int i = 0; i < context.Count; i++)
            {
                var x = context[i].Contiguous();
                operands[kept + i] = x.ElementType == ElementType.Bool ? Of<bool>(x.Storage, x.Offset, isScalar: true) : Of<T>(x.Storage, x.Offset, isScalar: i >= context.Count - target.Numbers);
            }

            FusedLoop.Run<T>(step.Program, [size], operands);
            GC.KeepAlive(before);
            GC.KeepAlive(context);
        }

        static FusedOperand Of<E>(Storage storage, long offset, bool isScalar)
            where E : unmanaged
        {
            var memory = (Storage<E>)storage;
            return isScalar ? FusedOperand.Scalar(memory.Items, memory.Start + offset) : FusedOperand.Of(memory.Items, memory.Start + offset);
        }
    }
}

/// <summary>A variable with what an optimizer keeps of it.</summary>
sealed class OptimizedVariable(Variable variable)
{
    internal Variable Variable => variable;

    /// <summary>Pieces of state, in the order in which they were made.</summary>
    internal List<Variable> Slots { get; } = [];

    /// <summary>How many of the last inputs of a step are numbers, one for all elements.</summary>
    internal int Numbers { get; set; }
}
