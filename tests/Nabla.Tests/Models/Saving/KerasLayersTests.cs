using Nabla.Formats;
using Nabla.Layers;
using Nabla.Models.Saving;
using Xunit;

namespace Nabla.Tests.Models.Saving;

public sealed class KerasLayersTests
{
    const string Policy = """{"module": "keras", "class_name": "DTypePolicy", "config": {"name": "float32"}, "registered_name": null}""";

    static string Layer(string name, string config) => $$"""{"module": "keras.layers", "class_name": "{{name}}", "config": { {{config}} }, "registered_name": null}""";

    static Layer Read(string name, string config) => KerasLayers.Read(KerasObject.Parse(Layer(name, config), "config.json"));

    [Theory]
    [InlineData("Dense", "\"units\": 3, \"activation\": \"relu\", \"use_bias\": false", typeof(Dense))]
    [InlineData("Activation", "\"activation\": \"tanh\"", typeof(Activation))]
    [InlineData("ReLU", "\"max_value\": 3.0, \"negative_slope\": 0.1, \"threshold\": 0.0", typeof(ReLU))]
    [InlineData("LeakyReLU", "\"negative_slope\": 0.2", typeof(LeakyReLU))]
    [InlineData("ELU", "\"alpha\": 0.5", typeof(ELU))]
    [InlineData("PReLU", "\"shared_axes\": [1]", typeof(PReLU))]
    [InlineData("Softmax", "\"axis\": -1", typeof(Softmax))]
    [InlineData("Identity", "", typeof(Identity))]
    [InlineData("Flatten", "\"data_format\": \"channels_last\"", typeof(Flatten))]
    [InlineData("Reshape", "\"target_shape\": [3, 4]", typeof(Reshape))]
    [InlineData("Permute", "\"dims\": [2, 1]", typeof(Permute))]
    [InlineData("RepeatVector", "\"n\": 4", typeof(RepeatVector))]
    [InlineData("Rescaling", "\"scale\": 0.5, \"offset\": 1", typeof(Rescaling))]
    [InlineData("Dropout", "\"rate\": 0.5, \"seed\": 7, \"noise_shape\": [null, 1]", typeof(Dropout))]
    [InlineData("GaussianNoise", "\"stddev\": 0.5", typeof(GaussianNoise))]
    public void ALayerIsMadeFromItsDescription(string name, string config, Type type)
    {
        var layer = Read(name, $"\"name\": \"mine\", \"dtype\": {Policy}, \"trainable\": false{(config.Length > 0 ? ", " : "")}{config}");
        Assert.IsType(type, layer);
        Assert.Equal("mine", layer.Name);
        Assert.False(layer.Trainable);
    }

    [Fact]
    public void OptionsTakeEffect()
    {
        var dense = (Dense)Read("Dense", "\"units\": 2, \"use_bias\": false, \"kernel_initializer\": {\"class_name\": \"Constant\", \"config\": {\"value\": 2.0}}, \"activation\": \"relu\"");
        Assert.Equal(new float[] { 6, 6, 0, 0 }, dense.Call(Tensor.Constant(new float[,] { { 1, 2 }, { -1, 0 } })).ToArray<float>());
        Assert.Single(dense.Weights);
    }

    [Theory]
    [InlineData("Dense", "\"units\": 3, \"quantization_config\": \"int8\"", "quantization_config")]
    [InlineData("Dense", "\"units\": 3, \"dtype\": 5", "dtype")]
    [InlineData("Dense", "\"units\": 2.5", "units")]
    [InlineData("Dense", "", "units")]
    [InlineData("Flatten", "\"data_format\": \"channels_in_front\"", "data_format")]
    public void WhatALayerDoesNotKnowIsRefused(string name, string config, string word)
    {
        var error = Assert.Throws<ModelFormatException>(() => Read(name, config));
        Assert.Contains(word, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnUnknownClassIsNamedWithTheKnownOnes()
    {
        var error = Assert.Throws<NotSupportedException>(() => Read("Denser", ""));
        Assert.Contains("Denser", error.Message, StringComparison.Ordinal);
        Assert.Contains("Dense", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ASequentialModelIsMadeAndBuilt()
    {
        var layers = string.Join(", ", Layer("InputLayer", "\"batch_shape\": [null, 4], \"dtype\": \"float32\", \"name\": \"in\", \"sparse\": false, \"ragged\": false, \"optional\": false"), Layer("Dense", "\"units\": 3, \"name\": \"d\""), Layer("Softmax", "\"axis\": -1"));
        var model = KerasModels.Read(KerasObject.Parse($$"""{"module": "keras", "class_name": "Sequential", "config": { "name": "mine", "trainable": true, "dtype": {{Policy}}, "layers": [{{layers}}], "build_input_shape": [null, 4] } }""", "config.json"));
        Assert.Equal("mine", model.Name);
        Assert.True(model.Built);
        Assert.Equal(15, model.CountParams());
        Assert.Equal([2, 3], model.Predict(Tensor.Zeros([2, 4])).Shape);
        Assert.Throws<NotSupportedException>(() => KerasModels.Read(KerasObject.Parse("""{"class_name": "Special", "config": {}}""", "config.json")));
    }
}
