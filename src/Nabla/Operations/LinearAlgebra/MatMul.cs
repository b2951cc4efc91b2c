using Nabla.Kernels;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>Matrix product, z = x · y, over the last two axes.</summary>
    /// <remarks>Shapes: x […, m, k] × y […, k, n] → […, m, n]; a transposed side is given as [k, m] or [n, k]; the axes in front broadcast.
    /// Each element is summed over k in blocks that do not depend on threads, tiles or transposition.</remarks>
    /// <param name="TransposeX">x is given transposed.</param>
    /// <param name="TransposeY">y is given transposed.</param>
    public sealed record MatMul(bool TransposeX = false, bool TransposeY = false) : SingleOp
    {
        /// <inheritdoc/>
        public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x)
        {
            var type = BinaryOp.SameType(Name, x);
            if (type is ElementType.Bool or ElementType.String)
            {
                throw new ElementTypeException($"MatMul: {type.Name} tensors: it needs numbers. Cast them first.");
            }

            var (a, b) = (x[0].Shape, x[1].Shape);
            if (a.Rank < 2 || b.Rank < 2)
            {
                throw new ShapeException($"MatMul: {a} × {b}: both need at least 2 axes. Use Dot for vectors, or add an axis with ExpandDims.");
            }

            var (m, k) = Split(a, TransposeX);
            var (k2, n) = Split(b, TransposeY);
            if (k != k2 && k != Shape.Unknown && k2 != Shape.Unknown)
            {
                throw new ShapeException($"MatMul: {a} × {b}: inner axes are {k} and {k2}; they must be equal. Transpose one side, or use Multiply for the product element by element.");
            }

            return new(type, Broadcasting.Join(Name, a[..^2], b[..^2]).Concat(new([m, n])));
        }

        /// <inheritdoc/>
        public override void Run(RunContext context)
        {
            var run = new Kernel(Side(context[0], TransposeX), Side(context[1], TransposeY), context.Output());
            ElementDispatch.Run(context[0].ElementType, ref run);
        }

        /// <inheritdoc/>
        protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy)
        {
            var (a, b) = (x[0].Conj(), x[1].Conj());
            return
            [
                (TransposeX ? b.MatMul(dy, TransposeY, true) : dy.MatMul(b, false, !TransposeY)).SumToLike(x[0]),
                (TransposeY ? dy.MatMul(a, true, TransposeX) : a.MatMul(dy, !TransposeX, false)).SumToLike(x[1]),
            ];
        }

        readonly struct Kernel(Tensor x, Tensor y, Tensor z) : IForElements
        {
            public void Run<T>()
                where T : unmanaged => Gemm.Multiply(x.View<T>(), y.View<T>(), z.View<T>());
        }

        static (long Rows, long Columns) Split(Shape s, bool transposed) => transposed ? (s.Lengths[^1], s.Lengths[^2]) : (s.Lengths[^2], s.Lengths[^1]);

        /// <summary>A view with the last two axes swapped where the side is given transposed.</summary>
        static Tensor Side(Tensor x, bool transposed)
        {
            if (!transposed)
            {
                return x;
            }

            var (lengths, strides) = (x.Shape.ToArray(), x.Strides.ToArray());
            (lengths[^1], lengths[^2], strides[^1], strides[^2]) = (lengths[^2], lengths[^1], strides[^2], strides[^1]);
            return x.View(new Shape(lengths), x.Offset, strides);
        }
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> for matrix products.</summary>
    public static class MatMulOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.MatMul"/>
            /// <param name="y">The right side.</param>
            /// <param name="transposeX">Take this tensor transposed (its last two axes swapped), without a copy.</param>
            /// <param name="transposeY">Take y transposed, without a copy.</param>
            /// <exception cref="ShapeException">The inner axes differ, or a side has fewer than two axes.</exception>
            public Tensor MatMul(Tensor y, bool transposeX = false, bool transposeY = false) => Engine.Current.RunOne(new MatMul(transposeX, transposeY), x, y);
        }
    }
}
