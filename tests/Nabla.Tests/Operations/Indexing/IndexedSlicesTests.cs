using Xunit;

namespace Nabla.Tests.Operations.Indexing;

public sealed class IndexedSlicesTests
{
    static readonly Tensor Rows = Tensor.Constant(new[] { 2, 0, 2 });

    [Fact]
    public void ReadingRowsGivesASparseGradient()
    {
        var table = new Variable(Tensor.Ones([4, 2]));
        using var tape = new GradientTape();
        var gradient = Assert.IsType<IndexedSlices>(tape.Gradient((table.Gather(Rows) * 3f).Sum(), table));
        Assert.Equal([2, 0, 2], gradient.Indices.ToArray<int>());
        Assert.Equal([3, 2], gradient.Values.Shape);
        Assert.Equal([4, 2], gradient.DenseShape);
        Assert.Equal([3f, 3, 0, 0, 6, 6, 0, 0], gradient.ToDense().ToArray<float>());
        Assert.Equal([6f, 6, 0, 0, 12, 12, 0, 0], (gradient * 2f).ToArray<float>());
        Assert.Equal("[[3. 3.]\n [0. 0.]\n [6. 6.]\n [0. 0.]]", gradient.ToString());
    }

    [Fact]
    public void TwoReadsStaySparseAndADenseUseMakesTheSumDense()
    {
        var table = new Variable(Tensor.Ones([3, 1]));
        using var tape = new GradientTape(persistent: true);
        var once = table.Gather(Tensor.Constant(new[,] { { 0, 1 } })).Sum();
        var twice = once + table.Gather(Rows).Sum() * 10f;
        var thrice = twice + (table * 100f).Sum();
        var sparse = Assert.IsType<IndexedSlices>(tape.Gradient(twice, table));
        Assert.Equal([11f, 1, 20], sparse.ToArray<float>());
        var dense = tape.Gradient(thrice, table);
        Assert.IsNotType<IndexedSlices>(dense);
        Assert.Equal([111f, 101, 120], dense.ToArray<float>());
    }

    [Fact]
    public void NegativeIndicesCountFromTheEnd()
    {
        var table = new Variable(Tensor.Arange(3.0));
        using var tape = new GradientTape();
        var y = table[Tensor.Constant(new[] { -1, -1 })];
        Assert.Equal([2f, 2], y.ToArray<float>());
        Assert.Equal([0f, 0, 2], tape.Gradient(y.Sum(), table).ToArray<float>());
    }

    [Fact]
    public void RowsOfNoElementsAndNoIndicesHaveGradientsToo()
    {
        var table = new Variable(Tensor.Ones([3, 2]));
        using var tape = new GradientTape();
        var none = table.Gather(Tensor.Zeros([0, 2], ElementType.Int64));
        Assert.Equal([0, 2, 2], none.Shape);
        Assert.Equal(new float[6], tape.Gradient(none.Sum(), table).ToArray<float>());
    }

    [Fact]
    public void IndicesOutsideAreRefusedByName()
    {
        var table = Tensor.Ones([3, 2]);
        var error = Assert.ThrowsAny<ArgumentException>(() => table.Gather(Tensor.Constant(new[] { 0, 3 })));
        Assert.Contains("3", error.Message, StringComparison.Ordinal);
        Assert.ThrowsAny<ArgumentException>(() => table.Gather(Tensor.Constant(new[] { -4 })));
        Assert.Throws<ElementTypeException>(() => table.Gather(Tensor.Ones([2])));
    }
}
