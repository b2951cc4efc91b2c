using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>The input as it is, or an error where its shape is another. Shares memory.</summary>
    /// <param name="To">The expected shape; unknown lengths may be anything.</param>
    public sealed record EnsureShape(Shape To) : SingleOp
    {
        /// <inheritdoc/>
        public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x)
        {
            Check(x[0].Shape);
            var lengths = x[0].Shape.ToArray();
            for (int k = 0; k < lengths.Length; k++)
            {
                lengths[k] = lengths[k] == Shape.Unknown ? To.Lengths[k] : lengths[k];
            }

            return new(x[0].ElementType, new Shape(lengths));
        }

        /// <inheritdoc/>
        public override void Run(RunContext context)
        {
            Check(context[0].Shape);
            context.Pass(0, 0);
        }

        /// <inheritdoc/>
        protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy) => [dy];

        void Check(Shape shape)
        {
            if (!To.IsCompatibleWith(shape))
            {
                throw new ShapeException($"EnsureShape: a tensor of shape {shape}: {To} was expected. Look where it comes from.");
            }
        }
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> that refuses other shapes.</summary>
    public static class EnsureShapeOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.EnsureShape"/>
            /// <param name="to">The expected shape; unknown lengths may be anything.</param>
            /// <exception cref="ShapeException">The shape is another.</exception>
            public Tensor EnsureShape(Shape to) => Engine.Current.RunOne(new EnsureShape(to), x);
        }
    }
}
