namespace Nabla;

/// <summary>The members of <see cref="Tensor"/> that sort elements into bins, as TensorFlow does.</summary>
public static class BinOperations
{
    extension(Tensor x)
    {
        /// <summary>The bucket of each element, int32: the number of boundaries that are not above it.</summary>
        /// <param name="boundaries">In ascending order.</param>
        /// <exception cref="ArgumentException">The boundaries fall.</exception>
        public Tensor Bucketize(ReadOnlySpan<float> boundaries)
        {
            for (int i = 1; i < boundaries.Length; i++)
            {
                if (boundaries[i] < boundaries[i - 1])
                {
                    throw new ArgumentException($"Bucketize: {boundaries[i]} behind {boundaries[i - 1]}: boundaries must not fall. Sort them.", nameof(boundaries));
                }
            }

            var edges = Tensor.Constant(boundaries);
            return x.ElementType == ElementType.Float32 ? edges.SearchSorted(x, right: true) : edges.Cast(ElementType.Float64).SearchSorted(x.Cast(ElementType.Float64), right: true);
        }

        /// <summary>How many elements fall into each of some bins of equal width; elements outside count in the first or the last bin.</summary>
        /// <param name="low">The lower end of the first bin.</param>
        /// <param name="high">The upper end of the last.</param>
        /// <param name="bins">How many there are.</param>
        /// <param name="elementType">int32 or int64.</param>
        /// <exception cref="ArgumentException">There is no bin, or the range is empty.</exception>
        public Tensor HistogramFixedWidth(double low, double high, int bins = 100, ElementType elementType = ElementType.Int32)
        {
            if (bins < 1 || !(low < high))
            {
                throw new ArgumentException($"HistogramFixedWidth: {bins} bins from {low} to {high}: at least one bin, and an upper end above the lower one.");
            }

            var values = x.Ravel().Cast(x.ElementType == ElementType.Float32 ? ElementType.Float32 : ElementType.Float64);
            var place = ((values - low) / ((high - low) / bins)).Floor().Clip(0, bins - 1);
            return place.Cast(ElementType.Int32).Bincount(minLength: bins).Cast(elementType);
        }

        /// <summary>How often each of the numbers 0 … size − 1 comes; or the sum of the weights of its elements; larger ones are left out.</summary>
        /// <remarks>Shapes: [n] → [size], [rows, n] → [rows, size]; others are taken as vectors.</remarks>
        /// <param name="size">The length of the result.</param>
        /// <param name="weights">A weight for each number; null or empty for 1.</param>
        /// <param name="elementType">Type of the counts; that of the weights where they are given.</param>
        /// <param name="binary">1 for numbers that come, 0 for others.</param>
        /// <exception cref="ArgumentException">A number is negative.</exception>
        public Tensor DenseBincount(int size, Tensor? weights = null, ElementType elementType = ElementType.Int32, bool binary = false)
        {
            var numbers = x.Rank == 2 ? x : x.Ravel();
            var inside = Tensor.Where(numbers.Less(size), numbers, numbers.ElementType == ElementType.Int64 ? Tensor.Constant((long)size) : Tensor.Constant(size));
            bool weighted = !binary && weights is not null && !(weights.Shape.IsKnown && weights.Size == 0);
            var counts = weighted ? inside.Bincount(weights!.ReshapeLike(numbers), size + 1) : inside.Bincount(minLength: size + 1);
            var result = counts[Slice.Ellipsis, ..size];
            return binary ? result.Greater(0).Cast(elementType) : weighted ? result : result.Cast(weights?.ElementType ?? elementType);
        }
    }
}
