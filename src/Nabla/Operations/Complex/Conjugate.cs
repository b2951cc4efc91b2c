using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>Complex conjugate, y = re − im·i.</summary>
    /// <remarks>Shape: any → same.</remarks>
    public sealed record Conjugate : SingleOp
    {
        /// <inheritdoc/>
        public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x) => x[0].ElementType.IsComplex ? new(x[0].ElementType, x[0].Shape)
            : throw new ElementTypeException($"Conjugate: a {x[0].ElementType.Name} tensor: it needs complex numbers. A real number is its own conjugate.");

        /// <inheritdoc/>
        public override void Run(RunContext context) => ComplexMap.Unary(default(Formula), context[0], context.Output());

        /// <inheritdoc/>
        protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy) => [dy.Conj()];

        readonly struct Formula : IComplexUnary
        {
            public System.Numerics.Complex At(System.Numerics.Complex x) => System.Numerics.Complex.Conjugate(x);
        }
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> for conjugates.</summary>
    public static class ConjugateOperation
    {
        extension(Tensor x)
        {
            /// <summary>Complex conjugate, re − im·i; real numbers are their own.</summary>
            /// <exception cref="ElementTypeException">The elements are no numbers.</exception>
            public Tensor Conj() => x.ElementType.IsFloating || x.ElementType.IsInteger ? x : Engine.Current.RunOne(new Conjugate(), x);
        }
    }
}
