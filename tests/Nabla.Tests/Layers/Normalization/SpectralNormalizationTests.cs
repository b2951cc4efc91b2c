using Nabla.Layers;
using Xunit;

namespace Nabla.Tests.Layers.Normalization;

public sealed class SpectralNormalizationTests
{
    static readonly Tensor x = Tensor.RandomNormal([5, 4], seed: 1);

    [Fact]
    public void Training_brings_the_largest_singular_value_to_1()
    {
        var dense = new Dense(3);
        var layer = new SpectralNormalization(dense, powerIterations: 30);
        layer.Call(x, training: true);
        Assert.Equal(1, dense.Kernel.Value.Svd().S.Max().ToScalar<float>(), 1e-3);
        Assert.Equal(dense.Call(x).ToArray<float>(), layer.Call(x).ToArray<float>());
    }

    [Fact]
    public void Asking_changes_nothing()
    {
        var dense = new Dense(3);
        var layer = new SpectralNormalization(dense);
        layer.BuildFor([null, 4]);
        float[] kernel = dense.Kernel.Value.ToArray<float>(), vector = layer.VectorU.Value.ToArray<float>();
        layer.Call(x);
        Assert.Equal(kernel, dense.Kernel.Value.ToArray<float>());
        Assert.Equal(vector, layer.VectorU.Value.ToArray<float>());
    }

    [Fact]
    public void A_kernel_of_zeros_stays()
    {
        var layer = new SpectralNormalization(new Dense(3, kernelInitializer: "zeros"));
        Assert.All(layer.Call(x, training: true).ToArray<float>(), value => Assert.Equal(0, value));
    }

    [Fact]
    public void The_kernel_counts_once_and_trains()
    {
        var dense = new Dense(2);
        var model = new Sequential([new Input([4]), new SpectralNormalization(dense, name: "limited")]);
        Assert.Equal(["kernel", "vector_u", "bias"], model.Weights.Select(weight => weight.Name.Split('/')[^1]));
        Assert.Equal(2, model.TrainableWeights.Count);
        Assert.Equal(8 + 2 + 2, model.CountParams());
        model.Compile("sgd", "mse");
        float[] before = dense.Kernel.Value.ToArray<float>();
        model.Fit(x, Tensor.Ones([5, 2]), epochs: 3, verbose: Verbosity.Silent);
        Assert.NotEqual(before, dense.Kernel.Value.ToArray<float>());
        model.GetLayer("limited").Trainable = false;
        Assert.Empty(model.TrainableWeights);
    }

    [Fact]
    public void A_description_makes_the_same_layer_and_files_keep_its_weights()
    {
        var model = new Sequential([new Input([4]), new SpectralNormalization(new Dense(2), 3)]);
        Assert.Equal(model.ToJson(), Model.FromJson(model.ToJson()).ToJson());
        model.Call(x, training: true);
        string path = Path.Combine(Path.GetTempPath(), $"nabla-spectral-{Guid.NewGuid():N}.keras");
        try
        {
            model.Save(path);
            Assert.Equal(model.Predict(x).ToArray<float>(), Model.Load(path).Predict(x).ToArray<float>());
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_layer_without_kernel_is_refused()
    {
        Assert.Contains("no kernel", Assert.Throws<ArgumentException>(() => new SpectralNormalization(new Flatten()).Call(x)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new SpectralNormalization(new Dense(1), 0));
    }
}
