using Nabla.Layers;
using Xunit;

namespace Nabla.Tests.Layers;

public sealed class LayerTests
{
    static Sequential Model() => new([new Input([4]), new Dense(3, "relu", name: "first"), new Dense(2, kernelRegularizer: "l2", name: "second")], name: "net");

    [Fact]
    public void Weights_are_named_by_path_and_stay_in_order_when_frozen()
    {
        var model = Model();
        string[] names = ["net/first/kernel", "net/first/bias", "net/second/kernel", "net/second/bias"];

        model.Layers[0].Trainable = false;

        Assert.Equal(names, model.Weights.Select(w => w.Name));
        Assert.Equal(names[2..], model.TrainableWeights.Select(w => w.Name));
        Assert.Equal(names[..2], model.NonTrainableWeights.Select(w => w.Name));
    }

    [Fact]
    public void A_weight_is_found_by_its_path_and_by_the_end_of_it()
    {
        var model = Model();

        Assert.Same(model.Weights[0], model.GetWeight("net/first/kernel"));
        Assert.Same(model.Weights[2], model.GetWeight("second/kernel"));
        Assert.Contains("2 weights have", Assert.Throws<KeyNotFoundException>(() => model.GetWeight("kernel")).Message, StringComparison.Ordinal);
        Assert.Contains("net/second/bias", Assert.Throws<KeyNotFoundException>(() => model.GetWeight("third/bias")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_frozen_weight_adds_no_penalty()
    {
        var model = Model();
        Assert.Single(model.Losses);

        model.Trainable = false;

        Assert.Empty(model.Losses);
    }

    [Fact]
    public void A_mixed_policy_keeps_weights_in_float32_and_computes_in_16_bits()
    {
        var layer = new Dense(2) { DTypePolicy = "mixed_bfloat16" };

        var y = layer.Call(Tensor.Ones([1, 3]));

        Assert.Equal(ElementType.BFloat16, y.ElementType);
        Assert.Equal(ElementType.Float32, layer.Kernel.ElementType);
        Assert.Throws<InvalidOperationException>(() => layer.DTypePolicy = "float64");
    }

    [Theory]
    [InlineData(ElementType.UInt8)]
    [InlineData(ElementType.Int32)]
    [InlineData(ElementType.Bool)]
    public void Dense_takes_whole_numbers(ElementType type) =>
        Assert.Equal([2f], new Dense(1, kernelInitializer: "ones").Call(Tensor.Ones([1, 2]).Cast(type)).ToArray<float>());

    [Fact]
    public void Lora_trains_two_factors_and_changes_nothing_at_first()
    {
        var layer = new Dense(3);
        var x = Tensor.RandomNormal([2, 5], seed: 1);
        var before = layer.Call(x).ToArray<float>();

        layer.EnableLora(2, alpha: 4);

        Assert.Equal(before, layer.Call(x).ToArray<float>());
        Assert.DoesNotContain(layer.Kernel, layer.TrainableWeights);
        Assert.Equal(["bias", "lora_kernel_a", "lora_kernel_b"], layer.TrainableWeights.Select(w => w.Name.Split('/')[^1]));
        layer.Trainable = false;
        layer.Trainable = true;
        Assert.DoesNotContain(layer.Kernel, layer.TrainableWeights);
    }

    [Fact]
    public void Dropout_keeps_the_mean_while_training_and_does_nothing_else()
    {
        var x = Tensor.Ones([100, 100]);

        Assert.Same(x, new Dropout(0.3).Call(x));
        var y = new Dropout(0.3, seed: 1).Call(x, training: true);
        Assert.Equal(1, y.Mean().ToScalar<float>(), 0.05);
        Assert.Equal(y.ToArray<float>(), new Dropout(0.3, seed: 1).Call(x, training: true).ToArray<float>());
    }

    [Fact]
    public void Spatial_dropout_drops_whole_channels()
    {
        var y = new SpatialDropout2D(0.5, seed: 4).Call(Tensor.Ones([8, 5, 6, 7]), training: true);

        Assert.Equal(0, (y.Max([1, 2]) - y.Min([1, 2])).Abs().Max().ToScalar<float>());
    }

    [Fact]
    public void Penalties_on_outputs_are_means_over_the_samples()
    {
        var model = new Sequential([new Input([2]), new ActivityRegularization(l1: 0.5)]);
        model.Compile("sgd", "mse");

        var results = model.TestOnBatch(Tensor.Ones([4, 2]), Tensor.Ones([4, 2]));

        Assert.Equal(0.5 * 8 / 4, results["loss"], 1e-6);
    }

    [Fact]
    public void Wrong_options_are_refused_where_the_layer_is_made()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Dense(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Dense(1, loraRank: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Dropout(1.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => new GaussianDropout(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new AlphaDropout(-0.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ReLU(maxValue: -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LeakyReLU(-0.1));
        Assert.Throws<ArgumentException>(() => new Permute([1, 3]));
        Assert.Throws<ArgumentException>(() => new Reshape([null, null]));
    }

    [Fact]
    public void Inputs_that_do_not_fit_are_refused_with_the_layer_s_name()
    {
        var dense = new Dense(3, name: "top");
        dense.BuildFor([null, 5]);

        Assert.Contains("top", Assert.Throws<ShapeException>(() => dense.Call(Tensor.Ones([2, 6]))).Message, StringComparison.Ordinal);
        Assert.Throws<ShapeException>(() => new Dense(3).Call(Tensor.Ones([5])));
        Assert.Throws<ShapeException>(() => new RepeatVector(2).Call(Tensor.Ones([2, 3, 4])));
        Assert.Throws<ShapeException>(() => new SpatialDropout2D(0.5).Call(Tensor.Ones([2, 3, 4])));
        Assert.Throws<ShapeException>(() => new PReLU(sharedAxes: 3).Call(Tensor.Ones([2, 3])));
    }
}
