using Xunit;

namespace Nabla.Tests.Compilation;

/// <summary>Convolutions that take bias and relu along, and poolings that know of the relu before them, give the bits of the operations one after another.</summary>
public sealed class CompiledConvolutionTests
{
    /// <summary>Image, kernel, stride, same padding.</summary>
    public static TheoryData<int[], int[], int, bool> Sizes => new()
    {
        { [2, 9, 11, 5], [3, 3, 5, 20], 1, false },
        { [3, 8, 8, 16], [3, 3, 16, 32], 1, true },
        { [3, 8, 8, 16], [3, 3, 16, 40], 2, true },
        { [2, 5, 5, 12], [3, 3, 6, 8], 1, true },
        { [2, 7, 6, 8], [1, 1, 8, 20], 1, false },
        { [2, 7, 6, 8], [3, 3, 1, 8], 1, true },
        { [2, 4, 2, 3], [1, 1, 3, 4], 2, true },
        { [4, 12, 3, 3], [5, 3, 3, 7], 1, false },
    };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Bias_and_relu_are_taken_along_without_another_bit(int[] input, int[] kernel, int stride, bool same)
    {
        Tensor x = Draw(input, 1), w = Draw(kernel, 2), bias = Draw([kernel[^1]], 3);
        Check((x, w, b) => (x.Conv(w, stride, same ? Padding.Same : Padding.Valid) + b).Relu(), x, w, bias);
        Check((x, w, b) => x.Conv(w, stride, same ? Padding.Same : Padding.Valid) + b, x, w, bias);
        Check((x, w, b) => x.Conv(w, stride, same ? Padding.Same : Padding.Valid).Relu() * b, x, w, bias);
        Check((x, w, b) => (x.Conv(w, stride, same ? Padding.Same : Padding.Valid) + b).Tanh(), x.Cast(ElementType.Float64), w.Cast(ElementType.Float64), bias.Cast(ElementType.Float64));
    }

    [Fact]
    public void NaN_stays_through_relu()
    {
        var x = Tensor.Where(Draw([1, 6, 6, 3], 1).Greater(1.2), Tensor.Constant(float.NaN), 1f);
        Check((x, w, b) => (x.Conv(w) + b).Relu(), x, Draw([3, 3, 3, 18], 2), Draw([18], 3));
    }

    [Theory]
    [InlineData(2, 2)]
    [InlineData(2, 3)]
    [InlineData(3, 2)]
    public void The_gradient_of_pooling_after_relu_has_the_same_bits(int window, int stride)
    {
        Tensor Gradient(Tensor x, Tensor w, Tensor b)
        {
            using var tape = new GradientTape();
            tape.Watch(x);
            var y = x.Conv(w, padding: Padding.Same);
            var z = ((y + b).Relu().MaxPool(window, stride) * -0.5).Sin().Sum();
            return tape.Gradient(z, x);
        }

        Check(Gradient, Draw([3, 11, 10, 4], 1), Draw([3, 3, 4, 19], 2), Draw([19], 3));
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Normalisation_and_what_stands_beside_are_taken_along_without_another_bit(int[] input, int[] kernel, int stride, bool same)
    {
        Tensor x = Draw(input, 1), bias = Draw([kernel[^1]], 3), scale = Draw([kernel[^1]], 4);
        var w = new Variable(Draw(kernel, 2));
        var padding = same ? Padding.Same : Padding.Valid;
        var beside = x.Conv(w, stride, padding) * 0.3;
        Tensor Full(Tensor x, Tensor b, Tensor z) => ((x.Conv(w, stride, padding) * scale) + b + z).Relu();
        Tensor Norm(Tensor x, Tensor b, Tensor z) => x.Conv(w, stride, padding).BatchNormalization(b, b.Square() + 0.1, offset: scale, scale: b) + z;
        foreach (var f in new[] { Full, Norm })
        {
            var compiled = Compiled.Of(f);
            CompiledOpTableTests.Same(f(x, bias, beside), compiled.Run(x, bias, beside));
            w.Assign(Draw(kernel, 5));
            CompiledOpTableTests.Same(f(x, bias, beside), compiled.Run(x, bias, beside));
            CompiledOpTableTests.Same(f(x, bias, beside), compiled.Run(x, bias, beside));
        }
    }

    [Fact]
    public void A_convolution_runs_before_its_kernel_changes()
    {
        var w = new Variable(Draw([3, 3, 4, 8], 2));
        Tensor Step(Tensor x, Tensor b)
        {
            var y = x.Conv(w);
            w.Assign(w * 0.5);
            return (y + b).Relu();
        }

        Tensor x = Draw([2, 6, 6, 4], 1), bias = Draw([8], 3);
        var expected = (x.Conv(w) + bias).Relu();
        CompiledOpTableTests.Same(expected, Compiled.Of(Step).Run(x, bias));
    }

    [Theory]
    [InlineData(16)]
    [InlineData(6)]
    public void Batch_normalisation_has_the_same_bits_forwards_and_backwards(int channels)
    {
        Tensor Gradient(Tensor x, Tensor scale, Tensor offset)
        {
            using var tape = new GradientTape();
            tape.Watch(x);
            tape.Watch(scale);
            tape.Watch(offset);
            var (y, mean, variance) = x.NormalizeBatch(offset, scale);
            var value = (y.Relu() + x).Sin().Sum() + (mean * variance).Sum();
            var d = tape.Gradient(value, [x, scale, offset]);
            return d[0] + d[1] + d[2];
        }

        Check(Gradient, Draw([8, 6, 8, channels], 1), Draw([channels], 2), Draw([channels], 3));
    }

    static void Check(Func<Tensor, Tensor, Tensor, Tensor> f, Tensor x, Tensor w, Tensor bias)
    {
        var expected = f(x, w, bias);
        CompiledOpTableTests.Same(expected, Compiled.Of(f).Run(x, w, bias));
    }

    static Tensor Draw(int[] lengths, int seed) => Tensor.RandomNormal(Shape.Of([.. lengths.Select(length => (long)length)]), seed: seed);
}
