using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>The tensor as a whole repeated along each axis.</summary>
    /// <param name="Repeats">How often, one number for each axis.</param>
    public sealed record Tile(Shape Repeats) : SingleOp
    {
        /// <inheritdoc/>
        public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x)
        {
            if (Repeats.Rank != x[0].Shape.Rank || !Repeats.IsKnown)
            {
                throw new ShapeException($"{Name}: repeats {Repeats} of a tensor of shape {x[0].Shape}: one number for each axis, 0 or more.");
            }

            return new(x[0].ElementType, ShapeOf(x[0].Shape));
        }

        /// <inheritdoc/>
        public override void Run(RunContext context) => Movement.Run(context[0], context.Output(0, ShapeOf(context[0].Shape)), new Job(Repeats));

        /// <inheritdoc/>
        protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy)
        {
            for (int k = 0; k < Repeats.Rank; k++)
            {
                if (Repeats.Lengths[k] == 0)
                {
                    return [x[0].ZerosLike()];
                }

                dy = Repeats.Lengths[k] == 1 ? dy : Engine.Current.RunOne(new SplitAxis(k, Repeats.Lengths[k], null), dy).Sum(k);
            }

            return [dy];
        }

        Shape ShapeOf(Shape x)
        {
            var lengths = x.ToArray();
            for (int k = 0; k < lengths.Length; k++)
            {
                lengths[k] = lengths[k] == Shape.Unknown ? Shape.Unknown : lengths[k] * Repeats.Lengths[k];
            }

            return new(lengths);
        }

        readonly struct Job(Shape repeats) : IMovement
        {
            public void Run<T>(Kernels.View<T> x, Span<T> y) => Kernels.CopyParts.Tile(x, repeats.Lengths, y);
        }
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> that tiles.</summary>
    public static class TileOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.Tile"/>
            /// <param name="repeats">How often along each axis, the last axis last; the shorter of repeats and axes is filled with ones in front.</param>
            /// <exception cref="ShapeException">A number is negative.</exception>
            public Tensor Tile(Shape repeats)
            {
                int missing = repeats.Rank - x.Rank;
                var deep = missing > 0 ? x.ExpandDims(Axes.Create([.. Enumerable.Range(0, missing)])) : x;
                return Engine.Current.RunOne(new Tile(missing < 0 ? new Shape([.. Enumerable.Repeat(1L, -missing), .. repeats.Lengths]) : repeats), deep);
            }
        }
    }
}
