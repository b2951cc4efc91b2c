using Nabla.Losses;
using Xunit;

namespace Nabla.Tests.Losses;

/// <summary>The mistakes that beginners make get a sentence that names the cure.</summary>
public sealed class LossMistakeTests
{
    [Fact]
    public void One_hot_labels_for_a_sparse_loss() =>
        Says("CategoricalCrossentropy, or yTrue.ArgMax(-1)", () => new SparseCategoricalCrossentropy().Call(Tensor.Ones([4, 3]), Tensor.Ones([4, 3])));

    [Fact]
    public void Class_numbers_for_a_one_hot_loss()
    {
        Says("SparseCategoricalCrossentropy, or yTrue.OneHot(3)", () => new CategoricalCrossentropy().Call(Tensor.Ones([4]), Tensor.Ones([4, 3])));
        Says("SparseCategoricalCrossentropy", () => new CategoricalCrossentropy().Call(Tensor.Ones([4, 1]), Tensor.Ones([4, 3])));
    }

    [Fact]
    public void Labels_and_predictions_of_different_counts()
    {
        Says("4 samples against 5", () => new MeanSquaredError().Call(Tensor.Ones([4, 3]), Tensor.Ones([5, 3])));
        Says("4 samples against 5", () => new SparseCategoricalCrossentropy().Call(Tensor.Ones([4]), Tensor.Ones([5, 3])));
    }

    [Fact]
    public void A_last_layer_of_the_wrong_size()
    {
        Says("as many units", () => new BinaryCrossentropy().Call(Tensor.Ones([4, 3]), Tensor.Ones([4, 2])));
        Says("as many units as there are classes", () => new CategoricalCrossentropy().Call(Tensor.Ones([4, 3]), Tensor.Ones([4, 5])));
    }

    [Fact]
    public void A_label_that_is_no_class() =>
        Assert.Throws<ArgumentException>(() => new SparseCategoricalCrossentropy(fromLogits: true).Call(Tensor.Constant(new[] { 0, 3, 1 }), Tensor.Zeros([3, 3])));

    [Fact]
    public void Weights_of_another_count() => Says("one weight a sample", () => new MeanAbsoluteError().Call(Tensor.Ones([4, 3]), Tensor.Ones([4, 3]), Tensor.Ones([3])));

    [Fact]
    public void A_name_that_is_nearly_right() => Assert.Contains("'mse'", Assert.Throws<ArgumentException>(() => (Loss)"msee").Message, StringComparison.Ordinal);

    static void Says(string words, Func<object> call) => Assert.Contains(words, Assert.Throws<ShapeException>(call).Message, StringComparison.Ordinal);
}
