using Nabla.Layers;
using Xunit;

namespace Nabla.Tests.Formats.Keras;

/// <summary>Descriptions of Keras 2 in the words of Keras 3.</summary>
public sealed class KerasDialectTests
{
    static Model Read(string layers) => Model.FromJson($$$"""{"class_name": "Sequential", "keras_version": "2.2.4", "config": [{"class_name": "InputLayer", "config": {"batch_input_shape": [null, 6], "dtype": "float32", "sparse": false, "name": "in"}}, {{{layers}}}]}""");

    [Fact]
    public void Renamed_options_keep_their_meaning()
    {
        var model = (Sequential)Read("""{"class_name": "LeakyReLU", "config": {"name": "l", "trainable": true, "dtype": "float32", "alpha": 0.1}}""");
        Assert.Equal(0.1, ((LeakyReLU)model.Layers[0]).NegativeSlope, 7);
    }

    [Fact]
    public void The_old_hard_sigmoid_has_its_own_formula_and_comes_back_from_our_files()
    {
        var model = Read("""{"class_name": "Activation", "config": {"name": "a", "trainable": true, "dtype": "float32", "activation": "hard_sigmoid"}}""");
        var x = Tensor.Constant(new float[] { -3, -1, 0, 1, 2.4f, 3 }, [1, 6]);
        float[] expected = [0, 0.3f, 0.5f, 0.7f, 0.98f, 1];
        Assert.All(model.Call(x).ToArray<float>().Zip(expected), pair => Assert.Equal(pair.Second, pair.First, 6));
        Assert.Equal(model.Call(x).ToArray<float>(), Model.FromJson(model.ToJson()).Call(x).ToArray<float>());
    }

    [Fact]
    public void The_first_form_of_a_Sequential_and_old_initializers_are_read()
    {
        var model = (Sequential)Read("""{"class_name": "Dense", "config": {"name": "d", "trainable": true, "units": 3, "activation": "relu", "use_bias": true, "kernel_initializer": {"class_name": "VarianceScaling", "config": {"scale": 1.0, "mode": "fan_avg", "distribution": "normal", "seed": null, "dtype": "float32"}}, "bias_initializer": {"class_name": "Zeros", "config": {"dtype": "float32"}}, "kernel_regularizer": {"class_name": "L1L2", "config": {"l1": 0.0, "l2": 0.01}}, "bias_regularizer": null, "activity_regularizer": null, "kernel_constraint": null, "bias_constraint": null}}""");
        Assert.Equal(3, ((Dense)model.Layers[0]).Units);
    }

    [Fact]
    public void A_threshold_lets_through_what_is_above_it()
    {
        var model = Read("""{"class_name": "ThresholdedReLU", "config": {"name": "t", "trainable": true, "theta": 1.0}}""");
        Assert.Equal([0, 0, 0, MathF.BitIncrement(1), 2, 0], model.Call(Tensor.Constant(new float[] { -3, 0.5f, 1, MathF.BitIncrement(1), 2, 0 }, [1, 6])).ToArray<float>());
    }

    [Fact]
    public void Keras_1_is_refused_by_its_version() =>
        Assert.Contains("1.2.2", Assert.Throws<ModelFormatException>(() => Model.FromJson("""{"class_name": "Sequential", "keras_version": "1.2.2", "config": []}""")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"class_name": "LocallyConnected2D", "config": {"name": "d"}}""", "LocallyConnected2D")]
    [InlineData("""{"class_name": "Lambda", "config": {"name": "d", "function": ["4wEAAAAAAAAA", null, null], "function_type": "lambda"}}""", "Lambda")]
    [InlineData("""{"class_name": "Dense", "config": {"name": "d", "units": 3, "time_major": true}}""", "time_major")]
    public void What_has_no_word_today_is_refused_by_name(string layer, string name) =>
        Assert.Contains(name, Assert.Throws<ModelFormatException>(() => Read(layer)).Message, StringComparison.Ordinal);
}
