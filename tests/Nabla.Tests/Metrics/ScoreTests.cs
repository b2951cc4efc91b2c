using Nabla.Metrics;
using Xunit;

namespace Nabla.Tests.Metrics;

public sealed class ScoreTests
{
    static readonly Tensor Truth = Tensor.Constant(new[,] { { 1f, 0 }, { 1, 0 }, { 0, 1 }, { 0, 1 } });
    static readonly Tensor Scores = Tensor.Constant(new[,] { { 0.9f, 0.1f }, { 0.4f, 0.6f }, { 0.2f, 0.8f }, { 0.3f, 0.7f } });

    [Fact]
    public void F1_is_the_harmonic_mean_of_precision_and_recall()
    {
        // Class 0: precision 1, recall 1/2; class 1: precision 2/3, recall 1.
        var apart = new F1Score().Call(Truth, Scores).ToArray<float>();
        Assert.Equal(2 / 3.0, apart[0], 1e-5);
        Assert.Equal(0.8, apart[1], 1e-5);
        Assert.Equal((2 / 3.0 + 0.8) / 2, new F1Score(FBetaAverage.Macro).Call(Truth, Scores).ToScalar<float>(), 1e-5);
        Assert.Equal(0.75, new F1Score(FBetaAverage.Micro).Call(Truth, Scores).ToScalar<float>(), 1e-5);
    }

    [Fact]
    public void Beta_counts_recall_more() => Assert.Equal(5 * 0.5 / (4 + 0.5), new FBetaScore(beta: 2).Call(Truth, Scores).ToArray<float>()[0], 1e-5);

    [Fact]
    public void R2_is_one_for_the_truth_and_zero_for_its_mean()
    {
        var t = Tensor.Constant(new[,] { { 1f }, { 2 }, { 6 } });
        Assert.Equal(1f, new R2Score().Call(t, t).ToScalar<float>());
        Assert.Equal(0, new R2Score().Call(t, t.OnesLike() * 3).ToScalar<float>(), 1e-6);
        Assert.Equal(-1, new R2Score(numRegressors: 1).Call(t, t.OnesLike() * 3).ToScalar<float>(), 1e-5);
    }

    [Fact]
    public void Options_and_shapes_that_do_not_fit_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new FBetaScore(beta: -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new F1Score(threshold: 1.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => new R2Score(numRegressors: -1));
        Assert.Throws<ShapeException>(() => new F1Score().UpdateState(Tensor.Ones([4]), Tensor.Ones([4])));
    }
}
