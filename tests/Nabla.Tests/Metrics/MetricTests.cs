using Nabla.Metrics;
using Xunit;

namespace Nabla.Tests.Metrics;

public sealed class MetricTests
{
    [Fact]
    public void A_mean_runs_over_all_values_since_the_last_reset()
    {
        var mean = new Mean();
        mean.UpdateState(Tensor.Constant(new[] { 1f, 2 }));
        mean.UpdateState(Tensor.Constant(6f));
        Assert.Equal(3f, mean.Result().ToScalar<float>());
        mean.UpdateState(Tensor.Constant(new[] { 10f, 0 }), Tensor.Constant(new[] { 3f, 0 }));
        Assert.Equal(6.5f, mean.Result().ToScalar<float>());
        mean.ResetState();
        Assert.Equal(0f, mean.Result().ToScalar<float>());
    }

    [Fact]
    public void A_sum_adds_values_times_weights()
    {
        var sum = new Sum();
        sum.UpdateState(Tensor.Constant(new[,] { { 1f, 2 }, { 3, 4 } }));
        sum.UpdateState(Tensor.Constant(new[] { 1f, 2 }), Tensor.Constant(new[] { 10f, 0 }));
        Assert.Equal(20f, sum.Result().ToScalar<float>());
    }

    [Fact]
    public void State_lives_in_variables()
    {
        var metric = new MeanAbsoluteError();
        metric.UpdateState(Tensor.Constant(new[] { 1f, 2 }), Tensor.Constant(new[] { 2f, 4 }));
        Assert.Equal(["total", "count"], metric.Variables.Select(variable => variable.Name));
        metric.Variables[0].Assign(30f);
        metric.Variables[1].Assign(4f);
        Assert.Equal(7.5f, metric.Result().ToScalar<float>());
    }

    [Theory]
    [InlineData(1, 1, typeof(BinaryAccuracy))]
    [InlineData(0, 3, typeof(SparseCategoricalAccuracy))]
    [InlineData(1, 3, typeof(SparseCategoricalAccuracy))]
    [InlineData(3, 3, typeof(CategoricalAccuracy))]
    public void Accuracy_chooses_by_the_shapes_of_the_first_batch(int labels, int predictions, Type chosen)
    {
        var metric = (ChosenMetric)(Metric)"accuracy";
        Assert.Empty(metric.Variables);
        metric.UpdateState(Tensor.Zeros(labels == 0 ? [5] : [5, labels]), Tensor.Zeros([5, predictions]));
        Assert.IsType(chosen, metric.Chosen);
        Assert.Equal("accuracy", metric.Name);
    }

    [Theory]
    [InlineData("mae", typeof(MeanAbsoluteError))]
    [InlineData("rmse", typeof(RootMeanSquaredError))]
    [InlineData("sparse_categorical_accuracy", typeof(SparseCategoricalAccuracy))]
    [InlineData("LogCoshError", typeof(LogCoshError))]
    public void A_name_makes_a_metric_of_that_name(string name, Type type)
    {
        Metric metric = name;
        Assert.IsType(type, metric);
        Assert.Equal(name, metric.Name);
    }

    [Fact]
    public void A_wrong_name_names_the_nearest() =>
        Assert.Contains("'accuracy'", Assert.Throws<ArgumentException>(() => (Metric)"acuracy").Message, StringComparison.Ordinal);

    [Fact]
    public void Top_k_counts_ties_as_inside()
    {
        var p = Tensor.Constant(new[,] { { 0.1f, 0.3f, 0.3f, 0.3f }, { 0.4f, 0.3f, 0.2f, 0.1f } });
        Assert.Equal([1f, 0], TopKCategoricalAccuracy.Of(Tensor.Constant(new[,] { { 0f, 0, 0, 1 }, { 0, 0, 0, 1 } }), p, 1).ToArray<float>());
        Assert.Equal([0f, 1], SparseTopKCategoricalAccuracy.Of(Tensor.Constant(new[] { 0, 1 }), p, 2).ToArray<float>());
        Assert.Throws<ArgumentOutOfRangeException>(() => new TopKCategoricalAccuracy(0));
    }

    [Fact]
    public void A_root_is_taken_of_the_mean_not_of_each_batch()
    {
        var metric = new RootMeanSquaredError();
        metric.UpdateState(Tensor.Constant(new[] { 0f }), Tensor.Constant(new[] { 1f }));
        metric.UpdateState(Tensor.Constant(new[] { 0f }), Tensor.Constant(new[] { 7f }));
        Assert.Equal(5f, metric.Result().ToScalar<float>());
    }

    [Fact]
    public void A_lambda_is_a_metric()
    {
        var metric = (PredictionMetric)Metric.From((t, p) => (p - t).Max(-1), "worst");
        Assert.Equal(2f, metric.Call(Tensor.Constant(new[,] { { 1f, 1 } }), Tensor.Constant(new[,] { { 1f, 3 } })).ToScalar<float>());
    }
}
