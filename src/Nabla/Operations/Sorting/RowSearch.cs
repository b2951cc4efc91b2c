using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>Row by row, for each value of the second input the number of elements of the first, in order, that stand before it.</summary>
    /// <param name="Right">Equal elements stand before; else behind.</param>
    /// <param name="Type">int32 or int64.</param>
    /// <remarks>Shapes: sorted [rows, n], values [rows, m], y [rows, m].</remarks>
    public sealed record RowSearch(bool Right, ElementType Type) : SingleOp
    {
        /// <inheritdoc/>
        public override string Name => Right ? "UpperBound" : "LowerBound";

        /// <inheritdoc/>
        public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x)
        {
            _ = BinaryOp.SameType(Name, x);
            _ = SortElements.Ordered(Name, x[0], 0);
            return x[0].Shape.Rank == 2 && x[1].Shape.Rank == 2 && x[0].Shape[..1].IsCompatibleWith(x[1].Shape[..1]) ? new(Type, x[1].Shape)
                : throw new ShapeException($"{Name}: sorted rows {x[0].Shape} and values {x[1].Shape}: two matrices with equally many rows are expected. Reshape them.");
        }

        /// <inheritdoc/>
        public override void Run(RunContext context)
        {
            Tensor sorted = context[0].Contiguous(), values = context[1].Contiguous(), y = context.Output(0, values.Shape);
            var found = new long[values.Size];
            if (sorted.Size > 0)
            {
                var run = new Kernel(sorted, values, Right, found);
                ElementDispatch.Run(sorted.ElementType, ref run);
            }

            var narrow = new Narrow { From = found, To = y };
            ElementDispatch.Run(Type, ref narrow);
            GC.KeepAlive(context);
        }

        /// <inheritdoc/>
        protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy) => [null, null];

        readonly struct Kernel(Tensor sorted, Tensor values, bool right, long[] y) : IForElements
        {
            public void Run<T>()
                where T : unmanaged => Kernels.Search.Sorted<T, long>(sorted.Elements<T>(), sorted.Shape[1], values.Elements<T>(), right, y);
        }
    }
}

namespace Nabla
{
    /// <summary>The members of <see cref="Tensor"/> that search row by row.</summary>
    public static class RowSearchOperations
    {
        extension(Tensor x)
        {
            /// <summary>Row by row, where values would be put before equal elements of this tensor's rows, which are in order.</summary>
            /// <param name="values">[rows, m].</param>
            /// <param name="elementType">int32 or int64.</param>
            /// <exception cref="ShapeException">They are no two matrices with equally many rows.</exception>
            public Tensor LowerBound(Tensor values, ElementType elementType = ElementType.Int32) => Engine.Current.RunOne(new RowSearch(false, elementType), x, values);

            /// <summary>Row by row, where values would be put behind equal elements of this tensor's rows, which are in order.</summary>
            /// <inheritdoc cref="LowerBound"/>
            public Tensor UpperBound(Tensor values, ElementType elementType = ElementType.Int32) => Engine.Current.RunOne(new RowSearch(true, elementType), x, values);
        }
    }
}
