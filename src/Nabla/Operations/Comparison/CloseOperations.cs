namespace Nabla;

/// <summary>The members of <see cref="Tensor"/> that compare within a tolerance.</summary>
public static class CloseOperations
{
    extension(Tensor x)
    {
        /// <summary>Whether |x − y| ≤ absolute + relative · |y|, element by element.</summary>
        /// <remarks>Shapes: broadcast. Bool. Two equal infinities are not close, opposite ones are, as in Keras: their difference is NaN or ∞.
        /// Whole numbers are compared as float32.</remarks>
        /// <param name="y">The tensor or number to compare with.</param>
        /// <param name="relative">Tolerance in parts of |y|; rtol in NumPy.</param>
        /// <param name="absolute">Tolerance; atol in NumPy.</param>
        /// <param name="equalNaN">Whether two NaN are close.</param>
        public Tensor IsClose(Operand y, double relative = 1e-5, double absolute = 1e-8, bool equalNaN = false)
        {
            var (left, right) = Operations.Promotion.Of(nameof(IsClose), x, y);
            if (left.ElementType == right.ElementType)
            {
                (left, right) = (left.ToReal(), right.ToReal());
            }

            var close = (left - right).Abs() <= (right.Abs() * relative) + absolute;
            return equalNaN ? close | (left.IsNaN() & right.IsNaN()) : close;
        }

        /// <summary>Whether every element is close or equal: |x − y| ≤ absolute + relative · |y| for all.</summary>
        /// <remarks>Shapes: broadcast. Here equal infinities count as close, as in Keras.</remarks>
        /// <param name="y">The tensor or number to compare with.</param>
        /// <param name="relative">Tolerance in parts of |y|; rtol in NumPy.</param>
        /// <param name="absolute">Tolerance; atol in NumPy.</param>
        /// <param name="equalNaN">Whether two NaN are close.</param>
        /// <returns>A scalar, bool.</returns>
        public Tensor AllClose(Operand y, double relative = 1e-5, double absolute = 1e-8, bool equalNaN = false) =>
            (x.IsClose(y, relative, absolute, equalNaN) | x.Equal(y)).All();
    }
}
