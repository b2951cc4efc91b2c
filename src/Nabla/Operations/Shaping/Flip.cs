using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>The order of the elements turned around along axes. Shares memory.</summary>
    /// <param name="Axis">The axes; null turns all around.</param>
    public sealed record Flip(Axes? Axis = null) : SingleOp, IView
    {
        /// <inheritdoc/>
        public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x)
        {
            _ = Axes.Normalize(Name, Axis, x[0].Shape.Rank);
            return new(x[0].ElementType, x[0].Shape);
        }

        /// <inheritdoc/>
        public override void Run(RunContext context)
        {
            var x = context[0];
            var strides = x.Strides.ToArray();
            long offset = x.Offset;
            foreach (int axis in Axes.Normalize(Name, Axis, x.Rank))
            {
                offset += x.Size == 0 ? 0 : strides[axis] * (x.Shape.Lengths[axis] - 1);
                strides[axis] = -strides[axis];
            }

            context.Share(0, x.View(x.Shape, offset, strides));
        }

        /// <inheritdoc/>
        protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy) => [dy.Flip(Axis)];
    }
}

namespace Nabla
{
    /// <summary>The members of <see cref="Tensor"/> that turn axes around.</summary>
    public static class FlipOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.Flip"/>
            /// <param name="axis">The axes; null turns all around.</param>
            public Tensor Flip(Axes? axis = null) => Engine.Current.RunOne(new Flip(axis), x);

            /// <summary>Left and right exchanged: the second axis turned around.</summary>
            /// <exception cref="ShapeException">There is no second axis.</exception>
            public Tensor FlipLR() => Engine.Current.RunOne(new Flip(1), x);

            /// <summary>Up and down exchanged: the first axis turned around.</summary>
            /// <exception cref="ShapeException">The tensor is a scalar.</exception>
            public Tensor FlipUD() => Engine.Current.RunOne(new Flip(0), x);
        }
    }
}
