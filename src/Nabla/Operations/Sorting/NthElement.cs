using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>The element that stands at a place along the last axis when it is sorted.</summary>
    /// <param name="N">The place, from 0.</param>
    /// <param name="Reverse">Sorted from large to small.</param>
    /// <remarks>Shape: […, n] → […]. Elements that equal it share the gradient.</remarks>
    public sealed record NthElement(int N, bool Reverse) : SingleOp
    {
        /// <inheritdoc/>
        public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x)
        {
            var shape = SortElements.Ordered(Name, x[0], -1);
            return N < 0 || (shape.IsAxisKnown(shape.Rank - 1) && N >= shape[^1])
                ? throw new ShapeException($"{Name}: place {N} along the last axis of {shape}: it is between 0 and the length less 1.")
                : new(x[0].ElementType, shape[..^1]);
        }

        /// <inheritdoc/>
        public override void Run(RunContext context)
        {
            // Another object of the same memory: what is computed here is no business of a tape that watches the input.
            var sorted = context[0].Alias().Sort(-1, Reverse);
            context.Share(0, sorted[Slice.Ellipsis, N]);
        }

        /// <inheritdoc/>
        protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy)
        {
            var equal = x[0].Equal(y.ExpandDims(-1)).Cast(dy.ElementType);
            return [equal * (dy.ExpandDims(-1) / equal.Sum(-1, keepDims: true))];
        }
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> for elements by their rank.</summary>
    public static class NthElementOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.NthElement"/>
            /// <param name="n">The place, from 0.</param>
            /// <param name="reverse">Sorted from large to small.</param>
            /// <exception cref="ShapeException">There are not so many elements.</exception>
            public Tensor NthElement(int n, bool reverse = false) => Engine.Current.RunOne(new NthElement(n, reverse), x);
        }
    }
}
