using Xunit;

namespace Nabla.Tests.Operations.Sparse;

public sealed class RaggedTensorTests
{
    static readonly RaggedTensor rows = new(Tensor.Constant(new[] { 1, 2, 3, 4 }), Tensor.Constant(new long[] { 0, 3, 3, 4 }));

    [Fact]
    public void RowsOfDifferentLengthsAreFilledUpAndCutAgain()
    {
        Assert.Equal(3, rows.Rows);
        Assert.Equal([3, null], rows.Shape);
        Assert.Equal("[[1, 2, 3], [], [4]]", rows.ToString());
        Assert.Equal([1, 2, 3], rows.Row(0).ToArray<int>());
        Assert.Empty(rows.Row(1).ToArray<int>());
        var dense = rows.ToDense();
        Assert.Equal([1, 2, 3, 0, 0, 0, 4, 0, 0], dense.ToArray<int>());
        Assert.Equal([1, 2, 3, -1, -1, -1, 4, -1, -1], rows.ToDense(-1).ToArray<int>());
        Assert.Equal(rows.ToString(), RaggedTensor.FromDense(dense, 0).ToString());
        Assert.Equal("[[1, 2, 3], [0, 0, 0], [4, 0, 0]]", RaggedTensor.FromDense(dense).ToString());
    }

    [Fact]
    public void RaggedAxesMayStandInOneAnother()
    {
        var nested = new RaggedTensor(Tensor.Constant(new float[,] { { 1, 2 }, { 3, 4 }, { 5, 6 } }), Tensor.Constant(new[] { 0, 2, 2, 3 }), Tensor.Constant(new[] { 0, 1, 1, 3 }));
        Assert.Equal(4, nested.Rank);
        Assert.Equal([3, null, null, 2], nested.Shape);
        Assert.Equal("[[[[1. 2.]], []], [], [[[3. 4.], [5. 6.]]]]", nested.ToString());
        Assert.Equal("[[[1. 2.]], []]", nested[0].ToString());
        Assert.Equal("[[[3. 4.], [5. 6.]]]", nested[2].ToString());
        Assert.Equal([3, 4, 5, 6], nested.Row(2).ToArray<float>());
        var dense = nested.ToDense();
        Assert.Equal([3, 2, 2, 2], dense.Shape);
        Assert.Equal([1, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 4, 5, 6, 0, 0, 0, 0], dense.ToArray<float>());
    }

    [Fact]
    public void TheGradientOfTheDenseTensorGoesToTheValues()
    {
        var values = Tensor.Constant(new float[] { 1, 2, 3 });
        using var tape = new GradientTape();
        tape.Watch(values);
        var y = (new RaggedTensor(values, Tensor.Constant(new long[] { 0, 1, 3 })).ToDense() * Tensor.Constant(new float[,] { { 1, 2 }, { 3, 4 } })).Sum();
        Assert.Equal([1, 3, 4], tape.Gradient(y, values)!.ToArray<float>());
    }

    [Fact]
    public void SplitsThatDoNotFitAreRefused()
    {
        var values = Tensor.Constant(new[] { 1, 2 });
        foreach (long[] splits in new long[][] { [], [1, 2], [0, 2, 1, 2], [0, 1], [0, 3] }) Assert.Throws<ShapeException>(() => new RaggedTensor(values, Tensor.Constant(splits)));
        Assert.Throws<ShapeException>(() => new RaggedTensor(Tensor.Constant(1), Tensor.Constant(new long[] { 0, 1 })));
        Assert.Throws<ElementTypeException>(() => new RaggedTensor(values, Tensor.Constant(new float[] { 0, 2 })));
        Assert.Throws<ArgumentException>(() => new RaggedTensor(values));
        Assert.Throws<ArgumentOutOfRangeException>(() => rows.Row(3));
        Assert.Throws<InvalidOperationException>(() => rows[0]);
        Assert.Throws<ShapeException>(() => RaggedTensor.FromDense(values));
    }
}
