using Nabla.Metrics;
using Xunit;

namespace Nabla.Tests.Metrics;

public sealed class AUCTests
{
    static readonly Tensor Truth = Tensor.Constant(new[] { 0f, 0, 1, 1 });
    static readonly Tensor Scores = Tensor.Constant(new[] { 0.1f, 0.4f, 0.35f, 0.8f });

    [Fact]
    public void The_area_is_how_often_a_label_1_stands_above_a_label_0()
    {
        // Of the four pairs three are in order.
        Assert.Equal(0.75, new AUC(1001).Call(Truth, Scores).ToScalar<float>(), 1e-5);
        Assert.Equal(1, new AUC().Call(Truth, Truth).ToScalar<float>(), 1e-6);
        Assert.Equal(0, new AUC().Call(Truth, 1 - Truth).ToScalar<float>(), 1e-6);
    }

    [Theory]
    [InlineData(AUCCurve.ROC)]
    [InlineData(AUCCurve.PR)]
    [InlineData(AUCCurve.PRGain)]
    public void The_lower_sum_the_interpolation_and_the_upper_sum_are_in_order(AUCCurve curve)
    {
        var truth = Tensor.RandomUniform([200], seed: 1).Greater(0.4).Cast(ElementType.Float32);
        var scores = ((truth * 0.3) + Tensor.RandomUniform([200], seed: 2)) / 1.3;
        double Area(AUCSummation summation) => new AUC(20, curve, summation).Call(truth, scores).ToScalar<float>();
        Assert.InRange(Area(AUCSummation.Interpolation), Area(AUCSummation.Minoring), Area(AUCSummation.Majoring));
        Assert.True(Area(AUCSummation.Minoring) < Area(AUCSummation.Majoring));
    }

    [Fact]
    public void Counts_are_those_of_comparing_each_score_with_each_threshold()
    {
        var scores = Tensor.Constant(new[] { 0f, 0.25f, 0.5f, 0.75f, 1, float.NaN });
        var auc = new AUC(thresholds: [0.7, 0.25, 0.5]);
        auc.UpdateState(Tensor.Constant(new[] { 1, 0, 1, 1, 1, 0 }), scores, Tensor.Constant(new[] { 1f, 2, 4, 8, 16, 32 }));
        Assert.Equal([29f, 28, 24, 24, 0], auc.Variables[0].ToArray<float>());
        Assert.Equal([34f, 0, 0, 0, 0], auc.Variables[1].ToArray<float>());
        Assert.Equal([0f, 34, 34, 34, 34], auc.Variables[2].ToArray<float>());
        Assert.Equal([0f, 1, 5, 5, 29], auc.Variables[3].ToArray<float>());
    }

    [Fact]
    public void Labels_apart_have_areas_of_their_own_and_weights_in_the_mean()
    {
        var truth = Tensor.Stack([Truth, Truth], axis: 1);
        var scores = Tensor.Stack([Scores, 1 - Truth], axis: 1);
        Assert.Equal(0.375, new AUC(1001, multiLabel: true).Call(truth, scores).ToScalar<float>(), 1e-5);
        Assert.Equal(0.6, new AUC(1001, multiLabel: true, numLabels: 2, labelWeights: [4, 1]).Call(truth, scores).ToScalar<float>(), 1e-5);
        Assert.Equal(0.75, new AUC(1001, labelWeights: [1, 0]).Call(truth, scores).ToScalar<float>(), 1e-5);
        Assert.Equal(0, new AUC(multiLabel: true).Result().ToScalar<float>());
    }

    [Fact]
    public void Logits_are_made_scores()
    {
        var logits = (Scores / (1 - Scores)).Log();
        Assert.Equal(new AUC(50).Call(Truth, Scores).ToScalar<float>(), new AUC(50, fromLogits: true).Call(Truth, logits).ToScalar<float>(), 1e-6);
    }

    [Fact]
    public void Nothing_has_no_area()
    {
        foreach (var curve in Enum.GetValues<AUCCurve>())
        {
            var auc = new AUC(curve: curve);
            auc.UpdateState(Tensor.Zeros([0]), Tensor.Zeros([0]));
            Assert.Equal(0, auc.Result().ToScalar<float>());
        }
    }

    [Fact]
    public void Options_and_shapes_that_do_not_fit_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new AUC(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new AUC(thresholds: [-0.1]));
        Assert.Throws<ArgumentException>(() => new AUC(numLabels: 3));
        Assert.Throws<ArgumentException>(() => new AUC(multiLabel: true, numLabels: 3, labelWeights: [1, 2]));
        Assert.Throws<ShapeException>(() => new AUC(multiLabel: true).UpdateState(Truth, Scores));
        Assert.Throws<ShapeException>(() => new AUC(multiLabel: true, numLabels: 3).UpdateState(Tensor.Ones([4, 2]), Tensor.Ones([4, 2])));
        Assert.Throws<ShapeException>(() => new AUC(labelWeights: [1, 2, 3]).UpdateState(Truth, Scores));
        Assert.Throws<ShapeException>(() => new AUC().UpdateState(Truth, Tensor.Ones([3])));
    }
}
