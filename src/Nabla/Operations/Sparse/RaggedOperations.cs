using Nabla.Operations;

namespace Nabla;

/// <summary>Operations on nested lists that stand as splits of each level, outermost first, and values [n, …].</summary>
/// <remarks>Gradients flow to values.</remarks>
public static class RaggedOperations
{
    extension(Tensor)
    {
        /// <summary>Some of the outermost rows, in the order of the indices.</summary>
        /// <param name="splits">Where the rows of each level begin.</param>
        /// <param name="values">The values.</param>
        /// <param name="indices">Which rows; each axis but the first adds a level.</param>
        /// <exception cref="ArgumentException">There is no such row.</exception>
        public static (Tensor[] Splits, Tensor Values) RaggedGather(IReadOnlyList<Tensor> splits, Tensor values, Tensor indices)
        {
            var parts = Engine.Current.Run(new RaggedPlaces(splits.Count), [.. splits, indices]);
            return (parts[..^1], values.Gather(parts[^1]));
        }

        /// <summary>The same elements as index tuples, values and the shape that holds them all.</summary>
        /// <param name="splits">Where the rows of each level begin.</param>
        /// <param name="values">The values; their further axes are axes of the array.</param>
        public static (Tensor Indices, Tensor Values, Tensor Shape) RaggedToSparse(IReadOnlyList<Tensor> splits, Tensor values)
        {
            var parts = Engine.Current.Run(new RaggedTuples(), [.. splits]);
            if (values.Rank == 1)
            {
                return (parts[0], values, parts[1]);
            }

            // Each tuple once for every element of a slice, with its coordinates there behind it.
            var slice = values.Shape[1..];
            var inner = Tensor.Stack(Tensor.Arange(slice.Size, elementType: ElementType.Int64).UnravelIndex(slice), -1);
            var outer = parts[0].Repeat((int)slice.Size, 0);
            return (Tensor.Concatenate([outer, inner.Tile([(int)values.Shape[0], 1])], -1), values.Ravel(), Tensor.Concatenate([parts[1], Tensor.Constant(slice.ToArray())]));
        }

        /// <summary>The dense tensor, a default where rows are shorter than the longest.</summary>
        /// <param name="splits">Where the rows of each level begin.</param>
        /// <param name="values">The values.</param>
        /// <param name="defaultValue">What stands elsewhere; it stretches to a slice of the values.</param>
        /// <param name="shape">The lengths; longer rows are cut, open ones are as long as the longest row.</param>
        /// <exception cref="ShapeException">The shape has another number of axes.</exception>
        public static Tensor RaggedToDense(IReadOnlyList<Tensor> splits, Tensor values, Tensor defaultValue, Shape? shape = null)
        {
            var parts = Engine.Current.Run(new RaggedTuples(), [.. splits]);
            long[] lengths = [.. parts[1].ToArray<long>(), .. values.Shape[1..].ToArray()];
            if (shape is not null && shape.Rank != lengths.Length)
            {
                throw new ShapeException($"RaggedToDense: the shape {shape} for {lengths.Length} axes: one length for each.");
            }

            for (int k = 0; k < lengths.Length; k++)
            {
                lengths[k] = shape is not null && shape.IsAxisKnown(k) ? shape[k] : lengths[k];
            }

            int outer = splits.Count + 1;
            var inside = parts[0].Less(Tensor.Constant(lengths[..outer])).All(1);
            var rest = defaultValue.BroadcastTo(new Shape(lengths));
            return new Shape(lengths[outer..]) == values.Shape[1..] ? rest.ScatterUpdate(parts[0].BooleanMask(inside), values.BooleanMask(inside))
                : throw new ShapeException($"RaggedToDense: the shape {shape} for values {values.Shape}: axes behind the rows are those of the values.");
        }
    }
}
