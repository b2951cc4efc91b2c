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
                room.Operands[i] = room.IsRepeated(i) ? FusedOperand.Strided(Repeated<T>(tensor, room), 0, room.Strides[i]!) : tensor.ElementType == ElementType.Bool ? Of<bool>(tensor, room.Strides[i]) : Of<T>(tensor, room.Strides[i]);
            }

            FusedLoop.Run<T>(op.Program, room.Lengths, room.Operands);
            GC.KeepAlive(context);
        }

        // The vector again and again, as long as a row.
        static T[] Repeated<T>(Tensor x, Room room)
            where T : unmanaged
        {
            var row = room.Row<T>(x);
            ReadOnlySpan<T> vector = ((Storage<T>)x.Storage).Span.Slice((int)x.Offset, (int)x.Shape.Lengths[^1]);
            for (int at = 0; at < row.Length; at += vector.Length)
            {
                vector.CopyTo(row.AsSpan(at));
            }

            return row;
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
        const long LongestRow = 1024;

        readonly Dictionary<Tensor, Array> memory = new(ReferenceEqualityComparer.Instance);
        bool[]? repeated;

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
            if (!isFlat && shape.Size > 0)
            {
                Widen(context);
            }
        }

        /// <summary>Short rows with vectors along them, as those of channels are, become longer rows with the vectors repeated.</summary>
        void Widen(RunContext context)
        {
            long channels = Lengths[^1], rows = channels == 0 ? 0 : Lengths.Aggregate(1L, (a, b) => a * b) / channels, times = 1;
            while (rows % (times * 2) == 0 && times * 2 * channels <= LongestRow)
            {
                times *= 2;
            }

            bool[] vectors = [.. Strides.Select((strides, i) => i < context.Count && strides is { Length: > 0 } && strides[^1] == 1 && strides[..^1].All(step => step == 0) && context[i].ElementType != ElementType.Bool)];
            if (times == 1 || Strides.Where((strides, i) => strides is { Length: > 0 } && !vectors[i]).Any())
            {
                return;
            }

            Lengths = [rows / times, times * channels];
            for (int i = 0; i < vectors.Length; i++)
            {
                Strides[i] = vectors[i] ? [0, 1] : Strides[i];
            }

            repeated = vectors;
        }

        internal bool IsRepeated(int operand) => repeated is not null && repeated[operand];

        /// <summary>Memory for the repeated vector of a tensor, one for each.</summary>
        internal T[] Row<T>(Tensor x)
            where T : unmanaged
        {
            if (!memory.TryGetValue(x, out var row))
            {
                memory.Add(x, row = new T[Lengths[^1]]);
            }

            return (T[])row;
        }

        internal FusedOperand[] Operands { get; }

        internal long[]?[] Strides { get; }

        internal long[] Lengths { get; private set; }

        internal bool IsEmpty { get; }
    }
}
