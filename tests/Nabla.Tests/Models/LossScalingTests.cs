using Nabla.Layers;
using Nabla.Optimizers;
using Nabla.Tests.Files;
using Xunit;

namespace Nabla.Tests.Models;

/// <summary>Training in float16 with weights in float32.</summary>
public sealed class LossScalingTests
{
    static readonly Tensor X = Tensor.RandomNormal([64, 8], seed: 1);
    static readonly Tensor Y = X.Sum(-1, keepDims: true).Greater(0).Cast(ElementType.Float32);

    static Sequential Made(DTypePolicy policy) => new([new Input([8]), new Dense(16, "tanh") { DTypePolicy = policy }, new Dense(1, "sigmoid") { DTypePolicy = policy }]) { DTypePolicy = policy };

    [Fact]
    public void The_loss_is_scaled_in_float16_alone()
    {
        foreach (var (policy, scales, wraps) in new[] { ("mixed_float16", true, true), ("mixed_float16", false, false), ("mixed_bfloat16", true, false), ("float32", true, false) })
        {
            var model = Made(policy);
            model.Compile("adam", "mse", autoScaleLoss: scales);
            Assert.Equal(wraps, model.Optimizer is LossScaleOptimizer);
        }

        var given = new LossScaleOptimizer("sgd");
        var own = Made("mixed_float16");
        own.Compile(given, "mse");
        Assert.Same(given, own.Optimizer);
    }

    [Fact]
    public void Training_learns_and_the_file_names_the_optimizer_that_was_given()
    {
        using var folder = new TemporaryFolder();
        var model = Made("mixed_float16");
        model.Compile(new Adam(0.02), "binary_crossentropy", ["accuracy"]);
        var history = model.Fit(X, Y, epochs: 20, verbose: Verbosity.Silent);
        Assert.True(history["accuracy"][^1] > 0.9);
        model.Save(folder.File("m.keras"));
        var loaded = Model.Load(folder.File("m.keras"));
        var scaled = Assert.IsType<LossScaleOptimizer>(loaded.Optimizer);
        Assert.IsType<Adam>(scaled.InnerOptimizer);
        Assert.Equal(model.Optimizer.Variables.Select(v => v.Value.Cast(ElementType.Float32).ToArray<float>()), loaded.Optimizer.Variables.Select(v => v.Value.Cast(ElementType.Float32).ToArray<float>()));
    }
}
