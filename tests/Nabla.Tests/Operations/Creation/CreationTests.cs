using Xunit;

namespace Nabla.Tests.Operations.Creation;

public sealed class CreationTests
{
    [Fact]
    public void CountingTakesTheTypeOfItsNumbers()
    {
        Assert.Equal([0, 1, 2], Tensor.Arange(3).ToArray<int>());
        Assert.Equal([5, 3, 1], Tensor.Arange(5, 0, -2).ToArray<int>());
        Assert.Equal([0f, 0.25f, 0.5f, 0.75f], Tensor.Arange(0, 1.0, 0.25).ToArray<float>());
        Assert.Equal([2L, 3L], Tensor.Arange(2, 4, elementType: ElementType.Int64).ToArray<long>());
        Assert.Equal(0, Tensor.Arange(7, 2).Size);
        Assert.Equal(ElementType.Int64, Tensor.Arange(Tensor.Constant(4L)).ElementType);
        Assert.Equal([long.MaxValue - 2, long.MaxValue - 1], Tensor.Arange(long.MaxValue - 2, long.MaxValue, elementType: ElementType.Int64).ToArray<long>());
        Assert.Throws<ArgumentException>(() => Tensor.Arange(0, 5, 0));
    }

    [Fact]
    public void EvenSpacingEndsExactlyWhereItShould()
    {
        Assert.Equal([0f, 0.25f, 0.5f, 0.75f, 1f], Tensor.Linspace(0, 1, 5).ToArray<float>());
        Assert.Equal([0, 2, 4, 6, 8, 10], Tensor.Linspace(0, 10, 6, elementType: ElementType.Int32).ToArray<int>());
        Assert.Equal(0.1f, Tensor.Linspace(0.3, 0.1, 7)[^1].ToScalar<float>());
        Assert.Equal([0f], Tensor.Linspace(0, 1, 1).ToArray<float>());
        Assert.Equal(0, Tensor.Linspace(0, 1, 0).Size);
        Assert.Equal(0.5f, Tensor.LinspaceWithStep(0, 1, 3).Step.ToScalar<float>());
        Assert.Equal([1f, 2, 4, 8], Tensor.Logspace(0, 3, 4, @base: 2).ToArray<float>());
        Assert.Equal([1f, 10, 100], Tensor.Geomspace(1, 100, 3).ToArray<float>());
        Assert.Equal([2, 4], Tensor.Linspace(Tensor.Zeros([2]), 1, 4, axis: -1).Shape);
        Assert.Throws<ArgumentException>(() => Tensor.Geomspace(-1, 1));
    }

    [Fact]
    public void FillingCutsNumbersToWholeTypes()
    {
        Assert.Equal([3, 3], Tensor.Full([2], 3.9, ElementType.Int32).ToArray<int>());
        Assert.Equal([7f], Tensor.Full([1], 7).ToArray<float>());
        Assert.Equal([true], Tensor.Ones([1], ElementType.Bool).ToArray<bool>());
        Assert.Equal([1f, 2, 1, 2], Tensor.Full([2, 2], Tensor.Constant(new[] { 1f, 2 })).ToArray<float>());
        Assert.Equal([2, 2], Tensor.Constant(new[] { 1, 5 }).FullLike(2.9).ToArray<int>());
        Assert.Equal(string.Empty, Tensor.Zeros([1], ElementType.String)[0].ToString());
        Assert.Throws<ShapeException>(() => Tensor.Zeros([null, 2]));
    }

    [Fact]
    public void MatricesOfOnesStandOnTheirDiagonal()
    {
        Assert.Equal([0, 1, 0, 0, 0, 1], Tensor.Eye(2, 3, 1, ElementType.Int32).ToArray<int>());
        Assert.Equal([1, 0, 1, 1], Tensor.Tri(2, elementType: ElementType.Int32).ToArray<int>());
        Assert.Equal(0f, Tensor.Eye(2, 2, 5).Sum().ToScalar<float>());
    }

    [Fact]
    public void WindowsAreSymmetricAndOneInTheMiddle()
    {
        foreach (var window in new[] { Tensor.Bartlett(9), Tensor.Blackman(9), Tensor.Hamming(9), Tensor.Hanning(9), Tensor.Kaiser(9, 5) })
        {
            float[] values = window.ToArray<float>();
            Assert.Equal(1, values[4], 1e-6f);
            Assert.All(Enumerable.Range(0, 4), i => Assert.Equal(values[i], values[8 - i], 1e-6f));
        }

        Assert.Equal(0.08f, Tensor.Hamming(5)[0].ToScalar<float>(), 1e-6f);
        Assert.Equal([1f], Tensor.Kaiser(1, 3).ToArray<float>());
        Assert.Equal(0, Tensor.Hanning(0).Size);
    }

    [Fact]
    public void GridsRunAsPicturesOrAsMatrices()
    {
        Tensor x = Tensor.Arange(3), y = Tensor.Arange(2);
        Assert.Equal([2, 3], Tensor.Meshgrid([x, y])[0].Shape);
        Assert.Equal([0, 1, 2, 0, 1, 2], Tensor.Meshgrid([x, y])[0].ToArray<int>());
        Assert.Equal([0, 0, 1, 1, 2, 2], Tensor.Meshgrid([x, y], "ij")[0].ToArray<int>());
        Assert.Throws<ArgumentException>(() => Tensor.Meshgrid([x, y], "yx"));
    }

    [Fact]
    public void AxesMoveByName()
    {
        var x = Tensor.Arange(12).Reshape([2, 6]);
        Assert.Equal([0, 2, 4, 6, 8, 10, 1, 3, 5, 7, 9, 11], x.Rearrange("a (b c) -> c (a b)", ("c", 2)).ToArray<int>());
        Assert.Throws<ShapeException>(() => x.Rearrange("a (b c) -> a b c", ("c", 5)));
        Assert.Throws<ArgumentException>(() => x.Rearrange("a b -> a"));
        Assert.Throws<ArgumentException>(() => x.Rearrange("a (b -> a b"));
    }

    [Fact]
    public void BitsAreReadAsAnotherType()
    {
        Assert.Equal([0x3F800000], Tensor.Ones([1]).View(ElementType.Int32).ToArray<int>());
        Assert.Equal([1, 4], Tensor.Ones([1, 1]).View(ElementType.UInt8).Shape);
        Assert.Throws<ShapeException>(() => Tensor.Ones([3], ElementType.UInt8).View(ElementType.Int32));
    }
}
