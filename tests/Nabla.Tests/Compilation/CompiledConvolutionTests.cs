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

    static void Check(Func<Tensor, Tensor, Tensor, Tensor> f, Tensor x, Tensor w, Tensor bias)
    {
        var expected = f(x, w, bias);
        CompiledOpTableTests.Same(expected, Compiled.Of(f).Run(x, w, bias));
    }

    static Tensor Draw(int[] lengths, int seed) => Tensor.RandomNormal(Shape.Of([.. lengths.Select(length => (long)length)]), seed: seed);
}
