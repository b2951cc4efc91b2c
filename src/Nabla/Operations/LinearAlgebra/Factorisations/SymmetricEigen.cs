using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>Eigenvalues of symmetric matrices, ascending, and their vectors as columns; only the lower triangle is read. Computed in float64.</summary>
    /// <remarks>Shape: […, n, n] → […, n] and […, n, n]. The gradient lies in the lower triangle, as in TensorFlow; that of the vectors is infinite where eigenvalues are equal.</remarks>
    public sealed record SymmetricEigen : Op
    {
        /// <inheritdoc/>
        public override TensorSpec[] Infer(ReadOnlySpan<TensorSpec> x)
        {
            MatrixBatch.Require("Eigh", x[0], square: true);
            return [new(x[0].ElementType, x[0].Shape[..^1]), new(x[0].ElementType, x[0].Shape)];
        }

        /// <inheritdoc/>
        public override void Run(RunContext context)
        {
            var x = context[0];
            int n = (int)x.Shape[^1], count = (int)x.Shape[..^2].Size;
            double[] all = MatrixBatch.Read(x), w = new double[count * n], v = new double[all.Length];
            for (int b = 0; b < count; b++)
            {
                var a = all.AsSpan(b * n * n, n * n);
                for (int i = 0; i < n; i++)
                {
                    for (int j = i + 1; j < n; j++)
                    {
                        a[(i * n) + j] = a[(j * n) + i];
                    }
                }

                Kernels.SymmetricEigen.Run(a, n, w.AsSpan(b * n, n), v.AsSpan(b * n * n, n * n));
            }

            MatrixBatch.Write(context, 0, w, x.Shape[..^1]);
            MatrixBatch.Write(context, 1, v, x.Shape);
        }

        /// <inheritdoc/>
        public override Tensor?[] Gradient(Node node, Tensor?[] dy)
        {
            Tensor w = node.Outputs[0], v = node.Outputs[1], unit = v.UnitLike();
            var inner = dy[0] is { } dw ? dw.ExpandDims(-1) * unit : v.ZerosLike();
            if (dy[1] is { } dv)
            {
                var gaps = w.ExpandDims(-2) - w.ExpandDims(-1);
                inner += v.MatMul(dv, transposeX: true) * ((1 - unit) / (gaps + unit));
            }

            var full = v.MatMul(inner).MatMul(v, transposeY: true);
            var lower = (full + full.Turned()).Tril();
            return [lower - (lower * unit * 0.5)];
        }
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> for eigenvalues of symmetric matrices.</summary>
    public static class SymmetricEigenOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.SymmetricEigen"/>
            public (Tensor Values, Tensor Vectors) Eigh() => Engine.Current.Run(new SymmetricEigen(), x.ToReal()) is [var values, var vectors] ? (values, vectors) : default;
        }
    }
}
