namespace Nabla.Tests.Catalog;

/// <summary>Pooling, and what finds the largest of windows.</summary>
static class PoolingCases
{
    static readonly Tensor Steep = Tensor.Constant(new[] { 3.0, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8 }, [1, 6, 2]);

    public static IReadOnlyList<OpCase> All { get; } =
    [
        Case("max pool of sequences", x => x[0].MaxPool(2), x => Windows(x[0], 5, 2, 2, 0, values => values.Max()), [1, 5, 2]),
        Case("max pool of sequences, same", x => x[0].MaxPool(3, 2, Padding.Same), x => Windows(x[0], 6, 3, 2, 0, values => values.Max()), [1, 6, 2]),
        Case("max pool of images, overlapping", x => x[0].MaxPool([2, 3], 1), null, [1, 3, 4, 2]),
        Case("max pool of images, channels first, explicit padding", x => x[0].MaxPool(2, 2, Padding.Explicit((1, 0)), DataFormat.ChannelsFirst), null, [1, 2, 3, 3]),
        Case("max pool of volumes", x => x[0].MaxPool(2, 1), null, [1, 2, 3, 2, 1]),
        Case("max pool gradient", x => Steep.MaxPoolGradient(x[0], 2, 2), x => [0, x[0][1], x[0][0], 0, x[0][2], x[0][3], 0, 0, x[0][4], 0, 0, x[0][5]], [1, 3, 2]),
        Case("max pool gradient, overlapping", x => Steep.MaxPoolGradient(x[0], 3, 2, Padding.Same), null, [1, 3, 2]),
        Case("max pool read", x => Steep.MaxPoolRead(x[0], 2, 2), x => [x[0][2], x[0][1], x[0][4], x[0][5], x[0][8], x[0][11]], [1, 6, 2]),
        Case("max pool with places", x => x[0].MaxPoolWithPlaces(2).Values, null, [1, 4, 2, 2]),
        Case("average pool of sequences", x => x[0].AveragePool(2), x => Windows(x[0], 5, 2, 2, 0, values => values.Average()), [1, 5, 2]),
        Case("average pool of sequences, same: padding is not counted", x => x[0].AveragePool(3, 2, Padding.Same), x => Windows(x[0], 5, 3, 2, 1, values => values.Average()), [1, 5, 2]),
        Case("average pool of images, overlapping", x => x[0].AveragePool([2, 3], 1), null, [1, 3, 4, 2]),
        Case("average pool of images, channels first", x => x[0].AveragePool(2, 1, Padding.Same, DataFormat.ChannelsFirst), null, [1, 2, 3, 2]),
        Case("average pool gradient", x => Tensor.AveragePoolGradient(Tensor.Constant(new[] { 1, 5, 2 }), x[0], 2), x => [.. Enumerable.Range(0, 10).Select(i => i < 8 ? x[0][(i / 4 * 2) + (i % 2)] / 2 : 0)], [1, 2, 2]),
        Case("adaptive average pool", x => x[0].AdaptiveAveragePool(3), x => [(x[0][0] + x[0][1]) / 2, (x[0][1] + x[0][2]) / 2, (x[0][2] + x[0][3]) / 2], [1, 4, 1]),
        Case("adaptive max pool", x => x[0].AdaptiveMaxPool([2, 3]), null, [1, 3, 5, 1]),
        Case("dilation", x => x[0].Dilation2D(x[1], 1, Padding.Same), null, [1, 3, 3, 2], [2, 2, 2]),
        Case("dilation, strides and rates", x => x[0].Dilation2D(x[1], 2, rates: 2), null, [1, 5, 4, 1], [2, 2, 1]),
        Case("dilation, input gradient", x => Steep.Reshape([1, 3, 4, 1]).Dilation2DInputGradient(Tensor.Zeros([2, 2, 1], ElementType.Float64), x[0]), null, [1, 2, 3, 1]),
        Case("dilation, filter gradient", x => Steep.Reshape([1, 3, 4, 1]).Dilation2DFilterGradient(Tensor.Zeros([2, 2, 1], ElementType.Float64), x[0]), null, [1, 2, 3, 1]),
    ];

    static OpCase Case(string name, Func<IReadOnlyList<Tensor>, Tensor> run, Func<double[][], double[]>? reference, params Shape[] shapes) =>
        new(name, run, reference) { Shapes = shapes };

    // Windows over sequences of two channels.
    static double[] Windows(double[] x, int length, int window, int stride, int before, Func<IEnumerable<double>, double> reduce) =>
    [
        .. from start in Enumerable.Range(0, length).Select(k => (k * stride) - before).TakeWhile(start => before > 0 ? start + window <= length + 1 : start + (window == 3 ? 2 : window) <= length)
           from channel in Enumerable.Range(0, 2)
           select reduce(Enumerable.Range(start, window).Where(i => i >= 0 && i < length).Select(i => x[(i * 2) + channel])),
    ];
}
