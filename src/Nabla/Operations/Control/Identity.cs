using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>The input as it is, as a tensor of its own. Shares memory.</summary>
    public sealed record Identity : SingleOp, IView
    {
        /// <inheritdoc/>
        public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x) => new(x[0].ElementType, x[0].Shape);

        /// <inheritdoc/>
        public override void Run(RunContext context) => context.Pass(0, 0);

        /// <inheritdoc/>
        protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy) => [dy];
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> that gives it another name.</summary>
    public static class IdentityOperation
    {
        extension(Tensor x)
        {
            /// <summary>The same values as a tensor of its own: in a graph, to be waited for or named by itself.</summary>
            public Tensor Identity() => Engine.Current.RunOne(new Identity(), x);
        }
    }
}
