using Nabla.Operations;

namespace Nabla;

/// <summary>Products of vectors and of tensors of any rank.</summary>
/// <remarks>Both sides must have one element type. All are differentiable any number of times.</remarks>
public static class ProductOperations
{
    extension(Tensor x)
    {
        /// <summary>NumPy's dot: sums over the last axis of x and the second last of y (the only one of a vector).</summary>
        /// <remarks>Shapes: [n] × [n] → []; [m, k] × [k, n] → [m, n]; […a, k] × […b, k, n] → […a, …b, n]; a scalar multiplies each element.</remarks>
        /// <exception cref="ShapeException">The summed axes differ in length.</exception>
        public Tensor Dot(Tensor y) => x.Rank == 0 || y.Rank == 0 ? x.Joined(y) : Contraction.Of(nameof(Dot), x, [-1], y, [y.Rank == 1 ? -1 : -2]);

        /// <summary>Sums over the last axis of both sides.</summary>
        /// <remarks>Shapes: […a, k] × […b, k] → […a, …b]; a scalar multiplies each element.</remarks>
        /// <exception cref="ShapeException">The last axes differ in length.</exception>
        public Tensor Inner(Tensor y) => x.Rank == 0 || y.Rank == 0 ? x.Joined(y) : Contraction.Of(nameof(Inner), x, [-1], y, [-1]);

        /// <summary>Each element of x with each of y: z[i, j] = x[i]·y[j], both taken as vectors.</summary>
        public Tensor Outer(Tensor y) => x.Ravel().ExpandDims(1).Joined(y.Ravel().ExpandDims(0));

        /// <summary>Σ x̄·y of all elements, both taken as vectors; x̄ is the complex conjugate.</summary>
        /// <exception cref="ShapeException">The numbers of elements differ.</exception>
        public Tensor VDot(Tensor y) => Contraction.Of(nameof(VDot), (x.ElementType.IsComplex ? x.Conj() : x).Ravel(), [0], y.Ravel(), [0]);

        /// <summary>Sums over the last <paramref name="axes"/> axes of x and the first ones of y.</summary>
        /// <remarks>Shapes: […a, …c] × […c, …b] → […a, …b]. 0 axes give each product of two elements.</remarks>
        /// <param name="y">The right side.</param>
        /// <param name="axes">How many axes are summed.</param>
        /// <exception cref="ShapeException">The summed axes differ, or there are fewer.</exception>
        public Tensor TensorDot(Tensor y, int axes = 2) => axes >= 0 && axes <= x.Rank && axes <= y.Rank
            ? Contraction.Of(nameof(TensorDot), x, [.. Enumerable.Range(x.Rank - axes, axes)], y, [.. Enumerable.Range(0, axes)])
            : throw new ShapeException($"TensorDot: {axes} axes of {x.Shape} and {y.Shape}: there are {x.Rank} and {y.Rank}. Sum over 0 to {Math.Min(x.Rank, y.Rank)} axes.");

        /// <summary>Sums over axes of x paired with axes of y, in the order they are named.</summary>
        /// <remarks>Shape: the other axes of x, then those of y.</remarks>
        /// <param name="y">The right side.</param>
        /// <param name="xAxes">Axes of x.</param>
        /// <param name="yAxes">Axes of y, as many.</param>
        /// <exception cref="ShapeException">Paired axes differ in length, or their numbers do.</exception>
        public Tensor TensorDot(Tensor y, Axes xAxes, Axes yAxes) => Contraction.Of(nameof(TensorDot), x, [.. xAxes], y, [.. yAxes]);

        /// <summary>Kronecker product: y scaled by each element of x, block by block.</summary>
        /// <remarks>Shape: the lengths multiplied axis by axis; the side of lower rank gets axes of length 1 in front.</remarks>
        public Tensor Kron(Tensor y)
        {
            int rank = Math.Max(x.Rank, y.Rank);
            if (rank == 0)
            {
                return x.Joined(y);
            }

            long[] a = Lifted(x.Shape, rank), b = Lifted(y.Shape, rank);
            var (left, right, lengths) = (new long[2 * rank], new long[2 * rank], new long[rank]);
            for (int k = 0; k < rank; k++)
            {
                (left[2 * k], left[(2 * k) + 1]) = (a[k], 1);
                (right[2 * k], right[(2 * k) + 1]) = (1, b[k]);
                lengths[k] = Contraction.Product([a[k], b[k]]);
            }

            return x.Reshape(new(left)).Joined(y.Reshape(new(right))).Reshape(new(lengths));
        }

        /// <summary>The product of elements; of truth values their and.</summary>
        internal Tensor Joined(Tensor y) => x.ElementType == ElementType.Bool && y.ElementType == ElementType.Bool ? x.LogicalAnd(y) : x * y;
    }

    static long[] Lifted(Shape shape, int rank) => [.. Enumerable.Repeat(1L, rank - shape.Rank), .. shape.Lengths];
}
