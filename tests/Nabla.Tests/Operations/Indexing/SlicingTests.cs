using Xunit;

namespace Nabla.Tests.Operations.Indexing;

public sealed class SlicingTests
{
    static Tensor Counting(params int[] lengths)
    {
        int size = lengths.Aggregate(1, (a, b) => a * b);
        return Tensor.Arange(size).Reshape(Shape.Of(lengths.AsSpan()));
    }

    static void Same(int[] expected, Shape shape, Tensor actual)
    {
        Assert.Equal(shape, actual.Shape);
        Assert.Equal(expected, actual.ToArray<int>());
    }

    [Fact]
    public void NumbersDropTheirAxisAndCountFromEitherEnd()
    {
        var x = Counting(3, 2);
        Same([2, 3], [2], x[1]);
        Same([4, 5], [2], x[-1]);
        Same([4, 5], [2], x[^1]);
        Same([3], [], x[1, 1]);
        Assert.Throws<ShapeException>(() => x[3]);
        Assert.Throws<ShapeException>(() => x[-4]);
        Assert.Throws<ShapeException>(() => x[^0]);
        Assert.Throws<ShapeException>(() => x[0, 0, 0]);
    }

    [Fact]
    public void RangesAreCutToTheAxisAsInNumPy()
    {
        var x = Counting(5);
        Same([1, 2], [2], x[1..3]);
        Same([3, 4], [2], x[3..100]);
        Same([], [0], x[7..9]);
        Same([], [0], x[4..2]);
        Same([1, 2, 3], [3], x[1..^1]);
        Same([0, 1, 2, 3, 4], [5], x[^9..]);
        Same([0, 2, 4], [3], x[Slice.Step(null, null, 2)]);
        Same([4, 3, 2, 1, 0], [5], x[Slice.Step(null, null, -1)]);
        Same([3, 1], [2], x[Slice.Step(3, 0, -2)]);
        Same([3, 4], [2], x[Slice.Step(-2, null, 1)]);
        Same([], [0], x[Slice.Step(0, 3, -1)]);
    }

    [Fact]
    public void NewAxesAndEllipsisTakeTheirPlaces()
    {
        var x = Counting(2, 3, 2);
        Assert.Equal([1, 2, 3, 2], x[Slice.NewAxis].Shape);
        Assert.Equal([2, 1, 3], x[.., Slice.NewAxis, .., 0].Shape);
        Same([1, 3, 5, 7, 9, 11], [2, 3], x[Slice.Ellipsis, 1]);
        Same([1, 3, 5], [3], x[0, Slice.Ellipsis, 1]);
        Same([.. Enumerable.Range(0, 12)], [2, 3, 2], x[Slice.Ellipsis]);
        Assert.Throws<ShapeException>(() => x[Slice.Ellipsis, Slice.Ellipsis]);
    }

    [Fact]
    public void BatchesAndImagesAreCutAsTheLessonsDo()
    {
        var x = Counting(60, 28, 28);
        Assert.Equal([50, 28, 28], x[10..100].Shape);
        Assert.Equal([60, 14, 14], x[.., 14.., 14..].Shape);
        Assert.Equal([60, 14, 14], x[.., 7..^7, 7..^7].Shape);
        Assert.Equal(14 * 28 + 14, x[.., 14.., 14..][0, 0, 0].ToScalar<int>());
        Assert.Equal(7 * 28 + 7, x[.., 7..^7, 7..^7][0, 0, 0].ToScalar<int>());
    }

    [Fact]
    public void MasksKeepWhatIsTrue()
    {
        var x = Counting(2, 3);
        Same([1, 2, 5], [3], x[Tensor.Constant(new[,] { { false, true, true }, { false, false, true } })]);
        Same([3, 4, 5], [1, 3], x[Tensor.Constant(new[] { false, true })]);
        Same([0, 2, 3, 5], [2, 2], x[.., Tensor.Constant(new[] { true, false, true })]);
        Same([], [0, 3], x[Tensor.Constant(new[] { false, false })]);
        Assert.Throws<ShapeException>(() => x[Tensor.Constant(new[] { true, false, true })]);
    }

    [Fact]
    public void IndexTensorsStretchToEachOther()
    {
        var x = Counting(3, 4);
        var rows = Tensor.Constant(new[] { 0, -1 });
        var columns = Tensor.Constant(new[] { 1, 2 });
        Same([0, 1, 2, 3, 8, 9, 10, 11], [2, 4], x[rows]);
        Same([1, 10], [2], x[rows, columns]);
        Same([1, 2, 9, 10], [2, 2], x[rows.ExpandDims(1), columns]);
        Same([0, 3, 4, 7, 8, 11], [3, 2], x[.., Tensor.Constant(new[] { 0L, 3L })]);
        Same([1, 9], [2], x[rows, 1]);
        Same([9], [1], x[Tensor.Constant(new[] { false, false, true }), 1]);
    }

    [Fact]
    public void IndexTensorsThatStandApartPutTheirAxesFirst()
    {
        var x = Counting(2, 3, 4);
        var at = Tensor.Constant(new[] { 0, 2, 1 });
        Assert.Equal([3, 3], x[0, .., at].Shape);
        Same([0, 4, 8, 2, 6, 10, 1, 5, 9], [3, 3], x[0, .., at]);
        Assert.Equal([2, 3], x[.., 0, at].Shape);
        Same([0, 2, 1, 12, 14, 13], [2, 3], x[.., 0, at]);
    }

    [Fact]
    public void ViewsOfViewsReadTheRightElements()
    {
        var x = Counting(4, 6)[1.., Slice.Step(null, null, -2)];
        Same([11, 9, 7, 17, 15, 13, 23, 21, 19], [3, 3], x);
        Same([15, 13], [2], x[1, 1..]);
        Same([13, 15, 17], [3], x[1, Slice.Step(null, null, -1)]);
    }

    [Fact]
    public void AssigningToSlicesChangesTheVariableAndNoSnapshot()
    {
        var v = new Variable(Counting(3, 2));
        var before = v.Value;
        var view = v[0];
        v[0] = Tensor.Constant(new[] { 7, 8 });
        v[1.., 0] = Tensor.Constant(9);
        Same([7, 8, 9, 3, 9, 5], [3, 2], v);
        Same([0, 1, 2, 3, 4, 5], [3, 2], before);
        Same([0, 1], [2], view);
        v[Tensor.Constant(new[] { 2, 0 }), 1] = Tensor.Constant(new[] { -1, -2 });
        Same([7, -2, 9, 3, 9, -1], [3, 2], v);
        v[v.Value.Greater(8)] = Tensor.Constant(0);
        Same([7, -2, 0, 3, 0, -1], [3, 2], v);
        v.AssignSlice(5, 1);
        Same([7, -2, 5, 5, 0, -1], [3, 2], v);
        v[1..] = v[..^1];
        Same([7, -2, 7, -2, 5, 5], [3, 2], v);
        Assert.Throws<ShapeException>(() => v[0] = Counting(3));
        Assert.Throws<ElementTypeException>(() => v[0] = Tensor.Ones([2]));
    }

    [Fact]
    public void GradientsOfSlicesGoBackWhereTheyWereRead()
    {
        var x = Tensor.Arange(6.0).Reshape([2, 3]);
        using var tape = new GradientTape();
        tape.Watch(x);
        var loss = (x[0, Slice.Step(null, null, -2)] * Tensor.Constant(new[] { 2f, 3f })).Sum() + x[Tensor.Constant(new[] { 1, 1 })].Sum();
        var dx = tape.Gradient(loss, x);
        Assert.Equal([3f, 0, 2, 2, 2, 2], dx.ToArray<float>());
    }

    [Fact]
    public void EqualEntriesMakeEqualOps()
    {
        Slices a = [0, 1..^2, Slice.NewAxis], b = [0, 1..^2, Slice.NewAxis], c = [0, 1..2, Slice.NewAxis];
        Assert.Equal(new Nabla.Operations.StridedSlice(a), new Nabla.Operations.StridedSlice(b));
        Assert.Equal(a.GetHashCode(), b.GetHashCode());
        Assert.NotEqual(a, c);
    }
}
