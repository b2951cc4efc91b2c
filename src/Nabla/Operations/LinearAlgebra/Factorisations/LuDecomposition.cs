using Nabla.Kernels;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>P · A = L · U with partial pivoting: L below the diagonal of the first output (its own is 1), U on it and above; which row of A each row is, int32.</summary>
    /// <remarks>Shape: […, n, n] → same and […, n]. Computed in float64.</remarks>
    public sealed record LuDecomposition : Op
    {
        /// <inheritdoc/>
        public override TensorSpec[] Infer(ReadOnlySpan<TensorSpec> x)
        {
            MatrixBatch.Require("Lu", x[0], square: true);
            return [new(x[0].ElementType, x[0].Shape), new(ElementType.Int32, x[0].Shape[..^1])];
        }

        /// <inheritdoc/>
        public override void Run(RunContext context)
        {
            var x = context[0];
            int n = (int)x.Shape[^1];
            double[] all = MatrixBatch.Read(x);
            var rows = new int[x.Shape[..^1].Size];
            for (int i = 0; n > 0 && i < all.Length / (n * n); i++)
            {
                LuFactor.Run(all.AsSpan(i * n * n, n * n), n, rows.AsSpan(i * n, n));
            }

            MatrixBatch.Write(context, 0, all, x.Shape);
            context.Share(1, Tensor.Adopt(rows, x.Shape[..^1]));
        }

        /// <inheritdoc/>
        public override Tensor?[] Gradient(Node node, Tensor?[] dy)
        {
            if (dy[0] is not { } d)
            {
                return [null];
            }

            // Pᵀ · L⁻ᵀ · (tril(Lᵀ · dL, −1) + triu(dU · Uᵀ)) · U⁻ᵀ.
            var lu = node.Outputs[0];
            Tensor lower = lu.Tril(-1) + lu.UnitLike(), upper = lu.Triu();
            var inner = lower.MatMul(d.Tril(-1), transposeX: true).Tril(-1) + d.Triu().MatMul(upper, transposeY: true).Triu();
            var left = lower.SolveTriangular(inner, lower: true, adjoint: true);
            var both = upper.SolveTriangular(left.Turned()).Turned();
            return [both.TakeAlongAxis(node.Outputs[1].ArgSort().ExpandDims(-1), -2)];
        }
    }
}

namespace Nabla
{
    /// <summary>The members of <see cref="Tensor"/> for triangular factors.</summary>
    public static class LuOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.LuDecomposition"/>
            public (Tensor Lu, Tensor Rows) Lu() => Engine.Current.Run(new LuDecomposition(), x.ToReal()) is [var lu, var rows] ? (lu, rows) : default;

            /// <summary>The same factors, and for each row of A the row of P · A that it became: what Keras's <c>lu_factor</c> gives.</summary>
            /// <remarks>Shape: […, n, n] → same and […, n], int32.</remarks>
            public (Tensor Lu, Tensor Places) LuFactor()
            {
                var (lu, rows) = x.Lu();
                return (lu, rows.ArgSort());
            }
        }
    }
}
