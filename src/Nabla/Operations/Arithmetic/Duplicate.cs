using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>The same elements in memory of their own.</summary>
    /// <remarks>Shape: any → same.</remarks>
    public sealed record Duplicate : SingleOp
    {
        /// <inheritdoc/>
        public override string Name => "Copy";

        /// <inheritdoc/>
        public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x) => new(x[0].ElementType, x[0].Shape);

        /// <inheritdoc/>
        public override void Run(RunContext context) =>
            context[0].Storage.CopyWindow(context[0].Offset, context[0].Shape.Lengths, context[0].Strides, context.Output().Storage);

        /// <inheritdoc/>
        protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy) => [dy];
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> for copies.</summary>
    public static class DuplicateOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.Duplicate"/>
            public Tensor Copy() => Engine.Current.RunOne(new Duplicate(), x);
        }
    }
}
