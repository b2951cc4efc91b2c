using Nabla.Kernels;
using Nabla.Operations;

namespace Nabla.Compilation;

/// <summary>Several elementwise ops in one pass over memory.</summary>
/// <param name="Program">What is computed.</param>
/// <param name="Lane">The element type of all that is no truth value.</param>
/// <param name="Parts">The names of the ops, for people.</param>
/// <param name="Specs">Types and shape of the outputs.</param>
internal sealed record FusedElements(FusedProgram Program, ElementType Lane, string Parts, TensorSpec[] Specs) : Op, IElementwise
{
    /// <inheritdoc/>
    public override string Name => $"Fused({Parts})";

    /// <inheritdoc/>
    public override TensorSpec[] Infer(ReadOnlySpan<TensorSpec> x) => Specs;

    /// <inheritdoc/>
    public override void Run(RunContext context)
    {
        var run = new Kernel(this, context);
        ElementDispatch.Run(Lane, ref run);
    }

    readonly struct Kernel(FusedElements op, RunContext context) : IForElements
    {
        public void Run<T>()
            where T : unmanaged
        {
            var room = context.Keep(static c => new Room((FusedElements)c.Op, c));
            if (room.IsEmpty)
            {
                return;
            }

            int inputs = context.Count;
            for (int i = 0; i < room.Operands.Length; i++)
            {
                var tensor = i < inputs ? context[i] : context.Output(i - inputs);
                room.Operands[i] = tensor.ElementType == ElementType.Bool ? Of<bool>(tensor, room.Strides[i]) : Of<T>(tensor, room.Strides[i]);
            }

            FusedLoop.Run<T>(op.Program, room.Lengths, room.Operands);
            GC.KeepAlive(context);
        }

        static FusedOperand Of<E>(Tensor x, long[]? strides)
            where E : unmanaged
        {
            var memory = (Storage<E>)x.Storage;
            long start = memory.Start + x.Offset;
            return strides is null ? FusedOperand.Of(memory.Items, start) : strides.Length == 0 ? FusedOperand.Scalar(memory.Items, start) : FusedOperand.Strided(memory.Items, start, strides);
        }
    }

    /// <summary>What shapes and strides alone tell: all operands are seen as vectors where none of them jumps.</summary>
    sealed class Room
    {
        internal Room(FusedElements op, RunContext context)
        {
            var shape = op.Specs[0].Shape;
            Operands = new FusedOperand[context.Count + op.Specs.Length];
            Strides = new long[]?[Operands.Length];
            IsEmpty = shape.Size == 0;
            bool isFlat = true;
            for (int i = 0; i < context.Count; i++)
            {
                var x = context[i];
                Strides[i] = x.IsContiguous ? null : x.Strides.IndexOfAnyExcept(0L) < 0 ? [] : x.Strides.ToArray();
                isFlat &= Strides[i] is null or [];
            }

            Lengths = isFlat ? [shape.Size] : shape.ToArray();
        }

        internal FusedOperand[] Operands { get; }

        internal long[]?[] Strides { get; }

        internal long[] Lengths { get; }

        internal bool IsEmpty { get; }
    }
}
