using Nabla.Initializers;
using Nabla.Layers;
using Xunit;

namespace Nabla.Tests.Models;

// The policy of all layers that are made meanwhile is set.
[Collection(AloneCollection.Name)]
public sealed class MixedPrecisionTests
{
    static readonly Tensor images = Tensor.RandomNormal([24, 6, 6, 1], seed: 1);
    static readonly Tensor classes = (images.Sum([1, 2, 3]) > 0).Cast(ElementType.Int32);

    static T Under<T>(DTypePolicy policy, Func<T> make)
    {
        var before = DTypePolicy.Global;
        try
        {
            DTypePolicy.Global = policy;
            return make();
        }
        finally
        {
            DTypePolicy.Global = before;
        }
    }

    static Functional Network(DTypePolicy policy) => Under(policy, () =>
    {
        Tensor x = new Input([6, 6, 1]);
        var y = new Conv2D(4, 3, padding: Padding.Same, kernelInitializer: new GlorotUniform(1)).Call(x);
        var z = new BatchNormalization().Call(new ReLU().Call(y));
        z = new Add().Call([y, new Conv2D(4, 3, padding: Padding.Same, kernelInitializer: new GlorotUniform(2)).Call(z)]);
        z = new Dropout(0).Call(new LayerNormalization().Call(new GlobalAveragePooling2D().Call(z)));
        var logits = new Dense(2, kernelInitializer: new GlorotUniform(3), kernelRegularizer: "l2").Call(z);
        return new Functional(x, new Softmax { DTypePolicy = "float32" }.Call(logits));
    });

    [Theory]
    [InlineData("mixed_bfloat16", ElementType.BFloat16)]
    [InlineData("mixed_float16", ElementType.Float16)]
    public void Weights_and_losses_are_float32_and_the_maths_is_of_16_bits(string policy, ElementType type)
    {
        var model = Network(policy);
        Assert.All(model.Weights, weight => Assert.Equal(ElementType.Float32, weight.ElementType));
        Assert.Equal(ElementType.Float32, model.Outputs[0].ElementType);
        Assert.All(model.Layers.Skip(1).SkipLast(1), layer => Assert.Equal(type, layer.Output.ElementType));
        Assert.Equal(ElementType.Float32, model.Predict(images).ElementType);
        Assert.Equal("float32", new Dense(1).DTypePolicy.Name);

        using var tape = new GradientTape();
        var loss = new Nabla.Losses.SparseCategoricalCrossentropy().Call(classes, model.Call(images, training: true));
        Assert.Equal(ElementType.Float32, loss.ElementType);
        Assert.All(tape.Gradient(loss, [.. model.TrainableWeights])!, gradient => Assert.Equal(ElementType.Float32, gradient!.ElementType));
    }

    [Theory]
    [InlineData("mixed_bfloat16", 0.03)]
    [InlineData("mixed_float16", 0.005)]
    public void Training_goes_as_in_float32_but_for_rounding(string policy, double tolerance)
    {
        var (wide, mixed, eager) = (Network("float32"), Network(policy), Network(policy));
        Dictionary<string, double[]> figures = [];
        foreach (var (name, model) in new[] { ("wide", wide), ("mixed", mixed), ("eager", eager) })
        {
            model.Compile(new Nabla.Optimizers.Adam(0.01), "sparse_categorical_crossentropy", ["accuracy"], runEagerly: name == "eager", autoScaleLoss: false);
            figures[name] = [.. model.Fit(images, classes, batchSize: 8, epochs: 8, shuffle: false, verbose: Verbosity.Silent)["loss"]];
        }

        Assert.True(figures["mixed"][^1] < figures["mixed"][0] * 0.98);
        Assert.All(figures["wide"].Zip(figures["mixed"]), pair => Assert.Equal(pair.First, pair.Second, tolerance));
        Assert.All(figures["eager"].Zip(figures["mixed"]), pair => Assert.Equal(pair.First, pair.Second, tolerance));
        Assert.NotEqual(figures["wide"], figures["mixed"]);
        Assert.Equal(wide.Evaluate(images, classes, verbose: Verbosity.Silent)["loss"], mixed.Evaluate(images, classes, verbose: Verbosity.Silent)["loss"], tolerance);
    }

    [Fact]
    public void Losses_of_outputs_of_16_bits_are_computed_in_float32()
    {
        var model = Under("mixed_bfloat16", () => new Sequential([new Input([4]), new Dense(1, kernelInitializer: "ones")]));
        model.Compile(new Nabla.Optimizers.SGD(0.1), "mse");
        var x = Tensor.RandomNormal([16, 4], seed: 2);
        Assert.Equal(ElementType.BFloat16, model.PredictOnBatch(x).ElementType);
        var wanted = x.Sum(1, keepDims: true) * 1.5;
        double exact = (model.Predict(x).Cast(ElementType.Float64) - wanted.Cast(ElementType.Float64)).Square().Mean().ToScalar<double>();
        Assert.Equal(exact, model.Evaluate(x, wanted, verbose: Verbosity.Silent)["loss"], exact * 1e-5);
        var history = model.Fit(x, wanted, epochs: 30, verbose: Verbosity.Silent);
        Assert.True(history["loss"][^1] < history["loss"][0] / 5);
    }

    [Fact]
    public void Losses_are_scaled_where_the_policy_is_mixed_float16()
    {
        foreach (var (policy, scaled) in new[] { ("mixed_float16", true), ("mixed_bfloat16", false), ("float16", false) })
        {
            var model = Network(policy);
            model.Compile("sgd", "sparse_categorical_crossentropy");
            Assert.Equal(scaled, model.Optimizer is Nabla.Optimizers.LossScaleOptimizer);
            var losses = model.Fit(images, classes, batchSize: 8, epochs: 6, verbose: Verbosity.Silent, seed: 1)["loss"];
            Assert.True(losses[^1] < losses[0]);
            model.Compile("sgd", "sparse_categorical_crossentropy", autoScaleLoss: false);
            Assert.IsType<Nabla.Optimizers.SGD>(model.Optimizer);
        }
    }

    [Theory]
    [InlineData("mixed_bfloat16")]
    [InlineData("float16")]
    [InlineData("float64")]
    public void Penalties_of_any_type_are_added_to_the_loss(string policy)
    {
        var model = Under(policy, () => new Sequential([new Input([4]), new Dense(2, kernelRegularizer: "l2", activityRegularizer: "l2"), new Dense(1)]));
        model.Compile("sgd", "mse");
        Assert.True(double.IsFinite(model.Fit(Tensor.Ones([4, 4]), Tensor.Ones([4, 1]), verbose: Verbosity.Silent)["loss"][0]));
    }

    [Fact]
    public void Descriptions_keep_the_policies()
    {
        var model = Network("mixed_bfloat16");
        var again = (Functional)Model.FromJson(model.ToJson());
        Assert.Equal(model.Layers.Skip(1).Select(layer => layer.DTypePolicy.Name), again.Layers.Skip(1).Select(layer => layer.DTypePolicy.Name));
        again.SetWeights(model.GetWeights());
        Assert.Equal(model.Predict(images).ToArray<float>(), again.Predict(images).ToArray<float>());
    }
}
