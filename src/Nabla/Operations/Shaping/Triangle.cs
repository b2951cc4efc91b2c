using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>The part of each matrix on one side of a diagonal, zero elsewhere.</summary>
    /// <param name="K">The diagonal: 0 is the main one, positive ones lie above.</param>
    /// <param name="Upper">True keeps the diagonal and what is above, false the diagonal and what is below.</param>
    /// <remarks>Shape: [i…, rows, columns] → same.</remarks>
    public sealed record Triangle(int K, bool Upper) : SingleOp
    {
        /// <inheritdoc/>
        public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x) => x[0].Shape.Rank >= 2 ? new(x[0].ElementType, x[0].Shape)
            : throw new ShapeException($"{(Upper ? "Triu" : "Tril")}: a tensor of shape {x[0].Shape}: it needs two axes, rows and columns. Add one with ExpandDims.");

        /// <inheritdoc/>
        public override void Run(RunContext context)
        {
            var x = context[0].Contiguous();
            Movement.Run(x, context.Output(0, x.Shape), new Job(K, Upper));
        }

        /// <inheritdoc/>
        protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy) => [Engine.Current.RunOne(this, dy)];

        readonly struct Job(int k, bool upper) : IMovement
        {
            public void Run<T>(Kernels.View<T> x, Span<T> y)
            {
                if (x.Size > 0)
                {
                    Kernels.Selection.Triangle(x.Contiguous, x.Lengths[^2], x.Lengths[^1], k, upper, y);
                }

                // Kernels clear memory; text that is not there is empty text.
                for (int i = 0; typeof(T) == typeof(string) && i < y.Length; i++)
                {
                    y[i] ??= (T)(object)string.Empty;
                }
            }
        }
    }
}

namespace Nabla
{
    /// <summary>The members of <see cref="Tensor"/> that keep triangles of matrices.</summary>
    public static class TriangleOperation
    {
        extension(Tensor x)
        {
            /// <summary>The lower triangle of each matrix: elements where column − row ≤ k, zero elsewhere.</summary>
            /// <param name="k">The diagonal: 0 is the main one, positive ones lie above.</param>
            /// <exception cref="ShapeException">There are fewer than two axes.</exception>
            public Tensor Tril(int k = 0) => Engine.Current.RunOne(new Triangle(k, Upper: false), x);

            /// <summary>The upper triangle of each matrix: elements where column − row ≥ k, zero elsewhere.</summary>
            /// <param name="k">The diagonal: 0 is the main one, positive ones lie above.</param>
            /// <exception cref="ShapeException">There are fewer than two axes.</exception>
            public Tensor Triu(int k = 0) => Engine.Current.RunOne(new Triangle(k, Upper: true), x);
        }
    }
}
