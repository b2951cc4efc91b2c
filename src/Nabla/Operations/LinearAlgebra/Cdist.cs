namespace Nabla;

/// <summary>The member of <see cref="Tensor"/> for distances between points.</summary>
public static class CdistOperation
{
    extension(Tensor x)
    {
        /// <summary>The distance √(Σ (xᵢ − yⱼ)²) of each point of x from each of y.</summary>
        /// <remarks>Shapes: […, m, k] and […, n, k] → […, m, n]; axes in front stretch to each other. Whole numbers become float32 first. No gradient flows where a distance is 0.</remarks>
        /// <param name="y">The other points.</param>
        /// <exception cref="ShapeException">Points have different numbers of coordinates, or there are fewer than two axes.</exception>
        public Tensor Cdist(Tensor y)
        {
            if (x.Rank < 2 || y.Rank < 2 || !x.Shape[^1..].IsCompatibleWith(y.Shape[^1..]))
            {
                throw new ShapeException($"Cdist: points {x.Shape} and {y.Shape}: […, number of points, coordinates] with equally many coordinates is expected.");
            }

            var squares = (x.ToReal().ExpandDims(-2) - y.ToReal().ExpandDims(-3)).Square().Sum(-1);
            var apart = squares.Greater(0);
            return Tensor.Where(apart, Tensor.Where(apart, squares, 1).Sqrt(), 0);
        }
    }
}
