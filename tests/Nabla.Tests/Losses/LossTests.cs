using Nabla.Losses;
using Xunit;

namespace Nabla.Tests.Losses;

public sealed class LossTests
{
    static readonly Tensor Truth = Tensor.Constant(new[,] { { 1f, 2 }, { 3, 4 } });
    static readonly Tensor Predictions = Tensor.Constant(new[,] { { 2f, 2 }, { 3, 7 } });

    public static TheoryData<string> Names =>
    [
        "mse", "MSE", "MeanSquaredError", "mae", "mape", "msle", "cosine_similarity", "huber", "log_cosh", "hinge", "squared_hinge", "categorical_hinge", "kld", "poisson", "bce", "binary_focal_crossentropy",
        "categorical_crossentropy", "categorical_focal_crossentropy", "sparse_categorical_crossentropy", "categorical_generalized_cross_entropy", "dice", "tversky", "circle", "ctc",
    ];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_name_makes_a_loss(string name) => Assert.Equal(Reduction.SumOverBatchSize, ((Loss)name).Reduction);

    [Theory]
    [InlineData(Reduction.SumOverBatchSize, 2.5f)]
    [InlineData(Reduction.Mean, 2.5f)]
    [InlineData(Reduction.Sum, 5f)]
    [InlineData(Reduction.MeanWithSampleWeight, 2.5f)]
    public void Losses_of_samples_are_reduced(Reduction reduction, float expected) => Assert.Equal(expected, new MeanSquaredError(reduction).Call(Truth, Predictions).ToScalar<float>());

    [Fact]
    public void Without_reduction_each_sample_has_its_loss() => Assert.Equal([0.5f, 4.5f], new MeanSquaredError(Reduction.None).Call(Truth, Predictions).ToArray<float>());

    [Fact]
    public void Weights_multiply_and_count_only_in_the_weighted_mean()
    {
        var weights = Tensor.Constant(new[] { 1f, 3 });
        Assert.Equal(7f, new MeanSquaredError().Call(Truth, Predictions, weights).ToScalar<float>());
        Assert.Equal(3.5f, new MeanSquaredError(Reduction.MeanWithSampleWeight).Call(Truth, Predictions, weights).ToScalar<float>());
    }

    [Fact]
    public void Masked_samples_do_not_count() => Assert.Equal(4.5f, new MeanSquaredError().Call(Truth, Predictions, mask: Tensor.Constant(new[] { false, true })).ToScalar<float>());

    [Fact]
    public void Every_alignment_of_a_sequence_counts()
    {
        // Of two steps with all classes alike, three of four paths read as the label: label label, blank label, label blank.
        var loss = CTC.Of(Tensor.Constant(new[,] { { 1, 0 } }), Tensor.Zeros([1, 2, 2]));
        Assert.Equal(-Math.Log(0.75), loss.ToArray<float>()[0], 1e-6);
        Assert.Equal(float.PositiveInfinity, new CTC().Call(Tensor.Constant(new[,] { { 1, 1 } }), Tensor.Zeros([1, 2, 2])).ToScalar<float>());
        Assert.Throws<ShapeException>(() => CTC.Of(Tensor.Constant([1]), Tensor.Zeros([1, 2, 2])));
    }

    [Fact]
    public void Ignored_classes_do_not_count()
    {
        var logits = Tensor.Constant(new[,] { { 1f, 2 }, { 5, 1 }, { 0, 0 } });
        var loss = new SparseCategoricalCrossentropy(fromLogits: true, ignoreClass: -1).Call(Tensor.Constant(new[] { -1, 0, -1 }), logits);
        Assert.Equal(Math.Log(1 + Math.Exp(-4)), loss.ToScalar<float>(), 1e-6);
    }

    [Fact]
    public void Logits_far_out_keep_their_gradient()
    {
        var logits = Tensor.Constant(new[,] { { 1e4f, 0, -1e4f } });
        using var tape = new GradientTape();
        tape.Watch(logits);
        var loss = new SparseCategoricalCrossentropy(fromLogits: true).Call(Tensor.Constant(new[] { 2 }), logits);
        Assert.Equal(2e4f, loss.ToScalar<float>());
        Assert.Equal([1f, 0, -1], tape.Gradient(loss, logits).ToArray<float>());
    }

    [Fact]
    public void A_logit_of_zero_has_half_a_gradient()
    {
        var logits = Tensor.Constant(new[,] { { 0f } });
        using var tape = new GradientTape();
        tape.Watch(logits);
        Assert.Equal([-0.5f], tape.Gradient(new BinaryCrossentropy(fromLogits: true).Call(Tensor.Ones([1, 1]), logits), logits).ToArray<float>());
    }

    [Fact]
    public void Hinge_takes_zeros_and_ones_for_minus_ones_and_ones() =>
        Assert.Equal(Hinge.Of(Tensor.Constant(new[,] { { -1f, 1 } }), Tensor.Constant(new[,] { { 0.2f, 0.3f } })).ToArray<float>(), Hinge.Of(Tensor.Constant(new[,] { { 0f, 1 } }), Tensor.Constant(new[,] { { 0.2f, 0.3f } })).ToArray<float>());

    [Fact]
    public void Float64_is_computed_where_it_is_asked_for() => Assert.Equal(ElementType.Float64, new MeanSquaredError(elementType: ElementType.Float64).Call(Truth, Predictions).ElementType);
}
