namespace Nabla;

/// <summary>The members of <see cref="Tensor"/> for lengths of vectors as TensorFlow measures them.</summary>
public static class EuclideanNormOperation
{
    extension(Tensor x)
    {
        /// <summary>√(Σ |x|²) over axes, in the tensor's own element type.</summary>
        /// <remarks>The gradient is x ÷ y, NaN where all elements are 0. Whole numbers give the root rounded towards 0.</remarks>
        /// <param name="axis">The axes; all by default.</param>
        /// <param name="keepDims">Keeps the reduced axes with length 1.</param>
        public Tensor EuclideanNorm(Axes? axis = null, bool keepDims = false)
        {
            if (!x.ElementType.IsDifferentiable)
            {
                return x.Cast(ElementType.Float64).EuclideanNorm(axis, keepDims).Cast(x.ElementType);
            }

            return x.ElementType.IsComplex ? Tensor.Complex((x * x.Conj()).Real().Sum(axis, keepDims).Sqrt(), (x * x.Conj()).Real().Sum(axis, keepDims).ZerosLike())
                : x.Square().Sum(axis, keepDims).Sqrt();
        }

        /// <summary>½ · Σ x²: half the squared length of the tensor as one vector.</summary>
        /// <exception cref="ElementTypeException">The elements are no floating numbers.</exception>
        public Tensor L2Loss() => x.ElementType.IsFloating ? x.Square().Sum() * 0.5
            : throw new ElementTypeException($"L2Loss: a {x.ElementType.Name} tensor: it needs a floating type. Cast it first.");
    }
}
