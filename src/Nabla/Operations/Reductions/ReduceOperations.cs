using Nabla.Operations;

namespace Nabla;

/// <summary>Reductions: many elements become one.</summary>
public static class ReduceOperations
{
    extension(Tensor x)
    {
        /// <summary>Sum over axes; 0 of no elements.</summary>
        /// <param name="axis">The axes; all by default.</param>
        /// <param name="keepDims">Keeps the reduced axes with length 1.</param>
        /// <remarks>Truth values are counted as int32; small whole numbers are summed in their own type widened to int32 or uint32, as in Keras.</remarks>
        public Tensor Sum(Axes? axis = null, bool keepDims = false) => Run(ReduceKind.Sum, x.Widened(), axis, keepDims);

        /// <summary>Mean over axes; NaN of no elements. Whole numbers and truth values become float32 first.</summary>
        /// <inheritdoc cref="Sum"/>
        public Tensor Mean(Axes? axis = null, bool keepDims = false) => Run(ReduceKind.Mean, x.ToReal(), axis, keepDims);

        /// <summary>Product over axes; 1 of no elements.</summary>
        /// <inheritdoc cref="Sum"/>
        public Tensor Prod(Axes? axis = null, bool keepDims = false)
        {
            // One axis at a time: then the gradient of each step is a product of the others along one axis.
            var y = x.Widened();
            foreach (int k in Axes.Normalize(nameof(Prod), axis, x.Rank).Reverse())
            {
                y = Run(ReduceKind.Prod, y, k, keepDims);
            }

            return y;
        }

        /// <summary>The largest element over axes; NaN where one is NaN. Ties share the gradient.</summary>
        /// <inheritdoc cref="Sum"/>
        /// <exception cref="ShapeException">There are no elements.</exception>
        public Tensor Max(Axes? axis = null, bool keepDims = false) => Extreme(ReduceKind.Max, x, axis, keepDims);

        /// <summary>The largest of a start and the elements over axes; the start where there are none.</summary>
        /// <param name="axis">The axes; null for all.</param>
        /// <param name="keepDims">Keeps the reduced axes with length 1.</param>
        /// <param name="initial">The start; none where it is null.</param>
        public Tensor Max(Axes? axis, bool keepDims, Operand? initial) =>
            initial is not { } start ? x.Max(axis, keepDims)
            : x.Shape.IsKnown && x.Size == 0 ? Tensor.Full(Reduction.ShapeOf("Max", x.Shape, axis, keepDims), start, x.ElementType)
            : x.Max(axis, keepDims).Maximum(start);

        /// <summary>The smallest element over axes; NaN where one is NaN. Ties share the gradient.</summary>
        /// <inheritdoc cref="Sum"/>
        /// <exception cref="ShapeException">There are no elements.</exception>
        public Tensor Min(Axes? axis = null, bool keepDims = false) => Extreme(ReduceKind.Min, x, axis, keepDims);

        /// <summary>The smallest of a start and the elements over axes; the start where there are none.</summary>
        /// <param name="axis">The axes; null for all.</param>
        /// <param name="keepDims">Keeps the reduced axes with length 1.</param>
        /// <param name="initial">The start; none where it is null.</param>
        public Tensor Min(Axes? axis, bool keepDims, Operand? initial) =>
            initial is not { } start ? x.Min(axis, keepDims)
            : x.Shape.IsKnown && x.Size == 0 ? Tensor.Full(Reduction.ShapeOf("Min", x.Shape, axis, keepDims), start, x.ElementType)
            : x.Min(axis, keepDims).Minimum(start);

        /// <summary>Whether any element is true, over axes; numbers count as true where they are not 0.</summary>
        /// <inheritdoc cref="Sum"/>
        public Tensor Any(Axes? axis = null, bool keepDims = false) => Run(ReduceKind.Any, x.Cast(ElementType.Bool), axis, keepDims);

        /// <summary>Whether all elements are true, over axes; numbers count as true where they are not 0.</summary>
        /// <inheritdoc cref="Sum"/>
        public Tensor All(Axes? axis = null, bool keepDims = false) => Run(ReduceKind.All, x.Cast(ElementType.Bool), axis, keepDims);

        /// <summary>Variance over axes: the mean of the squared distances from the mean.</summary>
        /// <inheritdoc cref="Sum"/>
        public Tensor Var(Axes? axis = null, bool keepDims = false)
        {
            var real = x.ToReal();
            return (real - real.Mean(axis, keepDims: true)).Square().Mean(axis, keepDims);
        }

        /// <summary>Standard deviation over axes: the root of the variance.</summary>
        /// <inheritdoc cref="Sum"/>
        public Tensor Std(Axes? axis = null, bool keepDims = false) => x.Var(axis, keepDims).Sqrt();

        /// <summary>The type in which sums and products of whole numbers are made: at least 32 bits.</summary>
        internal Tensor Widened() => x.ElementType switch
        {
            ElementType.Bool or ElementType.Int8 or ElementType.Int16 => x.Cast(ElementType.Int32),
            ElementType.UInt8 or ElementType.UInt16 => x.Cast(ElementType.UInt32),
            _ => x,
        };
    }

    static Tensor Extreme(ReduceKind kind, Tensor x, Axes? axis, bool keepDims) =>
        x.ElementType == ElementType.Bool
            ? Run(kind == ReduceKind.Max ? ReduceKind.Any : ReduceKind.All, x, axis, keepDims)
            : Run(kind, x, axis, keepDims);

    static Tensor Run(ReduceKind kind, Tensor x, Axes? axis, bool keepDims) => Engine.Current.RunOne(new Reduction(kind, axis, keepDims), x);
}
