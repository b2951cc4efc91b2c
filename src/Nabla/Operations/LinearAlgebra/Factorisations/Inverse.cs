using Nabla.Kernels;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>The inverse of each matrix.</summary>
    /// <remarks>Shape: […, n, n] → same. Computed in float64.</remarks>
    public sealed record Inverse : SingleOp
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
            double[] all = MatrixBatch.Read(x), result = new double[all.Length], unit = new double[n * n];
            var rows = new int[n];
            for (int k = 0; k < n; k++)
            {
                unit[(k * n) + k] = 1;
            }

            for (int at = 0; at < all.Length; at += n * n)
            {
                var lu = all.AsSpan(at, n * n);
                if (LuFactor.Run(lu, n, rows) == 0)
                {
                    throw new ArithmeticException($"Inverse: matrix {at / (n * n)}: it is singular, Input is not invertible. Check its rows for copies, or use Pinv.");
                }

                LuFactor.Solve(lu, n, rows, unit, n, transposed: false, result.AsSpan(at, n * n));
            }

            MatrixBatch.Write(context, 0, result, x.Shape);
        }

        /// <inheritdoc/>
        protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy) => [-y.MatMul(dy, transposeX: true).MatMul(y, transposeY: true)];
    }

    /// <summary>The determinant of each matrix, as its sign and the logarithm of its absolute value.</summary>
    /// <remarks>Shape: […, n, n] → […] twice. Of a singular matrix 0 and −∞. Computed in float64. A gradient flows from the logarithm only.</remarks>
    public sealed record LogDeterminant : Op
    {
        /// <inheritdoc/>
        public override TensorSpec[] Infer(ReadOnlySpan<TensorSpec> x)
        {
            MatrixBatch.Require(Name, x[0], square: true);
            var spec = new TensorSpec(x[0].ElementType, x[0].Shape[..^2]);
            return [spec, spec];
        }

        /// <inheritdoc/>
        public override void Run(RunContext context)
        {
            var x = context[0];
            int n = (int)x.Shape[^1], count = (int)x.Shape[..^2].Size;
            double[] all = MatrixBatch.Read(x), signs = new double[count], logs = new double[count];
            var rows = new int[n];
            for (int i = 0; i < count; i++)
            {
                var lu = all.AsSpan(i * n * n, n * n);
                double sign = LuFactor.Run(lu, n, rows), log = 0;
                for (int k = 0; k < n; k++)
                {
                    double pivot = lu[(k * n) + k];
                    sign = double.IsNaN(pivot) ? pivot : pivot < 0 ? -sign : sign;
                    log += Math.Log(Math.Abs(pivot));
                }

                (signs[i], logs[i]) = (sign, log);
            }

            MatrixBatch.Write(context, 0, signs, x.Shape[..^2]);
            MatrixBatch.Write(context, 1, logs, x.Shape[..^2]);
        }

        /// <inheritdoc/>
        public override Tensor?[] Gradient(Node node, Tensor?[] dy) =>
            [dy[1] is { } d ? d.ExpandDims([-2, -1]) * Engine.Current.RunOne(new Inverse(), node.Inputs[0]).Turned() : null];
    }

    /// <summary>The determinant of each matrix.</summary>
    /// <remarks>Shape: […, n, n] → […]. Computed in float64.</remarks>
    public sealed record Determinant : SingleOp
    {
        /// <inheritdoc/>
        public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x)
        {
            MatrixBatch.Require(Name, x[0], square: true);
            return new(x[0].ElementType, x[0].Shape[..^2]);
        }

        /// <inheritdoc/>
        public override void Run(RunContext context)
        {
            var x = context[0];
            int n = (int)x.Shape[^1], count = (int)x.Shape[..^2].Size;
            double[] all = MatrixBatch.Read(x), result = new double[count];
            var rows = new int[n];
            for (int i = 0; i < count; i++)
            {
                var lu = all.AsSpan(i * n * n, n * n);
                result[i] = LuFactor.Run(lu, n, rows);
                for (int k = 0; k < n; k++)
                {
                    result[i] *= lu[(k * n) + k];
                }
            }

            MatrixBatch.Write(context, 0, result, x.Shape[..^2]);
        }

        /// <inheritdoc/>
        protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy) =>
            [(dy * y).ExpandDims([-2, -1]) * Engine.Current.RunOne(new Inverse(), x[0]).Turned()];
    }
}

namespace Nabla
{
    /// <summary>The members of <see cref="Tensor"/> for inverses and determinants.</summary>
    public static class InverseOperations
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.Inverse"/>
            /// <param name="adjoint">Gives the inverse of the transpose.</param>
            /// <exception cref="ArithmeticException">A matrix is singular.</exception>
            public Tensor Inv(bool adjoint = false)
            {
                var inverse = Engine.Current.RunOne(new Inverse(), x.ToReal());
                return adjoint ? inverse.Turned() : inverse;
            }

            /// <inheritdoc cref="Operations.Determinant"/>
            public Tensor Det() => Engine.Current.RunOne(new Determinant(), x.ToReal());

            /// <inheritdoc cref="Operations.LogDeterminant"/>
            public (Tensor Sign, Tensor LogAbs) SLogDet() => Engine.Current.Run(new LogDeterminant(), x.ToReal()) is [var sign, var log] ? (sign, log) : default;

            /// <summary>The logarithm of the determinant of each matrix; NaN where it is negative.</summary>
            /// <remarks>Shape: […, n, n] → […].</remarks>
            public Tensor LogDet()
            {
                var (sign, log) = x.SLogDet();
                return Tensor.Where(sign.Less(0), double.NaN, log);
            }
        }
    }
}
