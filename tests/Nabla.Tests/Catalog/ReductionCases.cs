namespace Nabla.Tests.Catalog;

/// <summary>Reductions, running sums and products, statistics.</summary>
static class ReductionCases
{
    public static IReadOnlyList<OpCase> All { get; } =
    [
        All1("sum", x => x.Sum(), v => v.Sum()),
        All1("mean", x => x.Mean(), v => v.Average()),
        All1("prod", x => x.Prod(), v => v.Aggregate(1.0, (a, b) => a * b)),
        All1("max", x => x.Max(), v => v.Max()),
        All1("min", x => x.Min(), v => v.Min()),
        All1("ptp", x => x.Ptp(), v => v.Max() - v.Min()),
        All1("var", x => x.Var(), Variance),
        All1("std", x => x.Std(), v => Math.Sqrt(Variance(v))),
        All1("logsumexp", x => x.LogSumExp(), v => Math.Log(v.Sum(Math.Exp))),
        All1("median, all", x => x.Median(), v => Middle(v)),
        All1("nansum", x => x.NanSum(), v => v.Sum()),
        All1("nanmean", x => x.NanMean(), v => v.Average()),
        All1("nanvar", x => x.NanVar(), Variance),
        All1("nanstd", x => x.NanStd(), v => Math.Sqrt(Variance(v))),
        All1("nanprod", x => x.NanProd(), v => v.Aggregate(1.0, (a, b) => a * b)),
        All1("nanmax", x => x.NanMax(), v => v.Max()),
        All1("nanmin", x => x.NanMin(), v => v.Min()),
        All1("trapezoid", x => x.Ravel().Trapezoid(0.5), v => v.Zip(v.Skip(1), (a, b) => (a + b) / 4).Sum()),
        Case("sum over axes", x => x[0].Sum([0, -1]), [2, 3, 2]),
        Case("sum over axes, kept", x => x[0].Sum([0, 2], keepDims: true), [2, 3, 2]),
        Case("mean over an axis", x => x[0].Mean(1, keepDims: true), [2, 3]),
        Case("max over an axis", x => x[0].Max(0), [3, 4]),
        Case("max with a start", x => x[0].Max(0, false, 0.25), [3, 4]),
        Case("min over axes, kept", x => x[0].Min([0, 2], keepDims: true), [2, 3, 2]),
        Case("prod over axes", x => x[0].Prod([0, 2]), [2, 3, 2]),
        Case("prod over an axis, kept", x => x[0].Prod(1, keepDims: true), [2, 3]),
        Case("prod of one op over axes", x => Engine.Current.RunOne(new Nabla.Operations.Reduction(Nabla.Operations.ReduceKind.Prod, [0, 1], false), x[0]), [2, 2, 2]),
        Case("prod with zeros", x => (x[0] * Tensor.Constant(new double[] { 0, 1, 0, 1 })).Prod(-1), [3, 4]),
        Case("logsumexp over an axis", x => x[0].LogSumExp(0, keepDims: true), [2, 3]),
        Case("cumsum", x => x[0].CumSum(1), [2, 3], v => Running(v, 3, (a, b) => a + b)),
        Case("cumsum, exclusive and reversed", x => x[0].CumSum(0, exclusive: true, reverse: true), [3, 2], v => [v[2] + v[4], v[3] + v[5], v[4], v[5], 0, 0]),
        Case("cumprod", x => x[0].CumProd(1), [2, 3], v => Running(v, 3, (a, b) => a * b)),
        Case("cumprod, flat", x => x[0].CumProd(), [2, 3], v => Running(v, 6, (a, b) => a * b)),
        Case("cumprod, exclusive", x => x[0].CumProd(0, exclusive: true), [3, 2], v => [1, 1, v[0], v[1], v[0] * v[2], v[1] * v[3]]),
        Case("cumprod, exclusive and reversed", x => x[0].CumProd(1, exclusive: true, reverse: true), [2, 3], v => [v[1] * v[2], v[2], 1, v[4] * v[5], v[5], 1]),
        Case("cumprod with a zero", x => (x[0] * Tensor.Constant(new double[] { 1, 0, 1, 1 })).CumProd(-1), [2, 4]),
        Case("nancumsum", x => x[0].NanCumSum(0), [4], v => Running(v, 4, (a, b) => a + b)),
        Case("nancumprod", x => x[0].NanCumProd(0), [4], v => Running(v, 4, (a, b) => a * b)),
        new OpCase("linear recurrence", x => Engine.Current.RunOne(new Nabla.Operations.LinearRecurrence(0, false), x[0], x[1]), x => [x[1][0], x[1][1] + (x[0][1] * x[1][0]), x[1][2] + (x[0][2] * (x[1][1] + (x[0][1] * x[1][0])))]) { Shapes = [[3], [3]] },
        new OpCase("linear recurrence, reversed", x => Engine.Current.RunOne(new Nabla.Operations.LinearRecurrence(1, true), x[0], x[1]), null) { Shapes = [[2, 3, 2], [2, 3, 2]] },
        Case("median over an axis", x => x[0].Median(1), [3, 5], v => [.. v.Chunk(5).Select(Middle)]),
        Case("nanmedian", x => x[0].NanMedian(1), [3, 5], v => [.. v.Chunk(5).Select(Middle)]),
        Case("quantile", x => x[0].Quantile(0.3, 1), [2, 5]),
        Case("quantile, several", x => x[0].Quantile(Tensor.Constant(new[] { 0.2, 0.9 }), [0, 2], keepDims: true), [2, 3, 2]),
        Case("nanquantile, lower", x => x[0].NanQuantile(0.3, 0, QuantileMethod.Lower), [5], v => [v.Order().ElementAt(1)]),
        Case("percentile, higher", x => x[0].Percentile(30, 0, QuantileMethod.Higher), [5], v => [v.Order().ElementAt(2)]),
        Case("nanpercentile, nearest", x => x[0].NanPercentile(30, 0, QuantileMethod.Nearest), [5], v => [v.Order().ElementAt(1)]),
        new OpCase("average", x => x[0].Average(1, x[1]), null) { Shapes = [[2, 3], [3]], Ranges = [(-2, 2), (0.5, 2)] },
        new OpCase("trapezoid, places", x => x[0].Trapezoid(x[1], 0), null) { Shapes = [[3, 2], [3]] },
        Case("corrcoef", x => x[0].Corrcoef(), [2, 4]),
        new OpCase("correlate, valid", x => x[0].Correlate(x[1]), x => [.. Enumerable.Range(0, 3).Select(k => Enumerable.Range(0, 3).Sum(n => x[0][n + k] * x[1][n]))]) { Shapes = [[5], [3]] },
        new OpCase("correlate, same", x => x[0].Correlate(x[1], CorrelationMode.Same), null) { Shapes = [[3], [4]] },
        new OpCase("correlate, full", x => x[0].Correlate(x[1], CorrelationMode.Full), null) { Shapes = [[3], [2]] },
        Case("moments", x => x[0].Moments(1) is var (mean, variance) ? mean * variance : x[0], [2, 3]),
        Case("normalize", x => x[0].Normalize(), [2, 3]),
        Case("normalize, order 3", x => x[0].Normalize(0, 3), [3, 2]),
        new OpCase("psnr", x => x[0].Psnr(x[1], 2.5), null) { Shapes = [[2, 3], [2, 3]] },
        Fixed("any", x => x.Greater(1).Any(1), v => [.. v.Chunk(4).Select(row => row.Any(e => e > 1) ? 1.0 : 0)]),
        Fixed("all", x => x.Less(1).All(1), v => [.. v.Chunk(4).Select(row => row.All(e => e < 1) ? 1.0 : 0)]),
        Fixed("argmax", x => x.ArgMax(1), v => [.. v.Chunk(4).Select(row => (double)Array.IndexOf(row, row.Max()))]),
        Fixed("argmin", x => x.ArgMin(), v => [Array.IndexOf(v, v.Min())]),
        Fixed("nanargmax", x => x.NanArgMax(1), v => [.. v.Chunk(4).Select(row => (double)Array.IndexOf(row, row.Max()))]),
        Fixed("nanargmin", x => x.NanArgMin(), v => [Array.IndexOf(v, v.Min())]),
        Fixed("count_nonzero", x => x.Relu().CountNonZero(0), null),
    ];

    static OpCase All1(string name, Func<Tensor, Tensor> run, Func<double[], double> reference) =>
        new(name, x => run(x[0]), x => [reference(x[0])]) { Shapes = [[2, 4]] };

    static OpCase Case(string name, Func<IReadOnlyList<Tensor>, Tensor> run, Shape shape, Func<double[], double[]>? reference = null) =>
        new(name, run, reference is null ? null : x => reference(x[0])) { Shapes = [shape] };

    static OpCase Fixed(string name, Func<Tensor, Tensor> run, Func<double[], double[]>? reference) =>
        new(name, x => run(x[0]).Cast(ElementType.Float64), reference is null ? null : x => reference(x[0])) { Orders = 0 };

    static double Variance(double[] v) => v.Average(e => (e - v.Average()) * (e - v.Average()));

    static double Middle(double[] v)
    {
        double[] sorted = [.. v.Order()];
        return (sorted[(v.Length - 1) / 2] + sorted[v.Length / 2]) / 2;
    }

    static double[] Running(double[] v, int length, Func<double, double, double> join)
    {
        double[] y = [.. v];
        for (int i = 0; i < y.Length; i++)
        {
            y[i] = i % length == 0 ? y[i] : join(y[i - 1], y[i]);
        }

        return y;
    }
}
