using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>A matrix with the input, a scalar, on a diagonal and zero elsewhere.</summary>
    /// <param name="Rows">Number of rows.</param>
    /// <param name="Columns">Number of columns.</param>
    /// <param name="K">The diagonal: 0 is the main one, positive ones lie above.</param>
    public sealed record Eye(long Rows, long Columns, int K) : SingleOp
    {
        /// <inheritdoc/>
        public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x) => Rows >= 0 && Columns >= 0 ? new(x[0].ElementType, Shape.Of([Rows, Columns]))
            : throw new ShapeException($"{Name}: {Rows} rows and {Columns} columns: their numbers are 0 or more.");

        /// <inheritdoc/>
        public override void Run(RunContext context)
        {
            var y = context.Output();
            Movement.Clear(y);
            Movement.Into(context[0], new Diagonal(K, 0, 1).On(y));
        }

        /// <inheritdoc/>
        protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy) => [dy.Trace(K)];
    }
}

namespace Nabla
{
    /// <summary>The members of <see cref="Tensor"/> that make matrices of ones and zeros.</summary>
    public static class EyeOperation
    {
        extension(Tensor)
        {
            /// <summary>Ones on a diagonal, zeros elsewhere.</summary>
            /// <param name="n">Number of rows.</param>
            /// <param name="m">Number of columns; as many as rows by default.</param>
            /// <param name="k">The diagonal: 0 is the main one, positive ones lie above.</param>
            /// <param name="elementType">Type of the elements.</param>
            public static Tensor Eye(long n, long? m = null, int k = 0, ElementType elementType = ElementType.Float32) =>
                Engine.Current.RunOne(new Eye(n, m ?? n, k), Scalars.Of(elementType, 1));

            /// <summary>The unit matrix: ones on the main diagonal, zeros elsewhere.</summary>
            /// <param name="n">Number of rows and columns.</param>
            /// <param name="elementType">Type of the elements.</param>
            public static Tensor Identity(long n, ElementType elementType = ElementType.Float32) => Tensor.Eye(n, n, 0, elementType);

            /// <summary>Ones on and below a diagonal, zeros above.</summary>
            /// <inheritdoc cref="Eye(long, long?, int, ElementType)"/>
            public static Tensor Tri(long n, long? m = null, int k = 0, ElementType elementType = ElementType.Float32) =>
                Tensor.Ones(Shape.Of([n, m ?? n]), elementType).Tril(k);
        }
    }
}
