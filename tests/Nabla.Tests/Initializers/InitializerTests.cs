using Nabla.Initializers;
using Xunit;

namespace Nabla.Tests.Initializers;

public sealed class InitializerTests
{
    public static TheoryData<string> Names =>
        ["zeros", "ones", "constant", "identity", "random_normal", "random_uniform", "truncated_normal", "variance_scaling", "glorot_uniform", "GlorotUniform", "glorot_normal", "he_uniform", "he_normal", "lecun_uniform", "lecun_normal", "orthogonal"];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_name_makes_an_initializer_that_fills_shape_and_type(string name)
    {
        Initializer initializer = name;
        var value = initializer.Call([4, 6], ElementType.Float64);
        Assert.Equal([4, 6], value.Shape);
        Assert.Equal(ElementType.Float64, value.ElementType);
        Assert.All(value.ToArray<double>(), x => Assert.True(double.IsFinite(x)));
    }

    [Fact]
    public void A_wrong_name_names_the_nearest_and_lists_all()
    {
        var error = Assert.Throws<ArgumentException>(() => (Initializer)"glorot_unifrom");
        Assert.Contains("'glorot_uniform'", error.Message, StringComparison.Ordinal);
        Assert.Contains("he_normal, lecun_uniform", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Equal_seeds_draw_equal_numbers_at_every_call()
    {
        var first = new HeNormal(seed: 7).Call([5, 5]).ToArray<float>();
        var same = new HeNormal(seed: 7);
        Assert.Equal(first, same.Call([5, 5]).ToArray<float>());
        Assert.Equal(first, same.Call([5, 5]).ToArray<float>());
        Assert.NotEqual(first, new HeNormal(seed: 8).Call([5, 5]).ToArray<float>());
    }

    [Fact]
    public void A_clone_draws_other_numbers_unless_a_seed_was_given()
    {
        var free = new GlorotUniform();
        Assert.NotEqual(free.Call([3, 3]).ToArray<float>(), free.Clone().Call([3, 3]).ToArray<float>());
        var seeded = new GlorotUniform(seed: 3);
        Assert.Equal(seeded.Call([3, 3]).ToArray<float>(), seeded.Clone().Call([3, 3]).ToArray<float>());
    }

    [Theory]
    [InlineData(7, 4)]
    [InlineData(4, 7)]
    [InlineData(5, 5)]
    [InlineData(1, 3)]
    public void Orthogonal_rows_or_columns_have_the_gain_as_length_and_no_product(int rows, int columns)
    {
        var x = new Orthogonal(gain: 2, seed: 5).Call([rows, columns], ElementType.Float64);
        var gram = rows < columns ? x.MatMul(x.Transpose()) : x.Transpose().MatMul(x);
        var expected = Tensor.Eye(Math.Min(rows, columns), elementType: ElementType.Float64) * 4;
        Assert.All((gram - expected).ToArray<double>(), error => Assert.Equal(0, error, 1e-12));
    }

    [Fact]
    public void Shapes_and_options_that_do_not_fit_are_refused()
    {
        Assert.Throws<ShapeException>(() => new Orthogonal().Call([5]));
        Assert.Throws<ShapeException>(() => new Identity().Call([2, 3, 4]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new VarianceScaling(scale: -1));
        Assert.Throws<ArgumentException>(() => new GlorotUniform(inputAxes: 0));
        Assert.Throws<ShapeException>(() => Initializer.From((_, _) => Tensor.Zeros([2])).Call([3]));
    }

    [Fact]
    public void A_kernel_of_a_convolution_counts_its_window()
    {
        Assert.Equal((108.0, 180.0), Fans.Of([3, 3, 12, 20], null, null));
        Assert.Equal((5.0, 12.0), Fans.Of([3, 4, 5], 2, [0, 1]));
        Assert.Equal((9.0, 9.0), Fans.Of([9], null, null));
    }
}
