using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>The same elements with the axes in another order: axis k of the result is axis Order[k] of the input. Shares memory.</summary>
    /// <param name="Order">Each axis once; null reverses all.</param>
    public sealed record Transpose(Axes? Order = null) : SingleOp, IView
    {
        /// <inheritdoc/>
        public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x)
        {
            var order = OrderOf(x[0].Shape.Rank);
            var lengths = new long[order.Length];
            for (int k = 0; k < lengths.Length; k++)
            {
                lengths[k] = x[0].Shape.Lengths[order[k]];
            }

            return new(x[0].ElementType, new Shape(lengths));
        }

        /// <inheritdoc/>
        public override void Run(RunContext context)
        {
            Tensor x = context[0];
            var order = OrderOf(x.Rank);
            var (lengths, strides) = (new long[order.Length], new long[order.Length]);
            for (int k = 0; k < order.Length; k++)
            {
                (lengths[k], strides[k]) = (x.Shape.Lengths[order[k]], x.Strides[order[k]]);
            }

            context.Share(0, x.View(new Shape(lengths), x.Offset, strides));
        }

        /// <inheritdoc/>
        protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy)
        {
            if (Order is null)
            {
                return [dy.Transpose()];
            }

            var order = OrderOf(x[0].Rank);
            var back = new int[order.Length];
            for (int k = 0; k < order.Length; k++)
            {
                back[order[k]] = k;
            }

            return [dy.Transpose(Axes.Create(back))];
        }

        int[] OrderOf(int rank)
        {
            var order = new int[rank];
            if (Order is null)
            {
                for (int k = 0; k < rank; k++)
                {
                    order[k] = rank - 1 - k;
                }

                return order;
            }

            if (Order.Count != rank)
            {
                throw new ShapeException($"Transpose: order {Order} for {rank} axes: each axis must be named once.");
            }

            _ = Axes.Normalize("Transpose", Order, rank);
            for (int k = 0; k < rank; k++)
            {
                order[k] = Axes.Normalize("Transpose", Order[k], rank);
            }

            return order;
        }
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> that reorders axes.</summary>
    public static class TransposeOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.Transpose"/>
            /// <param name="axes">The order of the axes; reversed where null: a matrix is transposed.</param>
            public Tensor Transpose(Axes? axes = null) => Engine.Current.RunOne(new Transpose(axes), x);

            /// <summary>The tensor with its axes reversed; a matrix transposed.</summary>
            public Tensor T => Engine.Current.RunOne(new Transpose(), x);
        }
    }
}
