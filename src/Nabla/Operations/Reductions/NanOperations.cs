using Nabla.Operations;

namespace Nabla;

/// <summary>Reductions that leave out NaN; of whole numbers and truth values they are the plain ones.</summary>
public static class NanOperations
{
    extension(Tensor x)
    {
        /// <summary>Sum over axes of what is not NaN; 0 of nothing.</summary>
        /// <param name="axis">The axes; all by default.</param>
        /// <param name="keepDims">Keeps the reduced axes with length 1.</param>
        public Tensor NanSum(Axes? axis = null, bool keepDims = false) => x.WithoutNan(0).Sum(axis, keepDims);

        /// <summary>Product over axes of what is not NaN; 1 of nothing.</summary>
        /// <inheritdoc cref="NanSum"/>
        public Tensor NanProd(Axes? axis = null, bool keepDims = false) => x.WithoutNan(1).Prod(axis, keepDims);

        /// <summary>Mean over axes of what is not NaN; NaN of nothing. Whole numbers become float32 first.</summary>
        /// <inheritdoc cref="NanSum"/>
        public Tensor NanMean(Axes? axis = null, bool keepDims = false)
        {
            var real = x.ToReal();
            return real.NanSum(axis, keepDims) / real.Numbers(axis, keepDims);
        }

        /// <summary>Variance over axes of what is not NaN; NaN of nothing. Whole numbers become float32 first.</summary>
        /// <inheritdoc cref="NanSum"/>
        public Tensor NanVar(Axes? axis = null, bool keepDims = false)
        {
            var real = x.ToReal();
            var distances = Tensor.Where(real.IsNaN(), 0, real - real.NanMean(axis, keepDims: true));
            return distances.Square().Sum(axis, keepDims) / real.Numbers(axis, keepDims);
        }

        /// <summary>Standard deviation over axes of what is not NaN: the root of the variance.</summary>
        /// <inheritdoc cref="NanSum"/>
        public Tensor NanStd(Axes? axis = null, bool keepDims = false) => x.NanVar(axis, keepDims).Sqrt();

        /// <summary>The largest over axes that is not NaN; NaN where all are. Ties share the gradient.</summary>
        /// <inheritdoc cref="NanSum"/>
        /// <exception cref="ShapeException">There are no elements.</exception>
        public Tensor NanMax(Axes? axis = null, bool keepDims = false) => Extreme(x, x.WithoutNan(double.NegativeInfinity).Max(axis, keepDims), axis, keepDims);

        /// <summary>The smallest over axes that is not NaN; NaN where all are. Ties share the gradient.</summary>
        /// <inheritdoc cref="NanSum"/>
        /// <exception cref="ShapeException">There are no elements.</exception>
        public Tensor NanMin(Axes? axis = null, bool keepDims = false) => Extreme(x, x.WithoutNan(double.PositiveInfinity).Min(axis, keepDims), axis, keepDims);

        /// <summary>The place of the largest element that is not NaN, int32; −1 where all are NaN.</summary>
        /// <param name="axis">The axis; of the tensor as one vector by default.</param>
        /// <param name="keepDims">Keeps the axis with length 1.</param>
        public Tensor NanArgMax(int? axis = null, bool keepDims = false) => Place(x, x.WithoutNan(double.NegativeInfinity).ArgMax(axis, keepDims), axis, keepDims);

        /// <summary>The place of the smallest element that is not NaN, int32; −1 where all are NaN.</summary>
        /// <inheritdoc cref="NanArgMax"/>
        public Tensor NanArgMin(int? axis = null, bool keepDims = false) => Place(x, x.WithoutNan(double.PositiveInfinity).ArgMin(axis, keepDims), axis, keepDims);

        /// <summary>The tensor with a number in place of NaN.</summary>
        internal Tensor WithoutNan(double number) => x.ElementType.IsDifferentiable ? Tensor.Where(x.IsNaN(), number, x) : x;

        /// <summary>How many elements are not NaN, in the tensor's type.</summary>
        internal Tensor Numbers(Axes? axis, bool keepDims) => x.IsNaN().LogicalNot().Cast(x.ElementType).Sum(axis, keepDims);
    }

    static Tensor Extreme(Tensor x, Tensor extreme, Axes? axis, bool keepDims) =>
        x.ElementType.IsDifferentiable ? Tensor.Where(x.IsNaN().All(axis, keepDims), double.NaN, extreme) : extreme;

    static Tensor Place(Tensor x, Tensor place, int? axis, bool keepDims) =>
        x.ElementType.IsDifferentiable ? Tensor.Where(x.IsNaN().All(axis is { } one ? one : null, keepDims), -1, place) : place;
}
