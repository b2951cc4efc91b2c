using Nabla.Operations;

namespace Nabla;

/// <summary>Averages, counts, areas and correlations.</summary>
public static class StatisticsOperations
{
    extension(Tensor x)
    {
        /// <summary>Largest less smallest, over axes.</summary>
        /// <param name="axis">The axes; all by default.</param>
        /// <param name="keepDims">Keeps the reduced axes with length 1.</param>
        /// <exception cref="ShapeException">There are no elements.</exception>
        public Tensor Ptp(Axes? axis = null, bool keepDims = false) => x.Max(axis, keepDims) - x.Min(axis, keepDims);

        /// <summary>How many elements are not 0, over axes, int32; NaN is not 0.</summary>
        /// <param name="axis">The axes; all by default.</param>
        public Tensor CountNonZero(Axes? axis = null) => x.Cast(ElementType.Bool).Sum(axis);

        /// <summary>Σ x·w ÷ Σ w over axes; the plain mean without weights. Whole numbers become float32 first.</summary>
        /// <param name="axis">The axes; all by default.</param>
        /// <param name="weights">Weights of the tensor's shape, or a vector as long as the one axis.</param>
        /// <exception cref="ShapeException">The weights have another shape.</exception>
        public Tensor Average(Axes? axis = null, Tensor? weights = null)
        {
            if (weights is null)
            {
                return x.Mean(axis);
            }

            var (real, w) = (x.ToReal(), weights.ToReal());
            if (w.Rank == 1 && x.Rank > 1 && axis is { Count: 1 })
            {
                var lengths = Enumerable.Repeat(1L, x.Rank).ToArray();
                lengths[Axes.Normalize("Average", axis[0], x.Rank)] = w.Shape.Lengths[0];
                w = w.Reshape(new(lengths));
            }
            else if (!w.Shape.IsCompatibleWith(x.Shape))
            {
                throw new ShapeException($"Average: weights of shape {w.Shape} for a tensor of shape {x.Shape}: they must have its shape, or be a vector as long as the one axis. Broadcast them.");
            }

            var spread = w.BroadcastLike(real);
            return (real * spread).Sum(axis) / spread.Sum(axis);
        }

        /// <summary>The area under points with equal distances, by the trapezoidal rule. Whole numbers become float32 first.</summary>
        /// <param name="dx">The distance of two points.</param>
        /// <param name="axis">The axis along which the points stand.</param>
        public Tensor Trapezoid(double dx = 1, int axis = -1) => (Middles(x.ToReal(), axis) * dx).Sum(axis);

        /// <summary>The area under points, by the trapezoidal rule. Whole numbers become float32 first.</summary>
        /// <param name="places">Where the points stand: of the tensor's shape, or a vector as long as the axis.</param>
        /// <param name="axis">The axis along which the points stand.</param>
        public Tensor Trapezoid(Tensor places, int axis = -1)
        {
            var (y, at) = (x.ToReal(), places.ToReal());
            if (at.Rank == 1 && y.Rank > 1)
            {
                var lengths = Enumerable.Repeat(1L, y.Rank).ToArray();
                lengths[Axes.Normalize("Trapezoid", axis, y.Rank)] = at.Shape.Lengths[0];
                at = at.Reshape(new(lengths));
            }

            return (Middles(y, axis) * at.Diff(1, axis)).Sum(axis);
        }

        /// <summary>Pearson's correlation of each row with each: 1 on the diagonal. Whole numbers become float32 first.</summary>
        /// <remarks>Shapes: [variables, observations] → [variables, variables].</remarks>
        /// <exception cref="ShapeException">The tensor is no matrix.</exception>
        public Tensor Corrcoef()
        {
            if (x.Rank != 2)
            {
                throw new ShapeException($"Corrcoef: a tensor of shape {x.Shape}: a matrix is expected, a row for each variable. Add or merge axes.");
            }

            var real = x.ToReal();
            var centered = real - real.Mean(1, keepDims: true);
            var length = centered.Square().Sum(1, keepDims: true).Sqrt();
            return centered.MatMul(centered, transposeY: true) / length.MatMul(length, transposeY: true);
        }
    }

    static Tensor Middles(Tensor y, int axis) => (y[y.Along(axis, 1..)] + y[y.Along(axis, ..^1)]) / 2;
}
