using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>X of T · X = B for matrices that are zero but on the main diagonal and beside it, by elimination with pivots.</summary>
    /// <remarks>Shapes: diagonals […, 3, n] – above (its last element does not count), main, below (its first does not count) –, B […, n, k] → […, n, k].
    /// Computed in float64. Gradients flow to both.</remarks>
    public sealed record TridiagonalSolve : SingleOp
    {
        /// <inheritdoc/>
        public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x)
        {
            _ = BinaryOp.SameType(Name, x);
            MatrixBatch.Require(Name, x[0]);
            MatrixBatch.Require(Name, x[1]);
            var expected = x[1].Shape[..^2].Concat(new([3, x[1].Shape.Lengths[^2]]));
            return expected.IsCompatibleWith(x[0].Shape) ? new(x[1].ElementType, x[1].Shape)
                : throw new ShapeException($"{Name}: diagonals {x[0].Shape} for right sides {x[1].Shape}: {expected} is expected.");
        }

        /// <inheritdoc/>
        public override void Run(RunContext context)
        {
            var b = context[1];
            int n = (int)b.Shape[^2], columns = (int)b.Shape[^1];
            double[] diagonals = MatrixBatch.Read(context[0]), x = MatrixBatch.Read(b);
            for (int i = 0; n > 0 && i < diagonals.Length / (3 * n); i++)
            {
                var d = diagonals.AsSpan(i * 3 * n, 3 * n);
                if (!Kernels.Tridiagonal.Solve(d[..n], d.Slice(n, n), d[(2 * n)..], x.AsSpan(i * n * columns, n * columns), columns))
                {
                    throw new ArithmeticException($"TridiagonalSolve: matrix {i}: it is singular, Input matrix is not invertible. Check its diagonals.");
                }
            }

            MatrixBatch.Write(context, 0, x, b.Shape);
        }

        /// <inheritdoc/>
        protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy)
        {
            // The transpose has the outer diagonals in each other's place, moved by one.
            Tensor above = Row(x[0], 0), main = Row(x[0], 1), below = Row(x[0], 2);
            var turned = Tensor.Stack([below.Shifted(-1, back: true), main, above.Shifted(-1, back: false)], -2);
            var db = Engine.Current.RunOne(this, turned, dy);
            Tensor next = (db * y.Shifted(-2, back: true)).Sum(-1), here = (db * y).Sum(-1), before = (db * y.Shifted(-2, back: false)).Sum(-1);
            return [-Tensor.Stack([next, here, before], -2), db];
        }

        static Tensor Row(Tensor x, int k) => x[Slice.Ellipsis, k, Slice.All];
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> for tridiagonal systems.</summary>
    public static class TridiagonalSolveOperation
    {
        extension(Tensor diagonals)
        {
            /// <inheritdoc cref="Operations.TridiagonalSolve"/>
            /// <param name="b">The right side.</param>
            /// <exception cref="ArithmeticException">A matrix is singular.</exception>
            public Tensor TridiagonalSolve(Tensor b) => Engine.Current.RunOne(new TridiagonalSolve(), diagonals, b);
        }
    }
}
