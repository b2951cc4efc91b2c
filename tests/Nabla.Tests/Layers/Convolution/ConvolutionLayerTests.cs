using Nabla.Layers;
using Xunit;

namespace Nabla.Tests.Layers;

public sealed class ConvolutionLayerTests
{
    [Fact]
    public void Other_channels_than_when_built_are_refused_even_where_they_divide()
    {
        var layer = new Conv2D(2, 1);
        layer.BuildFor([null, 4, 4, 3]);

        Assert.Contains("3 channels", Assert.Throws<ShapeException>(() => layer.Call(Tensor.Zeros([1, 4, 4, 6]))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Strides_beside_dilations_are_refused() => Assert.Throws<ArgumentException>(() => new Conv1D(3, 3, strides: 2, dilationRate: 2));

    [Fact]
    public void Causal_padding_is_for_sequences() => Assert.Throws<ArgumentException>(() => new Conv2D(3, 3, padding: Padding.Causal));

    [Fact]
    public void Each_channel_gets_its_own_bias_with_channels_first()
    {
        var layer = new Conv2D(3, 1, dataFormat: DataFormat.ChannelsFirst);
        layer.BuildFor([null, 2, 2, 2]);
        layer.Bias.Assign(Tensor.Constant([1f, 2, 3]));

        Assert.Equal([1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3], layer.Call(Tensor.Zeros([1, 2, 2, 2])).ToArray<float>());
    }

    [Fact]
    public void A_vector_along_a_moved_axis_is_added_to_each_of_its_slices()
    {
        var x = Tensor.Arange(32).Cast(ElementType.Float32).Reshape([1, 2, 4, 4]).MoveAxis(-1, 1);

        var y = x + Tensor.Constant([0f, 100, 200, 300]).Reshape([4, 1, 1]);

        Assert.Equal(x.Copy().ToArray<float>().Select((value, i) => value + (i / 8 * 100)), y.ToArray<float>());
    }
}
