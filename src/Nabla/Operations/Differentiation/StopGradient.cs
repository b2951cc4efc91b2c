using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>The input as it is; no gradient flows back through it. Shares memory.</summary>
    public sealed record StopGradient : SingleOp, IView
    {
        /// <inheritdoc/>
        public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x) => new(x[0].ElementType, x[0].Shape);

        /// <inheritdoc/>
        public override void Run(RunContext context) => context.Pass(0, 0);

        /// <inheritdoc/>
        protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy) => [null];
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> that stops gradients.</summary>
    public static class StopGradientOperation
    {
        extension(Tensor x)
        {
            /// <summary>The same values as a constant of the gradient: what is computed from it does not depend on this tensor.</summary>
            public Tensor StopGradient() => Engine.Current.RunOne(new StopGradient(), x);
        }
    }
}
