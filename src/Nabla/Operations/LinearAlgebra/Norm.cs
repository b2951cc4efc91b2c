using Nabla.Operations;

namespace Nabla
{
    /// <summary>Norms of matrices that have a name instead of a number.</summary>
    public enum MatrixNorm
    {
        /// <summary>√(Σ |x|²) of all elements.</summary>
        Frobenius,

        /// <summary>The sum of the singular values.</summary>
        Nuclear,
    }

    /// <summary>Norms of vectors and matrices.</summary>
    /// <remarks>Whole numbers become float32 first. Shape: the axes go, or have length 1 where they are kept.</remarks>
    public static class NormOperation
    {
        extension(Tensor x)
        {
            /// <summary>The length √(Σ |x|²) of all elements, or the norm of some order of vectors along an axis or of matrices over two.</summary>
            /// <remarks>Vectors: p gives (Σ|x|ᵖ)^(1/p), +∞ and −∞ the largest and smallest |x|, 0 the number of elements that are not 0.
            /// Matrices: 1 and −1 the largest and smallest sum of |x| of a column, +∞ and −∞ of a row, 2 and −2 the largest and smallest singular value.
            /// Without axes, a matrix is one where an order is given.</remarks>
            /// <param name="ord">The order; √(Σ |x|²) by default.</param>
            /// <param name="axis">One axis that holds vectors, or two that hold matrices (rows, columns); all by default.</param>
            /// <param name="keepDims">Keeps the axes with length 1.</param>
            /// <exception cref="ShapeException">There are neither one nor two axes, or they do not exist.</exception>
            /// <exception cref="ArgumentException">Matrices have no norm of the order.</exception>
            public Tensor Norm(double? ord = null, Axes? axis = null, bool keepDims = false)
            {
                var real = x.ToReal();
                if (ord is not { } order)
                {
                    return Length(real, axis is { Count: > 2 } ? throw Wrong(x, axis) : axis, keepDims);
                }

                int[] axes = axis is null ? [.. Enumerable.Range(0, x.Rank)] : [.. axis];
                return axes.Length switch
                {
                    1 => OfVectors(real, order, axes[0], keepDims),
                    2 => OfMatrices(real, order, axes[0], axes[1], keepDims),
                    _ => throw Wrong(x, axis),
                };
            }

            /// <summary>A norm of matrices that has a name.</summary>
            /// <param name="ord">Which.</param>
            /// <param name="axis">The two axes that hold the matrices; all of a matrix by default.</param>
            /// <param name="keepDims">Keeps the axes with length 1.</param>
            /// <exception cref="ShapeException">There are not two axes.</exception>
            public Tensor Norm(MatrixNorm ord, Axes? axis = null, bool keepDims = false)
            {
                int[] axes = axis is null ? [.. Enumerable.Range(0, x.Rank)] : [.. axis];
                return axes.Length != 2 ? throw Wrong(x, axis)
                    : ord == MatrixNorm.Frobenius ? Length(x.ToReal(), Axes.Create(axes), keepDims)
                    : Singular(x.ToReal(), axes[0], axes[1], keepDims, s => s.Sum(-1));
            }
        }

        static Tensor Length(Tensor x, Axes? axis, bool keepDims) => Squares(x).Sum(axis, keepDims).Sqrt();

        static Tensor Squares(Tensor x) => x.ElementType.IsComplex ? (x * x.Conj()).Real() : x.Square();

        static Tensor OfVectors(Tensor x, double order, int axis, bool keepDims) => order switch
        {
            double.PositiveInfinity => x.Abs().Max(axis, keepDims),
            double.NegativeInfinity => x.Abs().Min(axis, keepDims),
            0 => x.NotEqual(0).Cast(x.Abs().ElementType).Sum(axis, keepDims),
            1 => x.Abs().Sum(axis, keepDims),
            2 => Length(x, axis, keepDims),
            _ => x.Abs().Power(order).Sum(axis, keepDims).Power(1 / order),
        };

        static Tensor OfMatrices(Tensor x, double order, int rows, int columns, bool keepDims)
        {
            (rows, columns) = (Axes.Normalize("Norm", rows, x.Rank), Axes.Normalize("Norm", columns, x.Rank));
            Axes both = [rows, columns];
            _ = Axes.Normalize("Norm", both, x.Rank);
            var y = order switch
            {
                1 => x.Abs().Sum(rows, keepDims: true).Max(both, keepDims: true),
                -1 => x.Abs().Sum(rows, keepDims: true).Min(both, keepDims: true),
                double.PositiveInfinity => x.Abs().Sum(columns, keepDims: true).Max(both, keepDims: true),
                double.NegativeInfinity => x.Abs().Sum(columns, keepDims: true).Min(both, keepDims: true),
                2 => Singular(x, rows, columns, true, s => s.Max(-1)),
                -2 => Singular(x, rows, columns, true, s => s.Min(-1)),
                _ => throw new ArgumentException($"Norm: order {order} of matrices: it is 1, −1, 2, −2, ∞ or −∞. Name one axis for vectors."),
            };
            return keepDims ? y : y.Squeeze(both);
        }

        static Tensor Singular(Tensor x, int rows, int columns, bool keepDims, Func<Tensor, Tensor> of)
        {
            var y = of(Engine.Current.Run(new SingularValueDecomposition(), x.MoveAxis([rows, columns], [-2, -1]))[0]);
            return keepDims ? y.ExpandDims([Axes.Normalize("Norm", rows, x.Rank), Axes.Normalize("Norm", columns, x.Rank)]) : y;
        }

        static ShapeException Wrong(Tensor x, Axes? axis) =>
            new($"Norm: axes {(object?)axis ?? "all"} of {x.Shape}: vectors lie along one axis, matrices over two. Name one or two axes.");
    }
}
