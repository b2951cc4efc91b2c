using Nabla.Kernels;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>L of A = L · Lᵀ for symmetric positive definite matrices, lower triangular; only the lower triangle of A is read.</summary>
    /// <remarks>Shape: […, n, n] → same. Computed in float64. The gradient is symmetric, as in TensorFlow.</remarks>
    public sealed record Cholesky : SingleOp
    {
        /// <inheritdoc/>
        public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x)
        {
            MatrixBatch.Require(Name, x[0], square: true);
            return new(x[0].ElementType, x[0].Shape);
        }

        /// <inheritdoc/>
        public override void Run(RunContext context)
        {
            var x = context[0];
            int n = (int)x.Shape[^1];
            double[] all = MatrixBatch.Read(x);
            for (int at = 0; at < all.Length; at += n * n)
            {
                if (!Triangular.Cholesky(all.AsSpan(at, n * n), n))
                {
                    throw new ArithmeticException($"Cholesky: matrix {at / (n * n)}: it is not positive definite. Check that it is symmetric with positive eigenvalues, or add a small multiple of the unit matrix.");
                }
            }

            MatrixBatch.Write(context, 0, all, x.Shape);
        }

        /// <inheritdoc/>
        protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy)
        {
            // L⁻ᵀ · Φ(Lᵀ · dL) · L⁻¹ made symmetric, Φ the lower triangle with half the diagonal (Murray, 2016).
            var inner = y.MatMul(dy, transposeX: true).Tril();
            var half = inner - (inner * y.UnitLike() * 0.5);
            var right = y.SolveTriangular(half.Turned(), lower: true, adjoint: true).Turned();
            var full = y.SolveTriangular(right, lower: true, adjoint: true);
            return [(full + full.Turned()) * 0.5];
        }
    }
}

namespace Nabla
{
    /// <summary>The members of <see cref="Tensor"/> for Cholesky's factorisation.</summary>
    public static class CholeskyOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.Cholesky"/>
            /// <param name="upper">Gives Lᵀ instead.</param>
            /// <exception cref="ArithmeticException">A matrix is not positive definite.</exception>
            public Tensor Cholesky(bool upper = false)
            {
                var lower = Engine.Current.RunOne(new Cholesky(), x.ToReal());
                return upper ? lower.Turned() : lower;
            }

            /// <summary>The inverse of A = L · Lᵀ from the factor L.</summary>
            /// <param name="upper">This tensor is Lᵀ.</param>
            public Tensor CholeskyInverse(bool upper = false)
            {
                var factor = upper ? x.ToReal().Triu() : x.ToReal().Tril();
                var inverse = factor.SolveTriangular(factor.UnitLike(), lower: !upper);
                return upper ? inverse.MatMul(inverse, transposeY: true) : inverse.MatMul(inverse, transposeX: true);
            }
        }
    }
}
