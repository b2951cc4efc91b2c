namespace Nabla.Tests.Catalog;

/// <summary>Order, search, counting, and softmax with its cross-entropies.</summary>
static class SortingCases
{
    public static IReadOnlyList<OpCase> All { get; } =
    [
        Case("sort", x => x[0].Sort(), v => [.. v.Chunk(4).SelectMany(row => row.Order())]),
        Case("sort, first axis, descending", x => x[0].Sort(0, descending: true), null),
        Case("sort, flat", x => x[0].Sort(axis: null), v => [.. v.Order()]),
        Case("top_k", x => x[0].TopK(2).Values, v => [.. v.Chunk(4).SelectMany(row => row.OrderDescending().Take(2))]),
        Case("bincount, weights", x => Tensor.Constant(new[] { 0, 2, 2, 1, 0, 4, 1, 1, 0, 0, 2, 3 }).Bincount(x[0].Ravel()), v => [v[0] + v[4] + v[8] + v[9], v[3] + v[6] + v[7], v[1] + v[2] + v[10], v[11], v[5]]),
        Case("bincount, weights of rows", x => Tensor.Constant(new[,] { { 0, 2, 2, 1 }, { 0, 4, 1, 1 }, { 0, 0, 2, 3 } }).Bincount(x[0]), null),
        Fixed("argsort", x => x.ArgSort(), v => [.. v.Chunk(4).SelectMany(row => row.Order().Select(e => (double)Array.IndexOf(row, e)))]),
        Fixed("argpartition", x => x.ArgPartition(1, null), v => [.. v.Order().Select(e => (double)Array.IndexOf(v, e))]),
        Fixed("searchsorted", x => Tensor.Constant(new[] { -1.0, 0, 1 }).SearchSorted(x), v => [.. v.Select(e => (e > -1 ? 1.0 : 0) + (e > 0 ? 1 : 0) + (e > 1 ? 1 : 0))]),
        Fixed("digitize", x => x.Digitize(Tensor.Constant(new[] { -1.0, 0, 1 })), v => [.. v.Select(e => (e >= -1 ? 1.0 : 0) + (e >= 0 ? 1 : 0) + (e >= 1 ? 1 : 0))]),
        Fixed("unique", x => x.Unique().Values, v => [.. v.Distinct().Order()]),
        Fixed("unique, slices", x => x.Round().Unique(axis: 0).Values, null),
        Fixed("histogram", x => x.Histogram(4, (-2, 2)).Counts, v => [.. Enumerable.Range(-2, 4).Select(k => (double)v.Count(e => e >= k && e < k + 1))]),
        Fixed("isin", x => x.Round().IsIn(Tensor.Constant(new[] { 1.0, -2 })), v => [.. v.Select(e => Math.Round(e) is 1 or -2 ? 1.0 : 0)]),
        Fixed("in_top_k", x => Tensor.Constant(new[] { 0, 1, 5 }).InTopK(x, 2), v => [Among(v[..4], 0), Among(v[4..8], 1), 0]),
        Case("softmax", x => x[0].Softmax(), v => [.. v.Chunk(4).SelectMany(row => row.Select(e => Math.Exp(e) / row.Sum(Math.Exp)))]),
        Case("softmax, axes together", x => x[0].Softmax([0, 1]), v => [.. v.Select(e => Math.Exp(e) / v.Sum(Math.Exp))]),
        Case("softmax, first axis", x => x[0].Softmax(0), null),
        Case("log_softmax", x => x[0].LogSoftmax(), v => [.. v.Chunk(4).SelectMany(row => row.Select(e => e - Math.Log(row.Sum(Math.Exp))))]),
        Case("log_softmax, first axis", x => x[0].LogSoftmax(0), null),
    ];

    static OpCase Case(string name, Func<IReadOnlyList<Tensor>, Tensor> run, Func<double[], double[]>? reference) =>
        new(name, run, reference is null ? null : x => reference(x[0]));

    static OpCase Fixed(string name, Func<Tensor, Tensor> run, Func<double[], double[]>? reference) =>
        Case(name, x => run(x[0]).Cast(ElementType.Float64), reference) with { Orders = 0 };

    static double Among(double[] row, int at) => row.Count(e => e > row[at]) < 2 ? 1 : 0;
}
