using Nabla.Kernels;
using Xunit;

namespace Nabla.Tests.Operations.Pooling;

public sealed class PoolingTests
{
    [Fact]
    public void Of_equal_maxima_the_first_gets_the_gradient()
    {
        var x = Tensor.Ones([1, 4, 1]);
        Assert.Equal([1f, 0, 1, 0], x.MaxPoolGradient(Tensor.Ones([1, 2, 1]), 2).ToArray<float>());
        Assert.Equal([2f, 3, 0, 0], x.MaxPoolGradient(Tensor.Constant(new[] { 2f, 3, 0 }, [1, 3, 1]), 2, 1).ToArray<float>());
        Assert.Equal([0L, 2], x.MaxPoolWithPlaces(2).Places.ToArray<long>());
    }

    [Fact]
    public void A_window_with_NaN_gives_NaN_and_its_place()
    {
        var x = Tensor.Constant(new[] { 1, float.NaN, 5, 2 }, [1, 4, 1]);
        var (values, places) = x.MaxPoolWithPlaces(2);
        Assert.Equal([float.NaN, 5], values.ToArray<float>());
        Assert.Equal([1L, 2], places.ToArray<long>());
    }

    [Theory]
    [InlineData(ElementType.Int32)]
    [InlineData(ElementType.UInt8)]
    [InlineData(ElementType.Int64)]
    [InlineData(ElementType.Float16)]
    [InlineData(ElementType.BFloat16)]
    public void Maxima_of_any_numbers_keep_their_type(ElementType type)
    {
        var y = Tensor.Constant(new[] { 3, 7, 1, 9 }, [1, 4, 1]).Cast(type).MaxPool(2);
        Assert.Equal(type, y.ElementType);
        Assert.Equal([7, 9], y.Cast(ElementType.Int32).ToArray<int>());
    }

    [Theory]
    [InlineData(70)]
    [InlineData(3)]
    public void Any_number_of_threads_gives_the_same_bits(int channels)
    {
        var x = (Tensor.Arange(5 * 40 * 30 * channels, elementType: ElementType.Float32) * 12.9898f).Sin().Reshape([5, 40, 30, channels]);
        float[] All()
        {
            var y = x.MaxPool(3, 2, Padding.Same);
            return [.. y.ToArray<float>(), .. x.MaxPoolGradient(y, 3, 2, Padding.Same).ToArray<float>(), .. x.AveragePool(3, 2, Padding.Same).ToArray<float>(), .. Tensor.AveragePoolGradient(x.ShapeOf(), y, 3, 2, Padding.Same).ToArray<float>()];
        }

        using var one = Workers.WithThreads(1);
        var expected = All();
        using var four = Workers.WithThreads(4);
        Assert.Equal(expected, All());
    }

    [Fact]
    public void Mistakes_are_named_before_anything_is_computed()
    {
        var x = Tensor.Zeros([1, 5, 5, 1]);
        Assert.Contains("no window fits", Assert.Throws<ShapeException>(() => x.MaxPool(6)).Message);
        Assert.Contains("window [2, 2, 2] for 2 spatial axes", Assert.Throws<ShapeException>(() => x.MaxPool([2, 2, 2])).Message);
        Assert.Contains("the pooling gives [1, 2, 2, 1]", Assert.Throws<ShapeException>(() => x.MaxPoolGradient(Tensor.Zeros([1, 3, 2, 1]), 2)).Message);
        Assert.Contains("int32", Assert.Throws<ElementTypeException>(() => x.Cast(ElementType.Int32).AveragePool(2)).Message);
        Assert.Contains("not 0", Assert.Throws<ShapeException>(() => Tensor.Zeros([1, 0, 1]).AdaptiveMaxPool(2)).Message);
    }
}
