namespace Nabla.Tests.Catalog;

/// <summary>Convolutions, by their sums.</summary>
static class ConvolutionCases
{
    public static IReadOnlyList<OpCase> All { get; } =
    [
        Case("conv of sequences", x => x[0].Conv(x[1]), new(1, 1, 0, 1), [2, 5, 2], [3, 2, 3]),
        Case("conv of sequences, strides", x => x[0].Conv(x[1], 2), new(2, 1, 0, 1), [1, 6, 2], [3, 2, 2]),
        Case("conv of sequences, causal", x => x[0].Conv(x[1], padding: Padding.Causal, dilationRate: 2), new(1, 2, 4, 1), [1, 5, 1], [3, 1, 2]),
        Case("conv of sequences, groups", x => x[0].Conv(x[1]), new(1, 1, 0, 2), [1, 4, 4], [2, 2, 6]),
        Case("conv of images", x => x[0].Conv(x[1]), null, [1, 4, 3, 2], [2, 2, 2, 2]),
        Case("conv of images, same, strides, dilation", x => x[0].Conv(x[1], [2, 1], Padding.Same, dilationRate: [1, 2]), null, [1, 4, 4, 1], [3, 2, 1, 2]),
        Case("conv of images, stride beyond the kernel", x => x[0].Conv(x[1], 3), null, [1, 5, 4, 2], [2, 1, 2, 1]),
        Case("conv of images, stride and dilation share a divisor", x => x[0].Conv(x[1], 2, Padding.Explicit((1, 2)), dilationRate: 2), null, [1, 4, 4, 1], [2, 2, 1, 1]),
        Case("conv of images, explicit padding, groups", x => x[0].Conv(x[1], 1, Padding.Explicit((1, 0), (0, 2))), null, [1, 2, 3, 4], [2, 2, 2, 4]),
        Case("conv of images, channels first", x => x[0].Conv(x[1], 1, Padding.Same, DataFormat.ChannelsFirst), null, [1, 2, 3, 3], [2, 2, 2, 2]),
        Case("conv of images, single pixels", x => x[0].Conv(x[1]), null, [2, 2, 2, 2], [1, 1, 2, 3]),
        Case("conv of volumes", x => x[0].Conv(x[1], 1, Padding.Same), null, [1, 2, 2, 3, 1], [2, 1, 2, 1, 2]),
        Case("depthwise conv", x => x[0].DepthwiseConv(x[1]), null, [1, 3, 3, 2], [2, 2, 2, 2]),
        Case("depthwise conv, one filter a channel", x => x[0].DepthwiseConv(x[1], 2, Padding.Same), null, [1, 4, 3, 3], [2, 2, 3, 1]),
        Case("separable conv", x => x[0].SeparableConv(x[1], x[2]), null, [1, 4, 2], [2, 2, 1], [1, 2, 3]),
        Case("transposed conv", x => x[0].ConvTranspose(x[1], 2), null, [1, 3, 2], [3, 2, 2]),
        Case("transposed conv of images, same, output padding", x => x[0].ConvTranspose(x[1], 2, Padding.Same, 1), null, [1, 2, 2, 1], [3, 3, 2, 1]),
        Case("input gradient of conv", x => Tensor.ConvInputGradient(Tensor.Constant(new[] { 1, 5, 2 }), x[0], x[1], 2, Padding.Same), null, [3, 2, 2], [1, 3, 2]),
        Case("input gradient of depthwise conv", x => Tensor.DepthwiseConvInputGradient(Tensor.Constant(new[] { 1, 2, 4 }), x[0], x[1], dataFormat: DataFormat.ChannelsFirst), null, [2, 2, 2], [1, 4, 3]),
        Case("kernel gradient of conv", x => x[0].ConvKernelGradient(Tensor.Constant(new[] { 3, 2, 2 }), x[1], 2, Padding.Same), null, [1, 5, 2], [1, 3, 2]),
        Case("kernel gradient of depthwise conv", x => x[0].DepthwiseConvKernelGradient([2, 2, 2], x[1]), null, [1, 4, 2], [1, 3, 4]),
    ];

    static OpCase Case(string name, Func<IReadOnlyList<Tensor>, Tensor> run, Sequence? sequence, params Shape[] shapes) =>
        new(name, run, sequence is null ? null : x => sequence.Run(shapes[0], shapes[1], x[0], x[1])) { Shapes = shapes };

    /// <summary>The convolution of a sequence, written out.</summary>
    sealed record Sequence(int Stride, int Dilation, int Before, int Groups)
    {
        public double[] Run(Shape input, Shape kernel, double[] x, double[] w)
        {
            long batch = input[0], length = input[1], channels = input[2], taps = kernel[0], own = kernel[1], filters = kernel[2];
            long outputs = ((length + Before - ((taps - 1) * Dilation) - 1) / Stride) + 1;
            var y = new double[batch * outputs * filters];
            for (long i = 0; i < y.Length; i++)
            {
                long f = i % filters, o = i / filters % outputs, n = i / filters / outputs;
                for (long t = 0; t < taps; t++)
                {
                    long at = (o * Stride) + (t * Dilation) - Before;
                    for (long c = 0; c < own && at >= 0 && at < length; c++)
                    {
                        y[i] += x[(((n * length) + at) * channels) + (f / (filters / Groups) * own) + c] * w[(((t * own) + c) * filters) + f];
                    }
                }
            }

            return y;
        }
    }
}
