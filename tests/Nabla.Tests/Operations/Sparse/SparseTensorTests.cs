using Xunit;

namespace Nabla.Tests.Operations.Sparse;

public sealed class SparseTensorTests
{
    [Fact]
    public void ATensorMadeSparseAndDenseAgainIsTheSame()
    {
        var x = Tensor.Constant(new float[,] { { 0, 1, 0 }, { 2, 0, 3 } });
        var sparse = SparseTensor.FromDense(x);
        Assert.Equal([1, 2, 3], sparse.Values.ToArray<float>());
        Assert.Equal(new long[,] { { 0, 1 }, { 1, 0 }, { 1, 2 } }, (long[,])sparse.Indices.ToArray());
        Assert.Equal((float[,])x.ToArray(), (float[,])sparse.ToDense().ToArray());
        Assert.Equal([9, 1, 9, 2, 9, 3], sparse.ToDense(9).ToArray<float>());
        var text = SparseTensor.FromDense(Tensor.Constant(new[] { "a", "", "b" }));
        Assert.Equal(["a", "b"], text.Values.ToArray<string>());
        Assert.Equal(["a", "", "b"], text.ToDense().ToArray<string>());
        Assert.Equal(["a", "-", "b"], text.ToDense(Tensor.Constant("-")).ToArray<string>());
        Assert.StartsWith("SparseTensor(indices=", text.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void TheGradientOfTheDenseTensorGoesToTheValues()
    {
        var values = Tensor.Constant(new float[] { 2, 3 });
        using var tape = new GradientTape();
        tape.Watch(values);
        var y = (new SparseTensor(Tensor.Constant(new long[,] { { 0 }, { 2 } }), values, [4]).ToDense() * Tensor.Constant(new float[] { 1, 2, 3, 4 })).Sum();
        Assert.Equal([1, 3], tape.Gradient(y, values)!.ToArray<float>());
    }

    [Fact]
    public void PartsThatDoNotFitAreRefused()
    {
        var values = Tensor.Constant(new float[] { 1 });
        Assert.Throws<ShapeException>(() => new SparseTensor(Tensor.Constant(new long[,] { { 0, 0 } }), values, [3]));
        Assert.Throws<ShapeException>(() => new SparseTensor(Tensor.Constant(new long[,] { { 0 }, { 1 } }), values, [3]));
        Assert.Throws<ShapeException>(() => new SparseTensor(Tensor.Constant(new long[,] { { 0 } }), Tensor.Constant(1f), [3]));
        Assert.Throws<ElementTypeException>(() => new SparseTensor(Tensor.Constant(new float[,] { { 0 } }), values, [3]));
        Assert.Throws<ArgumentException>(() => new SparseTensor(Tensor.Constant(new long[,] { { 3 } }), values, [3]).ToDense());
        Assert.Throws<ElementTypeException>(() => new SparseTensor(Tensor.Constant(new[,] { { 0 } }), values, [3]).ToDense(Tensor.Constant(1L)));
    }
}
