using Nabla.Operations;

namespace Nabla;

/// <summary>The members of <see cref="Tensor"/> that join slices by the numbers of their segments.</summary>
/// <remarks>Shapes: x [i…, r…], ids [i…], result [segments, r…]. Slices with a negative number are dropped. With sorted ids, a vector that never falls, an empty
/// segment is 0 (1 for a product); else the maximum of none is the least number of the type, the minimum of none the largest.</remarks>
public static class SegmentOperations
{
    extension(Tensor x)
    {
        /// <summary>Sum of the slices of each segment; 0 of none.</summary>
        /// <param name="segmentIds">The segment of each slice.</param>
        /// <param name="segments">Their number; one more than the largest by default.</param>
        /// <param name="sorted">Ids are a vector that never falls.</param>
        /// <exception cref="ArgumentException">A number is too large, or sorted ids fall.</exception>
        /// <exception cref="ShapeException">Ids and slices do not fit.</exception>
        public Tensor SegmentSum(Tensor segmentIds, long? segments = null, bool sorted = false) => Run(SegmentKind.Sum, x, segmentIds, segments, sorted);

        /// <summary>Product of the slices of each segment; 1 of none.</summary>
        /// <inheritdoc cref="SegmentSum"/>
        public Tensor SegmentProd(Tensor segmentIds, long? segments = null, bool sorted = false) => Run(SegmentKind.Prod, x, segmentIds, segments, sorted);

        /// <summary>The largest of each element in the slices of a segment. Equal ones share the gradient.</summary>
        /// <inheritdoc cref="SegmentSum"/>
        public Tensor SegmentMax(Tensor segmentIds, long? segments = null, bool sorted = false) => Run(SegmentKind.Max, x, segmentIds, segments, sorted);

        /// <summary>The smallest of each element in the slices of a segment. Equal ones share the gradient.</summary>
        /// <inheritdoc cref="SegmentSum"/>
        public Tensor SegmentMin(Tensor segmentIds, long? segments = null, bool sorted = false) => Run(SegmentKind.Min, x, segmentIds, segments, sorted);

        /// <summary>Mean of the slices of each segment; 0 of none. Of whole numbers rounded towards 0.</summary>
        /// <inheritdoc cref="SegmentSum"/>
        public Tensor SegmentMean(Tensor segmentIds, long? segments = null, bool sorted = false)
        {
            var sum = x.SegmentSum(segmentIds, segments, sorted);
            var count = Counts(x, sum, segmentIds, segments, sorted);
            return x.ElementType.IsInteger ? sum.TruncateDivide(count) : sum / count;
        }

        /// <summary>Sum of the slices of each segment, divided by the root of their number; 0 of none.</summary>
        /// <inheritdoc cref="SegmentSum"/>
        public Tensor SegmentSqrtN(Tensor segmentIds, long? segments = null, bool sorted = false)
        {
            var sum = x.SegmentSum(segmentIds, segments, sorted);
            return sum / Counts(x, sum, segmentIds, segments, sorted).Sqrt();
        }

        /// <summary>Sum of chosen rows of x by segments: <c>x.Gather(indices).SegmentSum(…)</c> with ids in order.</summary>
        /// <param name="indices">The rows.</param>
        /// <param name="segmentIds">The segment of each of them, never falling.</param>
        /// <param name="segments">Their number; one more than the last by default.</param>
        /// <exception cref="ArgumentException">An index lies outside, a number is too large, or ids fall.</exception>
        public Tensor SparseSegmentSum(Tensor indices, Tensor segmentIds, long? segments = null) => x.Gather(indices).SegmentSum(segmentIds, segments, sorted: true);

        /// <summary>Mean of chosen rows of x by segments; 0 of none.</summary>
        /// <inheritdoc cref="SparseSegmentSum"/>
        public Tensor SparseSegmentMean(Tensor indices, Tensor segmentIds, long? segments = null) => x.Gather(indices).SegmentMean(segmentIds, segments, sorted: true);

        /// <summary>Sum of chosen rows of x by segments, divided by the root of their number; 0 of none.</summary>
        /// <inheritdoc cref="SparseSegmentSum"/>
        public Tensor SparseSegmentSqrtN(Tensor indices, Tensor segmentIds, long? segments = null) => x.Gather(indices).SegmentSqrtN(segmentIds, segments, sorted: true);
    }

    static Tensor Run(SegmentKind kind, Tensor x, Tensor ids, long? segments, bool sorted) => Engine.Current.RunOne(new SegmentReduction(kind, segments, sorted), x, ids);

    /// <summary>How many slices each segment has, at least 1, with axes of length 1 for those of a slice.</summary>
    static Tensor Counts(Tensor x, Tensor sum, Tensor ids, long? segments, bool sorted)
    {
        var count = Run(SegmentKind.Sum, ids.OnesLike().Cast(x.ElementType), ids, segments, sorted);
        var least = x.ElementType.IsComplex ? Tensor.Where(count.Equal(0), 1, count) : count.Maximum(1);
        return sum.Rank <= 1 ? least : least.ExpandDims(Axes.Create([.. Enumerable.Range(1, sum.Rank - 1)]));
    }
}
