using Nabla.Kernels;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>A = Q · R of each matrix: columns of Q at right angles and of length 1, R upper triangular. Computed in float64.</summary>
    /// <param name="Complete">Q is square; else it has as many columns as the smaller side.</param>
    /// <remarks>Shapes: […, m, n] → […, m, k] and […, k, n], k = m where complete, else min(m, n).
    /// Gradients exist where m ≥ n and Q has n columns.</remarks>
    public sealed record QrDecomposition(bool Complete) : Op
    {
        /// <inheritdoc/>
        public override TensorSpec[] Infer(ReadOnlySpan<TensorSpec> x)
        {
            MatrixBatch.Require("Qr", x[0]);
            Shape shape = x[0].Shape, batch = shape[..^2];
            long m = shape.Lengths[^2], n = shape.Lengths[^1], k = Complete ? m : m == Shape.Unknown || n == Shape.Unknown ? Shape.Unknown : Math.Min(m, n);
            return [new(x[0].ElementType, batch.Concat(new([m, k]))), new(x[0].ElementType, batch.Concat(new([k, n])))];
        }

        /// <inheritdoc/>
        public override void Run(RunContext context)
        {
            var x = context[0];
            int m = (int)x.Shape[^2], n = (int)x.Shape[^1], k = Complete ? m : Math.Min(m, n), count = (int)x.Shape[..^2].Size;
            double[] all = MatrixBatch.Read(x), q = new double[count * m * k], r = new double[count * k * n];
            for (int i = 0; i < count; i++)
            {
                var a = all.AsSpan(i * m * n, m * n);
                Householder.Run(a, m, n, q.AsSpan(i * m * k, m * k), k);
                a[..(k * n)].CopyTo(r.AsSpan(i * k * n));
            }

            var batch = x.Shape[..^2];
            MatrixBatch.Write(context, 0, q, batch.Concat([m, k]));
            MatrixBatch.Write(context, 1, r, batch.Concat([k, n]));
        }

        /// <inheritdoc/>
        public override Tensor?[] Gradient(Node node, Tensor?[] dy)
        {
            Tensor q = node.Outputs[0], r = node.Outputs[1];
            if (r.Shape.Lengths[^2] != r.Shape.Lengths[^1] || q.Shape.Lengths[^1] != r.Shape.Lengths[^1])
            {
                throw new NoGradientException($"Qr: no gradient for Q {q.Shape} and R {r.Shape}: R must be square. Use the reduced form of matrices with at least as many rows as columns.");
            }

            // (dQ + Q · sym(M)) · R⁻ᵀ with M = R · dRᵀ − dQᵀ · Q, sym the lower triangle mirrored (Walter and Lehmann, 2018).
            Tensor dq = dy[0] ?? q.ZerosLike(), dr = (dy[1] ?? r.ZerosLike()).Triu();
            var m = r.MatMul(dr, transposeY: true) - dq.MatMul(q, transposeX: true);
            var mirrored = m.Tril() + m.Tril(-1).Turned();
            return [r.SolveTriangular((dq + q.MatMul(mirrored)).Turned()).Turned()];
        }
    }

    /// <summary>Columns that complete those of a matrix, which stand at right angles, to a square one.</summary>
    /// <remarks>Shape: […, m, k] → […, m, m − k]. It has no gradient.</remarks>
    internal sealed record OrthogonalComplement : SingleOp
    {
        /// <inheritdoc/>
        public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x)
        {
            MatrixBatch.Require(Name, x[0]);
            long m = x[0].Shape.Lengths[^2], k = x[0].Shape.Lengths[^1];
            return new(x[0].ElementType, x[0].Shape[..^1].Concat(new([m == Shape.Unknown || k == Shape.Unknown ? Shape.Unknown : m - k])));
        }

        /// <inheritdoc/>
        public override void Run(RunContext context)
        {
            var x = context[0];
            int m = (int)x.Shape[^2], k = (int)x.Shape[^1], count = (int)x.Shape[..^2].Size;
            double[] all = MatrixBatch.Read(x), q = new double[m * m], rest = new double[count * m * (m - k)];
            for (int i = 0; i < count; i++)
            {
                Householder.Run(all.AsSpan(i * m * k, m * k), m, k, q, m);
                for (int row = 0; row < m; row++)
                {
                    q.AsSpan((row * m) + k, m - k).CopyTo(rest.AsSpan(((i * m) + row) * (m - k)));
                }
            }

            MatrixBatch.Write(context, 0, rest, x.Shape[..^1].Concat([m - k]));
        }
    }
}

namespace Nabla
{
    /// <summary>The members of <see cref="Tensor"/> for orthogonal factors.</summary>
    public static class QrOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.QrDecomposition"/>
            /// <param name="complete">Q is square.</param>
            public (Tensor Q, Tensor R) Qr(bool complete = false) => Engine.Current.Run(new QrDecomposition(complete), x.ToReal()) is [var q, var r] ? (q, r) : default;

            /// <summary>A = U · diag(S) · Vh of each matrix: S ≥ 0 in descending order, columns of U and rows of Vh at right angles and of length 1.</summary>
            /// <remarks>Shapes: […, m, n] → U […, m, m], S […, k], Vh […, n, n] with k = min(m, n); U […, m, k], Vh […, k, n] where not full. Computed in float64.
            /// Gradients flow through S, and through U and Vh where not full and the singular values differ.</remarks>
            /// <param name="fullMatrices">U and Vh are square.</param>
            public (Tensor U, Tensor S, Tensor Vh) Svd(bool fullMatrices = true)
            {
                var parts = Engine.Current.Run(new SingularValueDecomposition(), x.ToReal());
                return (Full(parts[1], fullMatrices), parts[0], Full(parts[2], fullMatrices).Turned());
            }

            /// <summary>The singular values of each matrix, in descending order.</summary>
            /// <remarks>Shape: […, m, n] → […, min(m, n)].</remarks>
            public Tensor SingularValues() => Engine.Current.Run(new SingularValueDecomposition(), x.ToReal())[0];
        }

        static Tensor Full(Tensor columns, bool full) =>
            !full || columns.Shape.Lengths[^2] == columns.Shape.Lengths[^1] ? columns : Tensor.Concatenate([columns, Engine.Current.RunOne(new OrthogonalComplement(), columns)], -1);
    }
}
