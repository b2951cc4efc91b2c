using Nabla.Kernels;
using Nabla.Operations;

namespace Nabla.Optimizers;

/// <summary>Carries the formula of an optimizer over a variable and its state, in place.</summary>
/// <remarks>Inputs: the gradient, with its squares and magnitudes where it is sparse, then the numbers of the step.</remarks>
/// <param name="Target">The variable with its state.</param>
/// <param name="Program">The formula.</param>
sealed record OptimizerStep(OptimizedVariable Target, FusedProgram Program) : Op, IChangesVariables, IFusedStep
{
    /// <inheritdoc/>
    public override Effect Effect => Effect.WritesState;

    IEnumerable<Variable> IChangesVariables.Changed => [Target.Variable, .. Target.Slots];

    /// <inheritdoc/>
    public override TensorSpec[] Infer(ReadOnlySpan<TensorSpec> x)
    {
        for (int i = 0; i < x.Length; i++)
        {
            var shape = i < x.Length - Target.Numbers ? Target.Variable.Shape : Shape.Scalar;
            Target.Require(x[i], shape, i);
        }

        return [];
    }

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
            long size = target.Variable.Here.Size;
            int kept = target.Slots.Count + 1;
            var (operands, before) = context.Keep(static c => new Room((OptimizerStep)c.Op));
            for (int i = 0; i < kept; i++)
            {
                // Read before it is asked for fresh memory: where others see the value, the new one goes elsewhere.
                var variable = (i == 0 ? target.Variable : target.Slots[i - 1]).Here;
                before[i] = variable.Storage;
                target.RequireSize(variable.Size, size);
                operands[i] = Of<T>(before[i], 0, isScalar: false);
                operands[step.Program.Inputs + i] = Of<T>(variable.Fresh(), 0, isScalar: false);
            }

            for (int i = 0; i < context.Count; i++)
            {
                var x = context[i].Contiguous();
                bool isNumber = i >= context.Count - target.Numbers;
                target.RequireSize(x.Size, isNumber ? 1 : size);
                operands[kept + i] = x.ElementType == ElementType.Bool ? Of<bool>(x.Storage, x.Offset, isScalar: true) : Of<T>(x.Storage, x.Offset, isNumber);
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

    /// <summary>Where a step gathers its operands.</summary>
    sealed record Room(FusedOperand[] Operands, Storage[] Before)
    {
        internal Room(OptimizerStep step)
            : this(new FusedOperand[step.Program.Inputs + step.Target.Slots.Count + 1], new Storage[step.Target.Slots.Count + 1])
        {
        }
    }
}

/// <summary>A variable with what an optimizer keeps of it.</summary>
sealed class OptimizedVariable(Variable variable)
{
    internal Variable Variable => variable;

    /// <summary>Pieces of state, in the order in which they were made.</summary>
    internal List<Variable> Slots { get; } = [];

    internal OptimizedVariable With(IEnumerable<Variable> slots, int numbers)
    {
        Slots.AddRange(slots);
        Numbers = numbers;
        return this;
    }

    /// <summary>How many of the last inputs of a step are numbers, one for all elements.</summary>
    internal int Numbers { get; set; }

    /// <summary>Refuses an input of a step that does not fit; of a truth value, which decides whether there is a step, only the shape is looked at.</summary>
    internal void Require(TensorSpec x, Shape shape, int input)
    {
        if (!x.Shape.IsCompatibleWith(shape))
        {
            throw new ShapeException($"Optimizer: input {input} of the step of the variable {variable.Name} has the shape {x.Shape}: {shape} was expected. Give the gradient of this variable, and scalars for rates.");
        }

        if (x.ElementType != variable.ElementType && x.ElementType != ElementType.Bool)
        {
            throw new ElementTypeException($"Optimizer: input {input} of the step of the variable {variable.Name} is {x.ElementType.Name}: {variable.ElementType.Name} was expected. Cast it first.");
        }
    }

    /// <summary>Refuses memory of another size, before it is read.</summary>
    internal void RequireSize(long size, long expected)
    {
        if (size != expected)
        {
            throw new ShapeException($"Optimizer: {size} elements in the step of the variable {variable.Name}: {expected} were expected. Give gradient and state the variable's shape.");
        }
    }
}
