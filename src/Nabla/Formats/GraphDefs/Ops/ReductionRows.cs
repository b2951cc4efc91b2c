using Nabla.Operations;

namespace Nabla.Formats.GraphDefs.Ops;

/// <summary>Reductions, running sums, segments and counts.</summary>
static class ReductionRows
{
    const string Reduced = "T, Tidx -> T";
    const string Running = "T, Tidx -> T";

    public static void AddTo(OpTable table)
    {
        table.Add("Sum", Reduced, n => n[0].Sum(Axes(n), Keeps(n)).Cast(n[0].ElementType));
        table.Add("Prod", Reduced, n => n[0].Prod(Axes(n), Keeps(n)).Cast(n[0].ElementType));
        table.Add("Mean", Reduced, Mean);
        table.Add("Max", Reduced, n => Extreme(n, largest: true));
        table.Add("Min", Reduced, n => Extreme(n, largest: false));
        table.Add("EuclideanNorm", Reduced, n => n[0].EuclideanNorm(Axes(n), Keeps(n)));
        table.Add("All", "bool, Tidx -> bool", n => n[0].All(Axes(n), Keeps(n)));
        table.Add("Any", "bool, Tidx -> bool", n => n[0].Any(Axes(n), Keeps(n)));
        table.Add("ArgMax", "T, Tidx -> output_type=int64", n => n[0].ArgMax(n.Int(1)).Cast(n.Type("output_type", ElementType.Int64)));
        table.Add("ArgMin", "T, Tidx -> output_type=int64", n => n[0].ArgMin(n.Int(1)).Cast(n.Type("output_type", ElementType.Int64)));
        table.Add("Cumsum", Running, n => n[0].CumSum(n.Int(1), n[0].ElementType, n.Flag("exclusive"), n.Flag("reverse")));
        table.Add("Cumprod", Running, n => n[0].CumProd(n.Int(1), n[0].ElementType, n.Flag("exclusive"), n.Flag("reverse")));
        table.Add("CumulativeLogsumexp", Running, n => n[0].CumulativeLogSumExp(n.Int(1), n.Flag("exclusive"), n.Flag("reverse")));
        table.Add("L2Loss", "T -> T", n => n[0].L2Loss());
        AddSegments(table);
        table.Add("Bincount", "int32, int32, T -> T", n => n[0].Reshape([n[0].Size]).DenseBincount(n.Int(1), Weights(n[2]), n[2].ElementType));
        table.Add("DenseBincount", "Tidx, Tidx, T -> T", n => n[0].DenseBincount(n.Int(1), Weights(n[2]), n[2].ElementType, n.Flag("binary_output")));
        table.Add("HistogramFixedWidth", "T, T, int32 -> dtype=int32", n => n[0].HistogramFixedWidth((double)n[1][0].Cast(ElementType.Float64), (double)n[1][1].Cast(ElementType.Float64), n.Int(2), n.Type("dtype", ElementType.Int32)));
    }

    static void AddSegments(OpTable table)
    {
        const string sorted = "T, Tindices -> T", unsorted = "T, Tindices, Tnumsegments -> T", sparse = "T, Tidx, Tsegmentids -> T", counted = "T, Tidx, Tsegmentids, Tnumsegments -> T";
        table.Add("SegmentSum", sorted, n => n[0].SegmentSum(n[1], sorted: true));
        table.Add("SegmentProd", sorted, n => n[0].SegmentProd(n[1], sorted: true));
        table.Add("SegmentMax", sorted, n => n[0].SegmentMax(n[1], sorted: true));
        table.Add("SegmentMin", sorted, n => n[0].SegmentMin(n[1], sorted: true));
        table.Add("SegmentMean", sorted, n => n[0].SegmentMean(n[1], sorted: true));
        table.Add("UnsortedSegmentSum", unsorted, n => n[0].SegmentSum(n[1], n.Long(2)));
        table.Add("UnsortedSegmentProd", unsorted, n => n[0].SegmentProd(n[1], n.Long(2)));
        table.Add("UnsortedSegmentMax", unsorted, n => n[0].SegmentMax(n[1], n.Long(2)));
        table.Add("UnsortedSegmentMin", unsorted, n => n[0].SegmentMin(n[1], n.Long(2)));
        table.Add("SparseSegmentSum", sparse, n => n[0].SparseSegmentSum(n[1], n[2]));
        table.Add("SparseSegmentMean", sparse, n => n[0].SparseSegmentMean(n[1], n[2]));
        table.Add("SparseSegmentSqrtN", sparse, n => n[0].SparseSegmentSqrtN(n[1], n[2]));
        table.Add("SparseSegmentSumWithNumSegments", counted, n => n[0].SparseSegmentSum(n[1], n[2], n.Long(3)));
        table.Add("SparseSegmentMeanWithNumSegments", counted, n => n[0].SparseSegmentMean(n[1], n[2], n.Long(3)));
        table.Add("SparseSegmentSqrtNWithNumSegments", counted, n => n[0].SparseSegmentSqrtN(n[1], n[2], n.Long(3)));
    }

    /// <summary>The axes that the second input names; none of them leaves the tensor as it is.</summary>
    static Axes Axes(ImportedCall n) => Nabla.Axes.Create(n.Ints(1));

    static bool Keeps(ImportedCall n) => n.Flag("keep_dims");

    static Tensor? Weights(Tensor weights) => weights.Size == 0 ? null : weights;

    /// <summary>Whole numbers: the sum divided by the count, towards zero.</summary>
    static Tensor Mean(ImportedCall n)
    {
        var x = n[0];
        if (!x.ElementType.IsInteger) return x.Mean(Axes(n), Keeps(n));
        var sum = x.Sum(Axes(n), Keeps(n)).Cast(x.ElementType);
        return sum.Size == 0 ? sum : sum.TruncateDivide(Tensor.Constant(x.Size / sum.Size).Cast(x.ElementType));
    }

    /// <summary>Of no elements, the least or the greatest number that there is.</summary>
    static Tensor Extreme(ImportedCall n, bool largest)
    {
        var x = n[0];
        if (x.Size > 0) return largest ? x.Max(Axes(n), Keeps(n)) : x.Min(Axes(n), Keeps(n));
        var bound = x.ElementType.IsFloating ? Tensor.Constant(largest ? double.NegativeInfinity : double.PositiveInfinity).Cast(x.ElementType) : Extremes.Of(x.ElementType, !largest);
        return largest ? x.Max(Axes(n), Keeps(n), bound) : x.Min(Axes(n), Keeps(n), bound);
    }
}
