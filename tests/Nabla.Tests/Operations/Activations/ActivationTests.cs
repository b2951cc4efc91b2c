using Nabla.Activations;
using Xunit;

namespace Nabla.Tests.Operations.Activations;

public sealed class ActivationTests
{
    [Fact]
    public void A_string_stands_for_an_activation()
    {
        Activation activation = "relu";
        Assert.Equal("relu", activation.Name);
        Assert.Equal([0f, 2], activation.Call(Tensor.Constant(new[] { -1f, 2f })).ToArray<float>());
    }

    [Fact]
    public void There_are_the_32_names_of_Keras_and_all_but_one_apply_by_themselves()
    {
        Assert.Equal(32, Activation.Names.Count);
        var x = Tensor.Constant(new float[,] { { -1, 0.5f }, { 2, -0.25f } });
        foreach (string name in Activation.Names.Where(name => name != "threshold"))
        {
            Assert.Equal(2, Activation.FromName(name).Call(x).Rank);
        }

        Assert.Contains("Activation.From", Assert.Throws<InvalidOperationException>(() => Activation.FromName("threshold").Call(x)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Second_names_are_serialised_as_the_first()
    {
        Assert.Equal("silu", Activation.FromName("swish").Name);
        Assert.Equal("hard_silu", Activation.FromName("hard_swish").Name);
    }

    [Fact]
    public void A_wrong_name_lists_the_right_ones_and_suggests_the_nearest()
    {
        var error = Assert.Throws<ArgumentException>(() => (Activation)"reluu");
        Assert.Contains("Did you mean 'relu'", error.Message, StringComparison.Ordinal);
        Assert.Contains("sparse_sigmoid", error.Message, StringComparison.Ordinal);
        Assert.Contains("'sigmoid'", Assert.Throws<ArgumentException>(() => (Activation)"Sigmoid").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Ones_own_function_serves_as_well()
    {
        var activation = Activation.From(x => x * 2, "double");
        Assert.Equal("double", activation.Name);
        Assert.Equal([6f], activation.Call(Tensor.Constant(new[] { 3f })).ToArray<float>());
    }

    [Fact]
    public void Halves_need_an_even_length()
    {
        Assert.Contains("5 is odd", Assert.Throws<ShapeException>(() => Tensor.Zeros([2, 5]).Glu()).Message, StringComparison.Ordinal);
        Assert.Equal([2, 4], Tensor.Zeros([4, 4]).Glu(0).Shape);
    }

    [Fact]
    public void Whole_numbers_pass_only_where_Keras_lets_them()
    {
        var x = Tensor.Constant(new[] { -2, 3, 9 });
        Assert.Equal([0, 3, 9], x.Relu().ToArray<int>());
        Assert.Equal([0, 3, 6], x.Relu6().ToArray<int>());
        Assert.Equal(ElementType.Float32, x.LeakyRelu().ElementType);
        Assert.Throws<ElementTypeException>(() => x.Sigmoid());
    }

    [Fact]
    public void Sparsemax_of_a_clear_winner_is_one_hot()
    {
        Assert.Equal([0f, 1, 0], Tensor.Constant(new[] { 0.2f, 3, 1 }).Sparsemax().ToArray<float>());
        Assert.Equal(0, Tensor.Zeros([0, 3]).Sparsemax().Size);
        Assert.Throws<ShapeException>(() => Tensor.Zeros([3]).Sparsemax(1));
    }
}
