using Xunit;

namespace Nabla.Tests.Operations;

public sealed class SegmentTests
{
    static readonly Tensor Data = Tensor.Constant(new[,] { { 1f, 2 }, { 3, 4 }, { 5, 6 } });

    [Fact]
    public void Ids_that_fall_or_are_too_large_are_refused()
    {
        Assert.Contains("never fall", Assert.Throws<ArgumentException>(() => Data.SegmentSum(Tensor.Constant(new[] { 0, 1, 0 }), sorted: true)).Message, StringComparison.Ordinal);
        Assert.Contains("segment 3", Assert.Throws<ArgumentException>(() => Data.SegmentMax(Tensor.Constant(new[] { 0, 3, 0 }), 2)).Message, StringComparison.Ordinal);
        Assert.Throws<ShapeException>(() => Data.SegmentSum(Tensor.Constant(new[] { 0, 1 })));
        Assert.Throws<ElementTypeException>(() => Data.SegmentSum(Tensor.Constant(new[] { 0f, 1, 1 })));
    }

    [Fact]
    public void Empty_segments_are_the_neutral_element_or_zero_where_sorted()
    {
        var ids = Tensor.Constant(new[] { 0, 2, 2 });
        Assert.Equal([float.MinValue, float.MinValue], Data.SegmentMax(ids)[1].ToArray<float>());
        Assert.Equal([float.MaxValue, float.MaxValue], Data.SegmentMin(ids)[1].ToArray<float>());
        Assert.Equal([0f, 0], Data.SegmentMax(ids, sorted: true)[1].ToArray<float>());
        Assert.Equal([1f, 1], Data.SegmentProd(ids, sorted: true)[1].ToArray<float>());
        Assert.Equal([0f, 0], Data.SegmentMean(ids)[1].ToArray<float>());
        Assert.Equal([0, 2], Data[..0].SegmentSum(ids[..0]).Shape);
    }

    [Fact]
    public void Whole_numbers_are_joined_in_their_own_type()
    {
        var x = Tensor.Constant(new[] { 7, 2, 9 });
        var ids = Tensor.Constant(new[] { 0, 0, 1 });
        Assert.Equal([9, 9], x.SegmentSum(ids).ToArray<int>());
        Assert.Equal([4, 9], x.SegmentMean(ids).ToArray<int>());
        Assert.Equal([int.MinValue], x.SegmentMax(ids, 3)[2..].ToArray<int>());
    }

    [Fact]
    public void A_product_with_one_zero_sends_the_gradient_to_the_zero()
    {
        var x = Tensor.Constant(new[] { 2.0, 0, 3 });
        using var tape = new GradientTape();
        tape.Watch(x);
        var y = x.SegmentProd(Tensor.Constant(new[] { 0, 0, 0 }));
        Assert.Equal([0.0, 6, 0], tape.Gradient(y, x)!.ToArray<double>());
    }

    [Fact]
    public void Checks_pass_what_is_fine_and_name_what_is_not()
    {
        var fine = Tensor.Constant(new[] { 1f, 2 });
        Assert.Equal([1f, 2], fine.CheckNumerics("loss").ToArray<float>());
        Assert.Contains("loss : Tensor had NaN and Inf values", Assert.Throws<ArithmeticException>(() => Tensor.Constant(new[] { float.NaN, float.NegativeInfinity }).CheckNumerics("loss")).Message, StringComparison.Ordinal);
        Assert.Contains("loss : Tensor had -Inf values", Assert.Throws<ArithmeticException>(() => Tensor.Constant(new[] { 1f, float.NegativeInfinity }).CheckNumerics("loss", signedInfinities: true)).Message, StringComparison.Ordinal);
        Assert.Throws<ShapeException>(() => fine.EnsureShape([3]));
        Assert.Equal([2], fine.EnsureShape([null]).Shape);
    }

    [Fact]
    public void Texts_are_told_apart_in_the_order_in_which_they_come()
    {
        var found = Tensor.Constant(new[] { "b", "a", "b", "c" }).Unique(sorted: false);
        Assert.Equal(["b", "a", "c"], found.Values.ToArray<string>());
        Assert.Equal([0, 1, 0, 2], found.Inverse.ToArray<int>());
        Assert.Equal(["b"], Tensor.Constant(new[] { "b", "a" }).ListDifference(Tensor.Constant(new[] { "a" })).Values.ToArray<string>());
    }
}
