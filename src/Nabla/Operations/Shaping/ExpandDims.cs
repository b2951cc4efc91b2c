using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>The same elements with new axes of length 1. Shares memory.</summary>
    /// <param name="Axis">Where the new axes stand in the result; negative ones count from its last.</param>
    public sealed record ExpandDims(Axes Axis) : SingleOp, IView
    {
        /// <inheritdoc/>
        public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x) => new(x[0].ElementType, new Shape(Spread(x[0].Shape.Lengths, 1)));

        /// <inheritdoc/>
        public override void Run(RunContext context)
        {
            var x = context[0];
            context.Share(0, x.View(new Shape(Spread(x.Shape.Lengths, 1)), x.Offset, Spread(x.Strides, 0)));
        }

        /// <inheritdoc/>
        protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy) => [dy.ReshapeLike(x[0])];

        long[] Spread(ReadOnlySpan<long> values, long inserted)
        {
            var axes = Axes.Normalize(Name, Axis, values.Length + Axis.Count);
            var result = new long[values.Length + axes.Length];
            for (int k = 0, from = 0, next = 0; k < result.Length; k++)
            {
                bool isNew = next < axes.Length && axes[next] == k;
                result[k] = isNew ? inserted : values[from];
                (next, from) = isNew ? (next + 1, from) : (next, from + 1);
            }

            return result;
        }
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> that inserts axes.</summary>
    public static class ExpandDimsOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.ExpandDims"/>
            /// <param name="axis">Where the new axes stand in the result; negative ones count from its last.</param>
            /// <exception cref="ShapeException">There is no such place, or one is named twice.</exception>
            public Tensor ExpandDims(Axes axis) => Engine.Current.RunOne(new ExpandDims(axis), x);
        }
    }
}
