using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>The same elements in row-major order under another shape. Shares memory where the input is contiguous.</summary>
    /// <param name="To">The new shape; one length may be null and follows from the others.</param>
    public sealed record Reshape(Shape To) : SingleOp, IRowMajorView
    {
        /// <inheritdoc/>
        public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x)
        {
            int unknown = To.Lengths.Count(Shape.Unknown);
            if (!x[0].Shape.IsKnown)
            {
                return new(x[0].ElementType, To);
            }

            long size = x[0].Shape.Size, known = 1;
            foreach (long length in To.Lengths)
            {
                known *= length == Shape.Unknown ? 1 : length;
            }

            if (unknown > 1 || (unknown == 0 ? known != size : known == 0 ? size != 0 : size % known != 0))
            {
                throw new ShapeException($"Reshape: {x[0].Shape} to {To}: {size} elements do not fill that shape. {(unknown > 1 ? "Leave at most one length open." : "Keep the product of the lengths, or leave one length null.")}");
            }

            var lengths = To.ToArray();
            int open = Array.IndexOf(lengths, Shape.Unknown);
            if (open >= 0)
            {
                lengths[open] = known == 0 ? 0 : size / known;
            }

            return new(x[0].ElementType, new Shape(lengths));
        }

        /// <inheritdoc/>
        public override void Run(RunContext context)
        {
            var x = context[0].Contiguous();
            context.Share(0, x.View(InferOne([new(x.ElementType, x.Shape)]).Shape, x.Offset, null));
        }

        /// <inheritdoc/>
        protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy) => [dy.ReshapeLike(x[0])];
    }

    /// <summary>The elements of the first input under the shape of the second.</summary>
    public sealed record ReshapeLike : SingleOp, IRowMajorView
    {
        /// <inheritdoc/>
        public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x) => new(x[0].ElementType, x[1].Shape);

        /// <inheritdoc/>
        public override void Run(RunContext context)
        {
            var x = context[0].Contiguous();
            context.Share(0, x.View(context[1].Shape, x.Offset, null));
        }

        /// <inheritdoc/>
        protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy) => [dy.ReshapeLike(x[0]), null];
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> that changes shapes.</summary>
    public static class ReshapeOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.Reshape"/>
            /// <param name="to">The new shape; one length may be null (or −1) and follows from the others.</param>
            /// <exception cref="ShapeException">The number of elements differs.</exception>
            public Tensor Reshape(Shape to) => Engine.Current.RunOne(new Reshape(to), x);

            internal Tensor ReshapeLike(Tensor other) => x.Shape.IsKnown && x.Shape == other.Shape ? x : Engine.Current.RunOne(new ReshapeLike(), x, other);
        }
    }
}
