using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>The slices of x sorted into parts: part k holds those whose number is k, in their order.</summary>
    /// <param name="Parts">How many parts.</param>
    /// <remarks>Shapes: x [i…, r…], numbers [i…], each part [?, r…].</remarks>
    public sealed record DynamicPartition(int Parts) : Op
    {
        /// <inheritdoc/>
        public override TensorSpec[] Infer(ReadOnlySpan<TensorSpec> x)
        {
            IndexValues.Require(Name, x[1]);
            Shape data = x[0].Shape, numbers = x[1].Shape;
            if (Parts < 1 || numbers.Rank > data.Rank || !data[..numbers.Rank].IsCompatibleWith(numbers))
            {
                throw new ShapeException($"{Name}: numbers of shape {numbers} for data of shape {data} into {Parts} parts: at least one part, and the first axes of both must be equal. Give each slice one number.");
            }

            var result = new TensorSpec[Parts];
            Array.Fill(result, new(x[0].ElementType, new Shape([Shape.Unknown]).Concat(data[numbers.Rank..])));
            return result;
        }

        /// <inheritdoc/>
        public override void Run(RunContext context)
        {
            // Another object of the same memory: what is computed here is no business of a tape that watches the input.
            Tensor x = context[0].Contiguous().Alias(), numbers = context[1];
            var of = IndexValues.Of(numbers);
            var places = new List<long>[Parts];
            for (int k = 0; k < Parts; k++)
            {
                places[k] = [];
            }

            for (int i = 0; i < of.Length; i++)
            {
                (of[i] >= 0 && of[i] < Parts ? places[of[i]] : throw new ArgumentException($"{Name}: part {of[i]} at place {i}: there are {Parts}, so a number is between 0 and {Parts - 1}.")).Add(i);
            }

            var rows = x.View(Shape.Of([of.Length]).Concat(x.Shape[numbers.Rank..]), x.Offset, null);
            for (int k = 0; k < Parts; k++)
            {
                context.Share(k, rows.Gather(Tensor.Constant(places[k].ToArray())));
            }

            GC.KeepAlive(context);
        }

        /// <inheritdoc/>
        public override Tensor?[] Gradient(Node node, Tensor?[] dy)
        {
            Tensor data = node.Inputs[0], numbers = node.Inputs[1];
            var places = (numbers.OnesLike().Cast(ElementType.Int64).Ravel().CumSum(0) - 1).ReshapeLike(numbers);
            var from = Engine.Current.Run(this, places, numbers);
            return [Tensor.DynamicStitch(from, [.. dy.Select((d, k) => d ?? node.Outputs[k].ZerosLike())]).ReshapeLike(data), null];
        }
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> that sorts slices into parts.</summary>
    public static class DynamicPartitionOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.DynamicPartition"/>
            /// <param name="partitions">The part of each slice.</param>
            /// <param name="parts">How many there are.</param>
            /// <exception cref="ArgumentException">A number names no part.</exception>
            public Tensor[] DynamicPartition(Tensor partitions, int parts) => Engine.Current.Run(new DynamicPartition(parts), x, partitions);
        }
    }
}
