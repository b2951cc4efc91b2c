using Nabla.Kernels;
using Nabla.Operations;
using Xunit;

namespace Nabla.Tests.Operations.Normalization;

public sealed class ChannelMomentsTests
{
    [Theory]
    [InlineData(1, 5)]
    [InlineData(3000, 7)]
    [InlineData(1037, 64)]
    [InlineData(9, 300)]
    [InlineData(2, 9000)]
    public void Moments_and_products_are_those_written_out(int rows, int channels)
    {
        Tensor x = Draw(rows, channels, 1), d = Draw(rows, channels, 2);
        var moments = Engine.Current.Run(new ChannelMoments(), x);
        var products = Engine.Current.Run(new ChannelProducts(), d, x, moments[0]);
        double[] a = x.ToArray<double>(), b = d.ToArray<double>();
        for (int c = 0; c < channels; c++)
        {
            double mean = 0, variance = 0, sum = 0, product = 0;
            for (int r = 0; r < rows; r++)
            {
                mean += a[(r * channels) + c] / rows;
            }

            for (int r = 0; r < rows; r++)
            {
                double away = a[(r * channels) + c] - mean;
                variance += away * away / rows;
                sum += b[(r * channels) + c];
                product += b[(r * channels) + c] * away;
            }

            Assert.Equal(mean, moments[0].ToArray<double>()[c], 1e-10);
            Assert.Equal(variance, moments[1].ToArray<double>()[c], 1e-10);
            Assert.Equal(sum, products[0].ToArray<double>()[c], 1e-9);
            Assert.Equal(product, products[1].ToArray<double>()[c], 1e-9);
        }
    }

    [Fact]
    public void A_mean_far_from_zero_leaves_the_variance_its_digits()
    {
        var x = (Draw(4096, 4, 1) + 10_000).Cast(ElementType.Float32);
        var exact = Engine.Current.Run(new ChannelMoments(), x.Cast(ElementType.Float64))[1].ToArray<double>();
        var found = Engine.Current.Run(new ChannelMoments(), x)[1].ToArray<float>();
        for (int c = 0; c < 4; c++)
        {
            Assert.Equal(exact[c], found[c], 1e-4 * exact[c]);
        }
    }

    [Fact]
    public void Any_number_of_threads_gives_the_same_bits()
    {
        Tensor x = Draw(20_000, 24, 1).Cast(ElementType.Float32), d = Draw(20_000, 24, 2).Cast(ElementType.Float32);
        float[] All()
        {
            var moments = Engine.Current.Run(new ChannelMoments(), x);
            return [.. moments[0].ToArray<float>(), .. moments[1].ToArray<float>(), .. Engine.Current.Run(new ChannelProducts(), d, x, moments[0])[1].ToArray<float>()];
        }

        using var one = Workers.WithThreads(1);
        var expected = All();
        using var five = Workers.WithThreads(5);
        Assert.Equal(expected, All());
    }

    [Fact]
    public void Mistakes_are_named()
    {
        Assert.Contains("channels", Assert.Throws<ShapeException>(() => Tensor.Ones([3]).NormalizeBatch()).Message, StringComparison.Ordinal);
        Assert.Contains("float16", Assert.Throws<ElementTypeException>(() => Tensor.Ones([3, 2], ElementType.Float16).NormalizeBatch()).Message, StringComparison.Ordinal);
    }

    static Tensor Draw(int rows, int channels, int seed) => Tensor.RandomNormal([rows, channels], elementType: ElementType.Float64, seed: seed) + 0.5;
}
