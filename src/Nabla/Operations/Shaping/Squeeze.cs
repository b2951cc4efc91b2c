using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>The same elements without axes of length 1. Shares memory.</summary>
    /// <param name="Axis">The axes to drop; null drops every axis of length 1.</param>
    public sealed record Squeeze(Axes? Axis = null) : SingleOp, IView
    {
        /// <inheritdoc/>
        public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x)
        {
            var kept = Kept(x[0].Shape);
            var lengths = new long[kept.Count];
            for (int k = 0; k < lengths.Length; k++)
            {
                lengths[k] = x[0].Shape.Lengths[kept[k]];
            }

            return new(x[0].ElementType, new Shape(lengths));
        }

        /// <inheritdoc/>
        public override void Run(RunContext context)
        {
            var x = context[0];
            var kept = Kept(x.Shape);
            var (lengths, strides) = (new long[kept.Count], new long[kept.Count]);
            for (int k = 0; k < lengths.Length; k++)
            {
                (lengths[k], strides[k]) = (x.Shape.Lengths[kept[k]], x.Strides[kept[k]]);
            }

            context.Share(0, x.View(new Shape(lengths), x.Offset, strides));
        }

        /// <inheritdoc/>
        protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy) => [dy.ReshapeLike(x[0])];

        List<int> Kept(Shape shape)
        {
            var dropped = Axis is null ? null : Axes.Normalize(Name, Axis, shape.Rank);
            var kept = new List<int>();
            for (int k = 0; k < shape.Rank; k++)
            {
                if (dropped is null && shape.Lengths[k] == Shape.Unknown)
                {
                    throw new ShapeException($"{Name}: {shape}: whether the unknown axis {k} has length 1 is not known yet. Name the axes to drop.");
                }

                bool drop = dropped is null ? shape.Lengths[k] == 1 : Array.IndexOf(dropped, k) >= 0;
                if (!drop)
                {
                    kept.Add(k);
                }
                else if (shape.Lengths[k] is not (1 or Shape.Unknown))
                {
                    throw new ShapeException($"{Name}: axis {k} of {shape}: only axes of length 1 can be dropped. Index the axis, or reduce it.");
                }
            }

            return kept;
        }
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> that drops axes.</summary>
    public static class SqueezeOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.Squeeze"/>
            /// <param name="axis">The axes to drop; null drops every axis of length 1.</param>
            /// <exception cref="ShapeException">An axis is longer than 1, or does not exist.</exception>
            public Tensor Squeeze(Axes? axis = null) => Engine.Current.RunOne(new Squeeze(axis), x);
        }
    }
}
