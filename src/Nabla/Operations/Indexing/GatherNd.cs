using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>Slices at index tuples: y[i…] = x[tuples[i…, 0], tuples[i…, 1], …]; negative indices count from the end.</summary>
    /// <remarks>Shapes: x [a₀ … aₙ], tuples [i…, depth], y [i…, a_depth … aₙ].</remarks>
    public sealed record GatherNd : SingleOp
    {
        /// <inheritdoc/>
        public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x)
        {
            IndexValues.Require(Name, x[1]);
            int depth = Tuples.Depth(Name, x[0].Shape, x[1].Shape);
            return new(x[0].ElementType, x[1].Shape[..^1].Concat(x[0].Shape[depth..]));
        }

        /// <inheritdoc/>
        public override void Run(RunContext context)
        {
            Tensor x = context[0].Contiguous(), tuples = context[1];
            int depth = Tuples.Depth(Name, x.Shape, tuples.Shape);
            var y = context.Output(0, tuples.Shape[..^1].Concat(x.Shape[depth..]));
            long rows = x.Shape[..depth].Size;
            var rowed = x.View(Shape.Of([rows]).Concat(x.Shape[depth..]), x.Offset, null);
            Movement.Run(rowed, y, new Rows(Tuples.Positions(Name, tuples, x.Shape[..depth])));
        }

        /// <inheritdoc/>
        protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy) => [Engine.Current.RunOne(new ScatterNdLike(), x[1], dy, x[0]), null];

        readonly struct Rows(long[] positions) : IMovement
        {
            public void Run<T>(Kernels.View<T> x, Span<T> y) => Kernels.Gather.Along<T, long>(x, 0, 0, positions, y);
        }
    }

    /// <summary>Zeros of the shape of the third input, to which the second is added at the index tuples of the first: the gradient of <see cref="GatherNd"/>.</summary>
    public sealed record ScatterNdLike : SingleOp
    {
        /// <inheritdoc/>
        public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x) => new(x[1].ElementType, x[2].Shape);

        /// <inheritdoc/>
        public override void Run(RunContext context)
        {
            var y = context.Output(0, context[2].Shape);
            Movement.Clear(y);
            Tuples.Scatter(Name, y, context[0], context[1], ScatterMode.Add);
        }

        /// <inheritdoc/>
        protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy) => [null, Engine.Current.RunOne(new GatherNd(), dy, x[0]), null];
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> that reads at index tuples.</summary>
    public static class GatherNdOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.GatherNd"/>
            /// <param name="tuples">Index tuples along the last axis.</param>
            /// <exception cref="ArgumentException">An index lies outside its axis.</exception>
            public Tensor GatherNd(Tensor tuples) => Engine.Current.RunOne(new GatherNd(), x, tuples);
        }
    }
}
