using Nabla.Kernels;
using Xunit;

namespace Nabla.Tests.Operations.Convolution;

public sealed class ConvolutionTests
{
    /// <summary>Image, kernel, strides, dilations, padding: sizes at which blocks, panels and borders all occur.</summary>
    public static TheoryData<int[], int[], int[], int[], bool> Sizes => new()
    {
        { [3, 17, 19, 5], [3, 3, 5, 7], [1, 1], [1, 1], true },
        { [2, 23, 21, 4], [3, 3, 4, 33], [1, 1], [1, 1], false },
        { [2, 29, 27, 1], [5, 3, 1, 20], [1, 1], [1, 1], true },
        { [1, 31, 33, 18], [1, 2, 18, 24], [3, 3], [1, 1], false },
        { [1, 31, 25, 10], [3, 2, 5, 24], [1, 1], [1, 1], true },
        { [2, 31, 15, 8], [3, 2, 8, 16], [2, 3], [1, 1], true },
        { [1, 40, 33, 6], [3, 3, 2, 12], [2, 1], [2, 3], true },
        { [2, 14, 14, 24], [3, 3, 1, 24], [2, 2], [1, 1], true },
        { [2, 14, 13, 10], [3, 3, 1, 20], [1, 2], [2, 1], false },
        { [2, 30, 30, 64], [3, 3, 64, 64], [1, 1], [1, 1], true },
        { [4, 13, 11, 16], [1, 1, 16, 40], [1, 1], [1, 1], false },
        { [4, 13, 11, 16], [1, 1, 16, 40], [2, 2], [1, 1], false },
        { [3, 13, 13, 20], [3, 3, 20, 40], [1, 1], [1, 1], false },
        { [17, 5, 5, 36], [3, 3, 36, 24], [1, 1], [1, 1], false },
        { [2, 12, 15, 9], [3, 3, 9, 32], [2, 2], [1, 1], true },
        { [1, 14, 14, 12], [3, 3, 6, 64], [1, 2], [2, 2], true },
        { [2, 8, 4, 3], [3, 3, 3, 24], [1, 1], [1, 1], true },
        { [2, 9, 2, 8], [3, 1, 8, 24], [1, 1], [1, 1], true },
        { [5, 7, 7, 70], [3, 3, 70, 33], [1, 1], [1, 1], true },
    };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void The_three_products_agree_with_the_sums_written_out(int[] input, int[] kernel, int[] strides, int[] dilations, bool same)
    {
        Tensor x = Draw(input, 1), w = Draw(kernel, 2);
        Extent steps = Extent.Create(strides), rates = Extent.Create(dilations);
        var padding = same ? Padding.Same : Padding.Valid;
        var y = x.Conv(w, steps, padding, dilationRate: rates);
        var dy = Draw([.. y.Shape.ToArray().Select(length => (int)length)], 3);
        var sums = new WrittenOut(x, w, dy, strides, dilations, same);
        Close(sums.Y, y);
        Close(sums.Dx, Tensor.ConvInputGradient(Tensor.Constant(input), w, dy, steps, padding, dilationRate: rates));
        Close(sums.Dw, x.ConvKernelGradient(Tensor.Constant(kernel), dy, steps, padding, dilationRate: rates));
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Any_number_of_threads_gives_the_same_bits(int[] input, int[] kernel, int[] strides, int[] dilations, bool same)
    {
        Tensor x = Draw(input, 1).Cast(ElementType.Float32), w = Draw(kernel, 2).Cast(ElementType.Float32);
        Extent steps = Extent.Create(strides), rates = Extent.Create(dilations);
        var padding = same ? Padding.Same : Padding.Valid;
        float[] All()
        {
            var y = x.Conv(w, steps, padding, dilationRate: rates);
            var dx = Tensor.ConvInputGradient(Tensor.Constant(input), w, y, steps, padding, dilationRate: rates);
            return [.. y.ToArray<float>(), .. dx.ToArray<float>(), .. x.ConvKernelGradient(Tensor.Constant(kernel), y, steps, padding, dilationRate: rates).ToArray<float>()];
        }

        using var one = Workers.WithThreads(1);
        var expected = All();
        using var five = Workers.WithThreads(5);
        Assert.Equal(expected, All());
    }

    [Theory]
    [InlineData(ElementType.Float16)]
    [InlineData(ElementType.BFloat16)]
    public void Halves_are_the_float32_result_rounded_once(ElementType type)
    {
        Tensor x = Draw([2, 9, 8, 3], 4).Cast(type), w = Draw([3, 3, 3, 5], 5).Cast(type);
        var wide = x.Cast(ElementType.Float32).Conv(w.Cast(ElementType.Float32), 2, Padding.Same);
        Assert.Equal(wide.Cast(type).Cast(ElementType.Float32).ToArray<float>(), x.Conv(w, 2, Padding.Same).Cast(ElementType.Float32).ToArray<float>());
    }

    [Fact]
    public void An_open_batch_axis_stays_open()
    {
        var op = new Nabla.Operations.Convolution(new(Extent.Create([1, 1]), Extent.Create([1, 1]), Padding.Same));
        var spec = op.InferOne([new(ElementType.Float32, [null, 28, null, 3]), new(ElementType.Float32, [3, 3, 3, 8])]);
        Assert.Equal([null, 28, null, 8], spec.Shape);
    }

    [Fact]
    public void No_examples_give_no_outputs_and_a_kernel_gradient_of_zeros()
    {
        var x = Tensor.Zeros([0, 4, 4, 2]);
        Assert.Equal([0, 2, 2, 3], x.Conv(Tensor.Ones([3, 3, 2, 3])).Shape);
        Assert.All(x.ConvKernelGradient(Tensor.Constant(new[] { 3, 3, 2, 3 }), Tensor.Zeros([0, 2, 2, 3])).ToArray<float>(), v => Assert.Equal(0, v));
    }

    [Fact]
    public void Mistakes_are_named_before_anything_is_computed()
    {
        var x = Tensor.Zeros([1, 5, 5, 3]);
        Assert.Contains("3 channels, of which the kernel sees 2", Assert.Throws<ShapeException>(() => x.Conv(Tensor.Zeros([3, 3, 2, 4]))).Message);
        Assert.Contains("no window fits", Assert.Throws<ShapeException>(() => x.Conv(Tensor.Zeros([6, 3, 3, 4]))).Message);
        Assert.Contains("strides [1, 2, 3] for 2 spatial axes", Assert.Throws<ShapeException>(() => x.Conv(Tensor.Zeros([3, 3, 3, 4]), [1, 2, 3])).Message);
        Assert.Contains("float64", Assert.Throws<ElementTypeException>(() => x.Conv(Tensor.Zeros([3, 3, 3, 4], ElementType.Float64))).Message);
        Assert.Contains("causal", Assert.Throws<ShapeException>(() => x.Conv(Tensor.Zeros([3, 3, 3, 4]), padding: Padding.Causal)).Message);
        Assert.Contains("the convolution gives [1, 3, 3, 4]", Assert.Throws<ShapeException>(() => Tensor.ConvInputGradient(Tensor.Constant(new[] { 1, 5, 5, 3 }), Tensor.Zeros([3, 3, 3, 4]), Tensor.Zeros([1, 4, 3, 4]))).Message);
    }

    static Tensor Draw(int[] lengths, int seed)
    {
        var random = new System.Random(seed);
        var values = new double[lengths.Aggregate(1, (a, b) => a * b)];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = random.NextDouble() - 0.5;
        }

        return Tensor.Constant((Array)values, Shape.Of(lengths));
    }

    static void Close(double[] expected, Tensor actual)
    {
        var found = actual.ToArray<double>();
        Assert.Equal(expected.Length, found.Length);
        for (int i = 0; i < found.Length; i++)
        {
            Assert.True(Math.Abs(expected[i] - found[i]) < 1e-11, $"element {i}: {expected[i]:R}, got {found[i]:R}");
        }
    }
}
