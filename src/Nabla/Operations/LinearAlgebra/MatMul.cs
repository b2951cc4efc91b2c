using Nabla.Kernels;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>Matrix product, z = x · y, over the last two axes.</summary>
    /// <remarks>Shapes: x […, m, k] × y […, k, n] → […, m, n]; a transposed side is given as [k, m] or [n, k]; the axes in front broadcast.
    /// Each element is summed over k in blocks that do not depend on threads, tiles or transposition; truth values are joined by and, then or.</remarks>
    /// <param name="TransposeX">x is given transposed.</param>
    /// <param name="TransposeY">y is given transposed.</param>
    public sealed record MatMul(bool TransposeX = false, bool TransposeY = false) : SingleOp
    {
        /// <inheritdoc/>
        public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x)
        {
            var type = BinaryOp.SameType(Name, x);
            if (type is ElementType.String)
            {
                throw new ElementTypeException("MatMul: string tensors: it needs numbers or truth values. Convert the text first.");
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
        protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy) => [GradientOfX(x[0], x[1], dy), GradientOfY(x[0], x[1], dy)];

        /// <inheritdoc/>
        internal override Tensor?[] Gradient(Node node, Tensor?[] dy, ReadOnlySpan<bool> wanted) =>
            dy[0] is not { } d ? [null, null]
            : [wanted[0] ? GradientOfX(node.Inputs[0], node.Inputs[1], d) : null, wanted[1] ? GradientOfY(node.Inputs[0], node.Inputs[1], d) : null];

        Tensor GradientOfX(Tensor x, Tensor y, Tensor dz)
        {
            var b = y.Conj();
            return (TransposeX ? b.MatMul(dz, TransposeY, true) : dz.MatMul(b, false, !TransposeY)).SumToLike(x);
        }

        Tensor GradientOfY(Tensor x, Tensor y, Tensor dz)
        {
            var a = x.Conj();
            if (!TransposeX && x.Rank > 2 && y.Rank == 2 && y.Shape.IsKnown && y.Size > 0)
            {
                // One matrix for all batches: their rows are those of one product, and its sums need no memory of their own.
                var (k, n) = Split(y.Shape, TransposeY);
                (a, dz) = (a.Reshape([-1, k]), dz.Reshape([-1, n]));
                return TransposeY ? dz.MatMul(a, true) : a.MatMul(dz, true);
            }

            return (TransposeY ? dz.MatMul(a, true, TransposeX) : a.MatMul(dz, !TransposeX, false)).SumToLike(y);
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
            /// <summary>Matrix product, z = x · y, over the last two axes; vectors count as a row on the left and a column on the right.</summary>
            /// <remarks>Shapes: […, m, k] × […, k, n] → […, m, n], axes in front broadcast; [k] × […, k, n] → […, n]; […, m, k] × [k] → […, m];
            /// [k] × [k] → []. A vector cannot be taken transposed. Products of int8 are int32, as in Keras; truth values are joined by and, then or.</remarks>
            /// <param name="y">The right side.</param>
            /// <param name="transposeX">Take this tensor transposed (its last two axes swapped), without a copy.</param>
            /// <param name="transposeY">Take y transposed, without a copy.</param>
            /// <exception cref="ShapeException">The inner axes differ, or a side is a scalar.</exception>
            /// <exception cref="ElementTypeException">The element types differ.</exception>
            public Tensor MatMul(Tensor y, bool transposeX = false, bool transposeY = false)
            {
                var (a, b) = x.ElementType == ElementType.Int8 && y.ElementType == ElementType.Int8 ? (x.Cast(ElementType.Int32), y.Cast(ElementType.Int32)) : (x, y);
                var op = new MatMul(transposeX, transposeY);
                bool row = a.Rank == 1 && !transposeX && b.Rank > 0, column = b.Rank == 1 && !transposeY && a.Rank > 0;
                if (!row && !column)
                {
                    return Engine.Current.RunOne(op, a, b);
                }

                var z = Engine.Current.RunOne(op, row ? a.ExpandDims(0) : a, column ? b.ExpandDims(1) : b);
                return row && column ? z.Squeeze([-2, -1]) : z.Squeeze(row ? -2 : -1);
            }
        }
    }
}
