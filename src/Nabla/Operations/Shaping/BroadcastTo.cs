using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>The tensor stretched to a shape by NumPy's rule: axes align from the right, and lengths of 1 repeat. Shares memory.</summary>
    /// <param name="To">The shape; an open length keeps the tensor's own.</param>
    public sealed record BroadcastTo(Shape To) : SingleOp, IView
    {
        /// <inheritdoc/>
        public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x) => new(x[0].ElementType, Target(x[0].Shape));

        /// <inheritdoc/>
        public override void Run(RunContext context)
        {
            var x = context[0];
            var to = Target(x.Shape);
            context.Share(0, x.View(to, x.Offset, Broadcasting.Strides(x.Shape, x.Strides, to)));
        }

        /// <inheritdoc/>
        protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy) => [dy.SumToLike(x[0])];

        Shape Target(Shape x)
        {
            var to = To.ToArray();
            bool fits = x.Rank <= to.Length;
            for (int k = 1; k <= x.Rank && fits; k++)
            {
                long length = x.Lengths[^k];
                to[^k] = to[^k] == Shape.Unknown ? length : to[^k];
                fits = length == to[^k] || length is 1 or Shape.Unknown;
            }

            return fits ? new Shape(to)
                : throw new ShapeException($"{Name}: {x} to {To}: aligned from the right, each length must be equal, or 1. Insert an axis with ExpandDims.");
        }
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> that stretches.</summary>
    public static class BroadcastToOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.BroadcastTo"/>
            /// <param name="shape">The shape to stretch to; null keeps the length of an axis.</param>
            /// <exception cref="ShapeException">The tensor does not stretch to that shape.</exception>
            public Tensor BroadcastTo(Shape shape) => Engine.Current.RunOne(new BroadcastTo(shape), x);
        }
    }
}
