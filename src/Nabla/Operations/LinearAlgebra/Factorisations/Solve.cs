using Nabla.Kernels;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>X of A · X = B, or of Aᵀ · X = B, by Gauss's elimination with pivots.</summary>
    /// <param name="Adjoint">Whether Aᵀ stands on the left.</param>
    /// <remarks>Shapes: A […, n, n], B […, n, k] → […, n, k]. Computed in float64. Gradients flow to both.</remarks>
    public sealed record Solve(bool Adjoint) : SingleOp
    {
        /// <inheritdoc/>
        public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x) => System(Name, x);

        /// <inheritdoc/>
        public override void Run(RunContext context)
        {
            Tensor a = context[0], b = context[1];
            int n = (int)a.Shape[^1], columns = (int)b.Shape[^1];
            double[] left = MatrixBatch.Read(a), right = MatrixBatch.Read(b), x = new double[right.Length];
            var rows = new int[n];
            for (int i = 0; n > 0 && i < left.Length / (n * n); i++)
            {
                var lu = left.AsSpan(i * n * n, n * n);
                if (LuFactor.Run(lu, n, rows) == 0)
                {
                    throw new ArithmeticException($"Solve: matrix {i}: it is singular, Input matrix is not invertible. Check its rows for copies, or solve with Lstsq.");
                }

                LuFactor.Solve(lu, n, rows, right.AsSpan(i * n * columns, n * columns), columns, Adjoint, x.AsSpan(i * n * columns, n * columns));
            }

            MatrixBatch.Write(context, 0, x, b.Shape);
        }

        /// <inheritdoc/>
        protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy)
        {
            var db = Engine.Current.RunOne(new Solve(!Adjoint), x[0], dy);
            return [Adjoint ? -y.MatMul(db, transposeY: true) : -db.MatMul(y, transposeY: true), db];
        }

        internal static TensorSpec System(string op, ReadOnlySpan<TensorSpec> x)
        {
            _ = BinaryOp.SameType(op, x);
            MatrixBatch.Require(op, x[0], square: true);
            MatrixBatch.Require(op, x[1]);
            return x[0].Shape[..^1].IsCompatibleWith(x[1].Shape[..^1]) ? new(x[1].ElementType, x[1].Shape)
                : throw new ShapeException($"{op}: matrices {x[0].Shape} and right sides {x[1].Shape}: the axes in front and the number of rows must be equal.");
        }
    }

    /// <summary>X of T · X = B, T one triangle of A, or of Tᵀ · X = B.</summary>
    /// <param name="Lower">Which triangle.</param>
    /// <param name="Adjoint">Whether Tᵀ stands on the left.</param>
    /// <remarks>Shapes: A […, n, n], B […, n, k] → […, n, k]. Computed in float64. Gradients flow to both, of A to the triangle.</remarks>
    public sealed record SolveTriangular(bool Lower, bool Adjoint) : SingleOp
    {
        /// <inheritdoc/>
        public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x) => Solve.System(Name, x);

        /// <inheritdoc/>
        public override void Run(RunContext context)
        {
            Tensor a = context[0], b = context[1];
            int n = (int)a.Shape[^1], columns = (int)b.Shape[^1];
            double[] left = MatrixBatch.Read(a), x = MatrixBatch.Read(b);
            for (int i = 0; n > 0 && i < left.Length / (n * n); i++)
            {
                var t = left.AsSpan(i * n * n, n * n);
                for (int k = 0; k < n; k++)
                {
                    if (t[(k * n) + k] == 0)
                    {
                        throw new ArithmeticException($"SolveTriangular: matrix {i}: element {k} of its diagonal is 0, Input matrix is not invertible. Check how it was made.");
                    }
                }

                Triangular.Solve(t, n, Lower, Adjoint, unit: false, x.AsSpan(i * n * columns, n * columns), columns);
            }

            MatrixBatch.Write(context, 0, x, b.Shape);
        }

        /// <inheritdoc/>
        protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy)
        {
            var db = Engine.Current.RunOne(new SolveTriangular(Lower, !Adjoint), x[0], dy);
            var da = Adjoint ? -y.MatMul(db, transposeY: true) : -db.MatMul(y, transposeY: true);
            return [Lower ? da.Tril() : da.Triu(), db];
        }
    }
}

namespace Nabla
{
    /// <summary>The members of <see cref="Tensor"/> that solve linear systems.</summary>
    /// <remarks>Shapes: A […, n, n], B […, n, k] or a vector […, n]; axes in front stretch to each other.</remarks>
    public static class SolveOperations
    {
        extension(Tensor a)
        {
            /// <inheritdoc cref="Operations.Solve"/>
            /// <param name="b">The right side.</param>
            /// <param name="adjoint">Whether Aᵀ stands on the left.</param>
            /// <exception cref="ArithmeticException">A matrix is singular.</exception>
            /// <exception cref="ShapeException">They are no square matrices, or right sides do not fit.</exception>
            public Tensor Solve(Tensor b, bool adjoint = false) => Run(nameof(Solve), new Solve(adjoint), a, b);

            /// <inheritdoc cref="Operations.SolveTriangular"/>
            /// <param name="b">The right side.</param>
            /// <param name="lower">Which triangle of A counts.</param>
            /// <param name="adjoint">Whether its transpose stands on the left.</param>
            /// <exception cref="ArithmeticException">An element of a diagonal is 0.</exception>
            /// <exception cref="ShapeException">They are no square matrices, or right sides do not fit.</exception>
            public Tensor SolveTriangular(Tensor b, bool lower = false, bool adjoint = false) => Run(nameof(SolveTriangular), new SolveTriangular(lower, adjoint), a, b);
        }

        static Tensor Run(string name, Op op, Tensor a, Tensor b)
        {
            (a, b) = (a.ToReal(), b.ToReal());
            bool vector = b.Rank > 0 && b.Rank == a.Rank - 1;
            var (left, right) = MatrixBatch.Stretched(name, a, vector ? b.ExpandDims(-1) : b);
            var x = Engine.Current.RunOne(op, left, right);
            return vector ? x.Squeeze(-1) : x;
        }
    }
}
