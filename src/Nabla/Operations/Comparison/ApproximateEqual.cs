namespace Nabla;

/// <summary>The member of <see cref="Tensor"/> for equality up to a distance.</summary>
public static class ApproximateEqualOperation
{
    extension(Tensor x)
    {
        /// <summary>Whether |x − y| &lt; tolerance, element by element.</summary>
        /// <remarks>Both have one shape.</remarks>
        /// <param name="y">The other tensor.</param>
        /// <param name="tolerance">The distance; it is not reached.</param>
        /// <exception cref="ShapeException">The shapes differ.</exception>
        public Tensor ApproximateEqual(Tensor y, double tolerance = 1e-5)
        {
            Operand limit = x.ElementType.IsInteger ? (long)Math.Ceiling(tolerance) : tolerance;
            return !x.Shape.IsCompatibleWith(y.Shape) ? throw new ShapeException($"ApproximateEqual: {x.Shape} and {y.Shape}: one shape is expected. Broadcast one of them.")
                : x.ElementType.IsUnsigned ? (x.Maximum(y) - x.Minimum(y)).Less(limit) : (x - y).Abs().Less(limit);
        }
    }
}
