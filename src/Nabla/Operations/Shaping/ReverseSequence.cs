using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>From which place along the sequence each element comes when the first lengths[b] of sequence b are turned around, int64.</summary>
    /// <param name="SequenceAxis">The axis of the sequence.</param>
    /// <param name="BatchAxis">The axis that lengths belong to.</param>
    /// <remarks>Inputs x, of which only the shape counts, and lengths [batch]. Shape: that of x, all other axes of length 1.</remarks>
    public sealed record ReversedPlaces(int SequenceAxis, int BatchAxis) : SingleOp
    {
        /// <inheritdoc/>
        public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x)
        {
            IndexValues.Require("ReverseSequence", x[1]);
            var shape = x[0].Shape;
            int sequence = Axes.Normalize("ReverseSequence", SequenceAxis, shape.Rank), batch = Axes.Normalize("ReverseSequence", BatchAxis, shape.Rank);
            if (sequence == batch || !shape[batch..(batch + 1)].IsCompatibleWith(x[1].Shape))
            {
                throw new ShapeException($"ReverseSequence: lengths of shape {x[1].Shape} for x of shape {shape}, batch axis {batch}, sequence axis {sequence}: two axes, and a length for each sequence.");
            }

            var lengths = new long[shape.Rank];
            Array.Fill(lengths, 1);
            (lengths[sequence], lengths[batch]) = (shape.Lengths[sequence], shape.Lengths[batch]);
            return new(ElementType.Int64, new Shape(lengths));
        }

        /// <inheritdoc/>
        public override void Run(RunContext context)
        {
            var shape = context[0].Shape;
            int sequence = Axes.Normalize("ReverseSequence", SequenceAxis, shape.Rank), batch = Axes.Normalize("ReverseSequence", BatchAxis, shape.Rank);
            var lengths = IndexValues.Of(context[1]);
            var y = context.Output(0, InferOne([new(context[0].ElementType, shape), new(context[1].ElementType, context[1].Shape)]).Shape);
            var to = y.Elements<long>();
            long steps = shape.Lengths[sequence];
            for (int i = 0; i < to.Length; i++)
            {
                long of = lengths[(int)(batch < sequence ? i / steps : i % lengths.Length)], at = batch < sequence ? i % steps : i / lengths.Length;
                to[i] = of < 0 || of > steps ? throw new ArgumentException($"ReverseSequence: length {of} of sequences of {steps}: a length is between 0 and {steps}.") : at < of ? of - 1 - at : at;
            }

            GC.KeepAlive(context);
        }

        /// <inheritdoc/>
        protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy) => [null, null];
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> that turns sequences around.</summary>
    public static class ReverseSequenceOperation
    {
        extension(Tensor x)
        {
            /// <summary>The tensor with the first elements of each sequence in reverse, and the others as they are.</summary>
            /// <param name="lengths">How many elements of each sequence, [batch].</param>
            /// <param name="sequenceAxis">The axis of the sequence.</param>
            /// <param name="batchAxis">The axis of the sequences.</param>
            /// <exception cref="ArgumentException">A length is longer than the axis.</exception>
            public Tensor ReverseSequence(Tensor lengths, int sequenceAxis, int batchAxis = 0) =>
                x.TakeAlongAxis(Engine.Current.RunOne(new ReversedPlaces(sequenceAxis, batchAxis), x, lengths), sequenceAxis);
        }
    }
}
