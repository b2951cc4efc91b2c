namespace Nabla.Tests.Catalog;

/// <summary>Segments, running reductions, checks and other ops that graphs of TensorFlow call.</summary>
static class SegmentCases
{
    static readonly Tensor Ids = Tensor.Constant(new[] { 2, 0, -1, 2, 0 });

    static readonly Tensor Sorted = Tensor.Constant(new[] { 0, 0, 2, 2, 2 });

    public static IReadOnlyList<OpCase> All { get; } =
    [
        Case("segment_sum", x => x.SegmentSum(Ids, 4), v => [v[2] + v[8], v[3] + v[9], 0, 0, v[0] + v[6], v[1] + v[7], 0, 0]),
        Case("segment_sum, sorted", x => x.SegmentSum(Sorted, sorted: true), v => [v[0] + v[2], v[1] + v[3], 0, 0, v[4] + v[6] + v[8], v[5] + v[7] + v[9]]),
        Case("segment_prod", x => x.SegmentProd(Ids), v => [v[2] * v[8], v[3] * v[9], 1, 1, v[0] * v[6], v[1] * v[7]]),
        Case("segment_max", x => x.SegmentMax(Sorted, 3, sorted: true), v => [Math.Max(v[0], v[2]), Math.Max(v[1], v[3]), 0, 0, Math.Max(v[4], Math.Max(v[6], v[8])), Math.Max(v[5], Math.Max(v[7], v[9]))]),
        Case("segment_min", x => x.SegmentMin(Ids, 3)[0], v => [Math.Min(v[2], v[8]), Math.Min(v[3], v[9])]),
        Case("segment_mean", x => x.SegmentMean(Ids, 3), v => [(v[2] + v[8]) / 2, (v[3] + v[9]) / 2, 0, 0, (v[0] + v[6]) / 2, (v[1] + v[7]) / 2]),
        Case("segment_sum, ids of two axes", x => x.SegmentSum(Tensor.Constant(new[,] { { 0, 1 }, { 1, 1 }, { 0, 3 }, { 1, 0 }, { 0, 0 } })), null),
        Case("sparse segments", x => x.SparseSegmentSqrtN(Tensor.Constant(new[] { 4, 0, 4 }), Tensor.Constant(new[] { 0, 0, 1 }), 3), v => [(v[8] + v[0]) / Math.Sqrt(2), (v[9] + v[1]) / Math.Sqrt(2), v[8], v[9], 0, 0]),
        Case("sparse segments, mean", x => x.SparseSegmentMean(Tensor.Constant(new[] { 4, 0, 4 }), Tensor.Constant(new[] { 0, 0, 1 })), null),
        Case("cumulative_logsumexp", x => x.CumulativeLogSumExp(), v => Running(v)),
        Case("cumulative_logsumexp, reverse", x => x.CumulativeLogSumExp(-1, reverse: true), v => [.. v.Chunk(2).SelectMany(row => new[] { Math.Log(Math.Exp(row[0]) + Math.Exp(row[1])), row[1] })]),
        Case("cumulative_logsumexp, exclusive", x => x.CumulativeLogSumExp(0, exclusive: true)[1..], v => Running(v)[..^2]),
        Case("euclidean_norm", x => x.EuclideanNorm(1), v => [.. v.Chunk(2).Select(row => Math.Sqrt((row[0] * row[0]) + (row[1] * row[1])))]),
        Case("l2_loss", x => x.L2Loss(), v => [v.Sum(e => e * e) / 2]),
        Case("bias_add", x => x.BiasAdd(Tensor.Constant(new[] { 1.0, 2 })), v => [.. v.Select((e, i) => e + 1 + (i % 2))]),
        Case("check_numerics", x => x.CheckNumerics("finite"), v => v),
        Case("ensure_shape", x => x.EnsureShape([null, 2]), v => v),
        Fixed("population_count", x => x.Cast(ElementType.Int32).Abs().PopulationCount(), v => [.. v.Select(e => (double)System.Numerics.BitOperations.PopCount((uint)Math.Abs((int)e)))]),
        Fixed("invert_permutation", x => x[.., 0].ArgSort().InvertPermutation(), v => [.. new[] { 0, 1, 2, 3, 4 }.Select(i => (double)Enumerable.Range(0, 5).Count(k => v[2 * k] < v[2 * i]))]),
        Fixed("approximate_equal", x => x.ApproximateEqual(x.Round(), 0.25), v => [.. v.Select(e => Math.Abs(e - Math.Round(e)) < 0.25 ? 1.0 : 0)]),
        Fixed("bucketize", x => x.Bucketize([-1, 0, 1]), v => [.. v.Select(e => (e >= -1 ? 1.0 : 0) + (e >= 0 ? 1 : 0) + (e >= 1 ? 1 : 0))]),
        Fixed("histogram_fixed_width", x => x.HistogramFixedWidth(-1, 1, 4), v => [.. Enumerable.Range(0, 4).Select(k => (double)v.Count(e => Math.Clamp((int)Math.Floor((e + 1) * 2), 0, 3) == k))]),
    ];

    static OpCase Case(string name, Func<Tensor, Tensor> run, Func<double[], double[]>? reference) =>
        new(name, x => run(x[0]), reference is null ? null : x => reference(x[0])) { Shapes = [[5, 2]] };

    static OpCase Fixed(string name, Func<Tensor, Tensor> run, Func<double[], double[]> reference) => Case(name, x => run(x).Cast(ElementType.Float64), reference) with { Orders = 0 };

    static double[] Running(double[] v)
    {
        var sums = new double[2];
        return [.. v.Select((e, i) => Math.Log(sums[i % 2] += Math.Exp(e)))];
    }
}
