using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>A tensor of one value, with the shape and element type of the input.</summary>
    /// <param name="Value">The value of each element.</param>
    public sealed record FillLike(double Value) : SingleOp, IShapeOnly
    {
        /// <inheritdoc/>
        public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x) => new(x[0].ElementType, x[0].Shape);

        /// <inheritdoc/>
        public override void Run(RunContext context) => context.Output().Storage.Fill(Scalars.Of(context[0].ElementType, Value).Storage);

        /// <inheritdoc/>
        protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy) => [null];
    }
}

namespace Nabla
{
    /// <summary>Tensors of one value, shaped like another.</summary>
    public static class FillLikeOperation
    {
        extension(Tensor x)
        {
            /// <summary>Zeros with the shape and element type of this tensor.</summary>
            public Tensor ZerosLike() => Engine.Current.RunOne(new FillLike(0), x);

            /// <summary>Ones with the shape and element type of this tensor.</summary>
            public Tensor OnesLike() => Engine.Current.RunOne(new FillLike(1), x);
        }
    }
}
