using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>How often each whole number comes, int32; or, with a second input, the sum of the weights of its elements.</summary>
    /// <remarks>Shapes: [n] → [m], [rows, n] → [rows, m], where m is one more than the largest number and at least <paramref name="MinLength"/>.
    /// Gradients flow to the weights.</remarks>
    /// <param name="MinLength">The least length.</param>
    public sealed record Bincount(int MinLength) : SingleOp
    {
        /// <inheritdoc/>
        public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x)
        {
            IndexValues.Require(Name, x[0]);
            var shape = x[0].Shape;
            if (shape.Rank is not (1 or 2))
            {
                throw new ShapeException($"Bincount: a tensor of shape {shape}: a vector or a matrix of rows is expected. Reshape it.");
            }

            if (x.Length > 1 && !x[1].Shape.IsCompatibleWith(shape))
            {
                throw new ShapeException($"Bincount: {shape} numbers with {x[1].Shape} weights: there must be a weight for each number. Broadcast them.");
            }

            if (x.Length > 1 && x[1].ElementType is ElementType.Bool or ElementType.String)
            {
                throw new ElementTypeException($"Bincount: {x[1].ElementType.Name} weights: numbers are expected. Cast them first.");
            }

            return new(x.Length > 1 ? x[1].ElementType : ElementType.Int32, shape[..^1].Concat(new([Shape.Unknown])));
        }

        /// <inheritdoc/>
        public override void Run(RunContext context)
        {
            var x = context[0];
            var numbers = IndexValues.Of(x).ToArray();
            long n = x.Shape[^1], rows = x.Rank == 2 ? x.Shape[0] : 1, length = MinLength;
            foreach (long number in numbers)
            {
                length = number >= 0 ? Math.Max(length, number + 1) : throw new ArgumentException($"Bincount: {number}: numbers are 0 or more. Shift or clip them.");
            }

            // Rows lie behind one another: number v of row r counts at r·length + v.
            for (long i = 0; i < numbers.Length; i++)
            {
                numbers[i] += i / n * length;
            }

            // Another object of the same memory: what is computed here is no business of a tape that watches the weights.
            var weights = context.Count > 1 ? context[1].Alias().Ravel() : Tensor.Ones([numbers.Length], ElementType.Int32);
            var sums = Tensor.Scatter(Tensor.Constant(numbers).ExpandDims(1), weights, Shape.Of([rows * length]));
            context.Share(0, x.Rank == 2 ? sums.Reshape(Shape.Of([rows, length])) : sums);
        }

        /// <inheritdoc/>
        protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy) => x.Length > 1 ? [null, dy.TakeAlongAxis(x[0], -1)] : [null];
    }
}

namespace Nabla
{
    /// <summary>The members of <see cref="Tensor"/> that count.</summary>
    public static class CountOperations
    {
        extension(Tensor x)
        {
            /// <summary>How often each whole number 0, 1, … comes, int32; or the sum of the weights of its elements, in their type.</summary>
            /// <remarks>Shapes: [n] → [m], [rows, n] → [rows, m], where m is one more than the largest number.</remarks>
            /// <param name="weights">A weight for each number.</param>
            /// <param name="minLength">The least m.</param>
            /// <exception cref="ArgumentException">A number is negative.</exception>
            public Tensor Bincount(Tensor? weights = null, int minLength = 0) =>
                weights is null ? Engine.Current.RunOne(new Bincount(minLength), x) : Engine.Current.RunOne(new Bincount(minLength), x, weights);

            /// <summary>How many elements fall into each of some bins of equal width, and the edges of the bins.</summary>
            /// <remarks>Both have the tensor's type, as in Keras; edges of whole numbers are cut off towards 0. The last bin holds its upper edge too;
            /// elements outside the range and NaN are not counted.</remarks>
            /// <param name="bins">How many bins.</param>
            /// <param name="range">The first and the last edge; the smallest and the largest element by default, 0 and 1 of no elements.</param>
            /// <exception cref="ArgumentException">There is no bin, or the range is empty.</exception>
            public (Tensor Counts, Tensor Edges) Histogram(int bins = 10, (double Low, double High)? range = null)
            {
                if (bins < 1 || range is var (from, to) && !(from < to))
                {
                    throw new ArgumentException($"Histogram: {bins} bins over {(range is { } given ? $"{given.Low} … {given.High}" : "all elements")}: a bin at least, and an upper end above the lower one.");
                }

                var numbers = x.Ravel();
                if (numbers.ElementType == ElementType.Bool)
                {
                    numbers = numbers.Cast(ElementType.Int32);
                }

                var real = numbers.ElementType.IsFloating ? numbers.ElementType : ElementType.Float64;
                (Operand Low, Operand High) ends = range is { } r ? (r.Low, r.High) : x.Size == 0 ? (0, 1) : (numbers.Min().Cast(real), numbers.Max().Cast(real));
                var edges = Tensor.Linspace(ends.Low, ends.High, bins + 1, elementType: real).Cast(numbers.ElementType);
                var bin = edges.SearchSorted(numbers, right: true) - 1;
                bin = Tensor.Where(numbers.Equal(edges[^1]), bins - 1, bin);
                var inside = bin.GreaterEqual(0).LogicalAnd(bin.Less(bins));
                var counts = Tensor.Where(inside, bin, bins).Bincount(minLength: bins + 1)[..^1];
                return (counts.Cast(numbers.ElementType), edges);
            }
        }
    }
}
