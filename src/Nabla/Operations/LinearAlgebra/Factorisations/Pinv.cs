using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>The pseudoinverse of each matrix (Moore and Penrose): V · diag(1/s) · Uᵀ, singular values up to Cutoff times the largest left out.</summary>
    /// <param name="Cutoff">As a part of the largest singular value.</param>
    /// <remarks>Shape: […, m, n] → […, n, m]. Computed in float64. The gradient is right where the rank does not change nearby.</remarks>
    public sealed record Pinv(double Cutoff) : SingleOp
    {
        /// <inheritdoc/>
        public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x)
        {
            MatrixBatch.Require(Name, x[0]);
            var shape = x[0].Shape;
            return new(x[0].ElementType, shape[..^2].Concat(new([shape.Lengths[^1], shape.Lengths[^2]])));
        }

        /// <inheritdoc/>
        public override void Run(RunContext context)
        {
            var x = context[0].Alias().Cast(ElementType.Float64);
            var parts = Engine.Current.Run(new SingularValueDecomposition(), x);
            Tensor s = parts[0], u = parts[1], v = parts[2];
            if (s.Size > 0)
            {
                var kept = s.Greater(s[Slice.Ellipsis, ..1] * Cutoff);
                v *= Tensor.Where(kept, 1 / Tensor.Where(kept, s, 1), 0).ExpandDims(-2);
            }

            context.Share(0, v.MatMul(u, transposeY: true).Cast(context[0].ElementType));
        }

        /// <inheritdoc/>
        protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy)
        {
            // dP = −P·dA·P + P·Pᵀ·dAᵀ·(1 − A·P) + (1 − P·A)·dAᵀ·Pᵀ·P (Golub and Pereyra, 1973).
            Tensor a = x[0], g = dy.Turned();
            var first = -y.MatMul(dy, transposeX: true).MatMul(y, transposeY: true);
            Tensor left = g.MatMul(y.MatMul(y, transposeY: true)), right = y.MatMul(y, transposeX: true).MatMul(g);
            return [first + left - a.MatMul(y).MatMul(left) + right - right.MatMul(y.MatMul(a))];
        }
    }
}

namespace Nabla
{
    /// <summary>The members of <see cref="Tensor"/> for systems without an exact or a single solution.</summary>
    public static class PinvOperations
    {
        extension(Tensor x)
        {
            /// <summary>The pseudoinverse of each matrix: of all X with the least |A·X − 1| the smallest.</summary>
            /// <remarks>Shape: […, m, n] → […, n, m].</remarks>
            /// <param name="rcond">Singular values up to this part of the largest count as 0; by default 10 · max(m, n) units of the element type.</param>
            public Tensor Pinv(double? rcond = null)
            {
                var real = x.ToReal();
                return Engine.Current.RunOne(new Pinv(rcond ?? 10 * Longer(real) * Unit(real.ElementType)), real);
            }

            /// <summary>How many singular values of each matrix are above a bound, int32.</summary>
            /// <remarks>Shape: […, m, n] → […].</remarks>
            /// <param name="tolerance">The bound; by default the largest singular value times max(m, n) units of the element type.</param>
            public Tensor MatrixRank(double? tolerance = null)
            {
                var s = x.SingularValues();
                var above = tolerance is { } given ? s.Greater(given) : s.Greater(s.Max(-1, true, 0) * (Longer(x) * Unit(s.ElementType)));
                return above.Cast(ElementType.Int32).Sum(-1);
            }

            /// <summary>The shortest of all X with the least |A·X − B|.</summary>
            /// <remarks>Shapes: A [m, n], B [m, k] or [m] → [n, k] or [n].</remarks>
            /// <param name="b">The right side.</param>
            /// <param name="rcond">Singular values up to this part of the largest count as 0; by default max(m, n) units of the element type.</param>
            /// <exception cref="ShapeException">Rows differ in number.</exception>
            public Tensor Lstsq(Tensor b, double? rcond = null)
            {
                var (left, right) = (x.ToReal(), b.ToReal());
                bool vector = right.Rank == left.Rank - 1;
                if (left.Rank < 2 || !left.Shape[..^1].IsCompatibleWith(vector ? right.Shape : right.Shape[..^1]))
                {
                    throw new ShapeException($"Lstsq: matrices {x.Shape} and right sides {b.Shape}: the axes in front and the number of rows must be equal.");
                }

                var inverse = left.Pinv(rcond ?? Longer(left) * Unit(left.ElementType));
                return vector ? inverse.MatMul(right.ExpandDims(-1)).Squeeze(-1) : inverse.MatMul(right);
            }

            /// <summary>X with the least |A·X − B|² + λ·|X|², by the normal equations.</summary>
            /// <remarks>Shapes: A […, m, n], B […, m, k] → […, n, k]. Where m &lt; n the shortest solution.</remarks>
            /// <param name="b">The right side.</param>
            /// <param name="l2">λ.</param>
            /// <exception cref="ArithmeticException">The normal equations are singular.</exception>
            public Tensor MatrixSolveLs(Tensor b, double l2 = 0)
            {
                if (x.Shape.Lengths[^2] >= x.Shape.Lengths[^1])
                {
                    var normal = x.MatMul(x, transposeX: true);
                    return (normal + (normal.UnitLike() * l2)).Solve(x.MatMul(b, transposeX: true));
                }

                var outer = x.MatMul(x, transposeY: true);
                return x.MatMul((outer + (outer.UnitLike() * l2)).Solve(b), transposeX: true);
            }
        }

        static long Longer(Tensor x) => Math.Max(x.Shape[^2], x.Shape[^1]);

        /// <summary>The distance from 1 to the next number.</summary>
        static double Unit(ElementType type) => type switch
        {
            ElementType.Float64 => Math.ScaleB(1, -52),
            ElementType.Float32 => Math.ScaleB(1, -23),
            ElementType.Float16 => Math.ScaleB(1, -10),
            _ => Math.ScaleB(1, -7),
        };
    }
}
