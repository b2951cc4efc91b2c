using Nabla.Kernels;

namespace Nabla.Benchmarks.Rows;

/// <summary>conv/*: one convolution of 3 × 3 taps, float32, zeros around the image, channels last.</summary>
internal static class ConvolutionRows
{
    public static IEnumerable<Row> All =>
    [
        Make("conv/3x3-64-56", batch: 8, side: 56, channels: 64, filters: 64),
        Make("conv/3x3-1-28", batch: 64, side: 28, channels: 1, filters: 32),
    ];

    private static Row Make(string name, int batch, int side, int channels, int filters) => new(name, () =>
    {
        Space space = new(1, side, side), one = new(1, 1, 1);
        ConvolutionShape shape = new()
        {
            Batch = batch,
            Input = space,
            Channels = channels,
            Kernel = new(1, 3, 3),
            Output = space,
            Filters = filters,
            Groups = 1,
            Stride = one,
            Dilation = one,
            Before = new(0, 1, 1),
        };
        Block x = new(batch * side * side * channels, 1), w = new(9 * channels * filters, 2), y = new(batch * side * side * filters);
        return () => Convolve.Forward<float>(shape, x.Span, w.Span, y.Span);
    })
    {
        Flops = 2.0 * batch * side * side * 9 * channels * filters,
        Bytes = 4.0 * batch * side * side * (channels + filters),
        Torch = new(
            $"x = torch.rand({batch}, {channels}, {side}, {side}); w = torch.rand({filters}, {channels}, 3, 3)",
            "torch.nn.functional.conv2d(x, w, padding=1)"),
    };
}
