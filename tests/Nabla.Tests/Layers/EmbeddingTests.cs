using Nabla.Layers;
using Xunit;

namespace Nabla.Tests.Layers;

public sealed class EmbeddingTests
{
    [Fact]
    public void Numbers_become_rows_and_the_gradient_counts_how_often_each_was_read()
    {
        var layer = new Embedding(3, 2, embeddingsInitializer: "ones");
        var x = Tensor.Constant(new[,] { { 0, 2 }, { 2, 2 } });
        using var tape = new GradientTape();

        var y = layer.Call(x);

        Assert.Equal([2, 2, 2], y.Shape);
        Assert.Equal(layer.ComputeOutputShape([2, 2]), y.Shape);
        Assert.Equal([1, 1, 0, 0, 3, 3], tape.Gradient(y, layer.Embeddings)!.ToArray<float>());
    }

    [Fact]
    public void It_trains_in_a_compiled_model()
    {
        var model = new Sequential([new Input([2], elementType: ElementType.Int32), new Embedding(4, 3), new Flatten(), new Dense(1)]);
        model.Compile("adam", "mse");

        var history = model.Fit(Tensor.Constant(new[,] { { 0, 1 }, { 2, 3 } }), Tensor.Constant(new[,] { { 1f }, { -1f } }), epochs: 20, verbose: Verbosity.Silent);

        Assert.True(history["loss"][^1] < history["loss"][0]);
    }
}
