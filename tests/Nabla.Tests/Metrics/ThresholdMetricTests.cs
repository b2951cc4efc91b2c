using Nabla.Metrics;
using Xunit;

namespace Nabla.Tests.Metrics;

public sealed class ThresholdMetricTests
{
    static readonly Tensor Truth = Tensor.Constant(new[] { 1f, 1, 0, 0, 1 });
    static readonly Tensor Scores = Tensor.Constant(new[] { 0.9f, 0.4f, 0.6f, 0.1f, 0.5f });

    [Fact]
    public void Decisions_are_counted_by_kind_and_a_score_at_the_threshold_is_a_no()
    {
        Assert.Equal([1f, 1, 1, 2], new PredictionMetric[] { new TruePositives(), new FalsePositives(), new TrueNegatives(), new FalseNegatives() }.Select(metric => metric.Call(Truth, Scores).ToScalar<float>()));
    }

    [Fact]
    public void Several_thresholds_give_a_vector() => Assert.Equal([3f, 2], new TruePositives([0.3, 0.45]).Call(Truth, Scores).ToArray<float>());

    [Fact]
    public void Precision_and_recall_are_quotients_over_all_batches()
    {
        PredictionMetric precision = new Precision(), recall = new Recall();
        foreach (var metric in new[] { precision, recall })
        {
            metric.UpdateState(Truth, Scores);
            metric.UpdateState(Tensor.Constant(new[] { 1f }), Tensor.Constant(new[] { 0.8f }), Tensor.Constant(new[] { 2f }));
        }

        Assert.Equal(3 / 4f, precision.Result().ToScalar<float>());
        Assert.Equal(3 / 5f, recall.Result().ToScalar<float>());
    }

    [Fact]
    public void Only_the_largest_predictions_can_be_a_yes_and_of_equal_ones_the_first()
    {
        var scores = Tensor.Constant(new[,] { { 0.1f, 0.1f, 0.05f } });
        Assert.Equal(1f, new Precision(topK: 1).Call(Tensor.Constant(new[,] { { 1f, 0, 0 } }), scores).ToScalar<float>());
        Assert.Equal(0f, new Precision(topK: 1).Call(Tensor.Constant(new[,] { { 0f, 1, 0 } }), scores).ToScalar<float>());
    }

    [Fact]
    public void One_class_alone_can_count() =>
        Assert.Equal(1f, new Recall(classId: 1).Call(Tensor.Constant(new[,] { { 1f, 0 }, { 0, 1 } }), Tensor.Constant(new[,] { { 0f, 0.1f }, { 0, 0.9f } })).ToScalar<float>());

    [Fact]
    public void The_best_precision_is_that_of_thresholds_with_enough_recall()
    {
        // Recall 2/3 asks for two of the three labels 1: scores above 0.4 give precision 2/3, above 0.2 give 3/4.
        Assert.Equal(3 / 4f, new PrecisionAtRecall(0.6, 6).Call(Truth, Scores).ToScalar<float>());
        Assert.Equal(1f, new PrecisionAtRecall(0.3, 6).Call(Truth, Scores).ToScalar<float>());
        Assert.Throws<ArgumentOutOfRangeException>(() => new PrecisionAtRecall(1.2));
    }

    [Fact]
    public void Options_and_shapes_that_do_not_fit_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Precision([0.2, 1.2]));
        Assert.Throws<ArgumentException>(() => new Precision([]));
        Assert.Throws<ShapeException>(() => new Recall(classId: 5).UpdateState(Tensor.Ones([3, 4]), Tensor.Ones([3, 4])));
        Assert.Throws<ShapeException>(() => new Recall().UpdateState(Tensor.Ones([3]), Tensor.Ones([3, 4])));
    }
}
