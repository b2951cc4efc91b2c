using Nabla.Metrics;
using Xunit;

namespace Nabla.Tests.Metrics;

public sealed class IoUTests
{
    static readonly Tensor Truth = Tensor.Constant(new[] { 0, 0, 1, 1 });
    static readonly Tensor Predictions = Tensor.Constant(new[] { 0, 1, 0, 1 });

    [Fact]
    public void The_mean_is_of_what_is_common_over_what_either_has()
    {
        Assert.Equal(1 / 3.0, new MeanIoU(2).Call(Truth, Predictions).ToScalar<float>(), 1e-6);
        Assert.Equal(1 / 3.0, new IoU(2, [0]).Call(Truth, Predictions).ToScalar<float>(), 1e-6);
        Assert.Equal(1, new MeanIoU(5).Call(Truth, Truth).ToScalar<float>(), 1e-6);
        Assert.Equal(0, new MeanIoU(2).Result().ToScalar<float>());
    }

    [Fact]
    public void Weights_count_in_the_type_of_the_matrix()
    {
        var weights = Tensor.Constant(new[] { 0.3f, 0.3f, 0.3f, 0.1f });
        Assert.Equal(((0.3 / 0.9) + (0.1 / 0.7)) / 2, new MeanIoU(2, elementType: ElementType.Float32).Call(Truth, Predictions, weights).ToScalar<float>(), 1e-5);
        var whole = new MeanIoU(2);
        whole.UpdateState(Truth, Predictions, Tensor.Constant(new[] { 1.9f, 0.9f, 2.5f, 3 }));
        Assert.Equal([1L, 0, 2, 3], whole.Variables[0].ToArray<long>());
    }

    [Fact]
    public void A_label_can_be_left_out_even_one_that_is_no_class()
    {
        var truth = Tensor.Constant(new[] { 0, 255, 1, 1 });
        Assert.Equal(((1 / 2.0) + (1 / 2.0)) / 2, new MeanIoU(2, ignoreClass: 255).Call(truth, Predictions).ToScalar<float>(), 1e-6);
    }

    [Fact]
    public void A_value_for_each_class_names_the_largest()
    {
        var truth = Truth.OneHot(2);
        var scores = Tensor.Constant(new[,] { { 0.9f, 0.1f }, { 0.2f, 0.8f }, { 0.6f, 0.4f }, { 0, 1 } });
        var expected = new MeanIoU(2).Call(Truth, Predictions).ToScalar<float>();
        Assert.Equal(expected, new OneHotMeanIoU(2).Call(truth, scores).ToScalar<float>());
        Assert.Equal(expected, new MeanIoU(2, sparseYTrue: false, sparseYPred: false, axis: 0).Call(truth.Transpose(), scores.Transpose()).ToScalar<float>());
        Assert.Equal(expected, new OneHotIoU(2, [0, 1], sparseYPred: true).Call(truth, Predictions).ToScalar<float>());
        Assert.Equal(expected, new BinaryIoU(threshold: 0.8).Call(Truth, scores[.., 1]).ToScalar<float>());
    }

    [Fact]
    public void Classes_that_do_not_exist_are_refused()
    {
        Assert.Contains("class outside 0 … 1", Assert.Throws<InvalidOperationException>(() => new MeanIoU(2).UpdateState(Truth, Predictions * 2)).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => new MeanIoU(2).UpdateState(Truth - 1, Predictions));
        Assert.Throws<ArgumentOutOfRangeException>(() => new IoU(2, [2]));
        Assert.Throws<ArgumentException>(() => new IoU(2, []));
        Assert.Throws<ArgumentOutOfRangeException>(() => new MeanIoU(0));
        Assert.Throws<ShapeException>(() => new MeanIoU(2).UpdateState(Truth, Truth[..3]));
    }
}
