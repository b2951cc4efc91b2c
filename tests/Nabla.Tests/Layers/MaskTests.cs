using Nabla.Layers;
using Nabla.Losses;
using Xunit;

namespace Nabla.Tests.Layers;

public sealed class MaskTests
{
    static readonly Tensor x = Tensor.Constant(new[, ,] { { { 1f, 2 }, { 3, 5 }, { 9, 9 } }, { { 2, 2 }, { 9, 9 }, { 9, 9 } } });
    static readonly Tensor mask = Tensor.Constant(new[,] { { true, true, false }, { true, false, false } });

    [Fact]
    public void Steps_that_are_all_one_value_are_left_out()
    {
        var y = new Masking(9).Call(x);
        Assert.Equal([1, 2, 3, 5, 0, 0, 2, 2, 0, 0, 0, 0], y.ToArray<float>());
        Assert.Equal(mask.ToArray<bool>(), y.Mask!.ToArray<bool>());
        Assert.Null(x.Mask);
        Assert.Throws<ShapeException>(() => new Masking().Call(Tensor.Ones([3])));
    }

    [Fact]
    public void The_mean_of_a_sequence_is_over_the_steps_that_count()
    {
        Assert.Equal([2, 3.5f, 2, 2], new GlobalAveragePooling1D().Call(x, mask: mask).ToArray<float>());
        Assert.Equal([2, 3.5f, 2, 2], new GlobalAveragePooling1D(DataFormat.ChannelsFirst, keepDims: true).Call(x.Transpose([0, 2, 1]), mask: mask).ToArray<float>());
        Assert.Null(new GlobalAveragePooling1D(keepDims: true).Call(x, mask: mask).Mask);
    }

    [Fact]
    public void Masked_entries_have_no_share_of_a_softmax()
    {
        var y = new Softmax().Call(Tensor.Constant(new[,] { { 1f, 1, 50 }, { 4, 5, 6 } }), mask: Tensor.Constant(new[,] { { true, true, false }, { false, false, false } }));
        Assert.Equal([0.5f, 0.5f, 0, 0, 0, 0], y.ToArray<float>());
    }

    [Fact]
    public void Figures_of_a_batch_are_those_of_the_entries_that_count()
    {
        var layer = new BatchNormalization(momentum: 0, epsilon: 0);
        layer.Call(x, training: true, mask: mask);
        Assert.Equal([2, 3], layer.MovingMean.Value.ToArray<float>().Select(v => MathF.Round(v, 5)));
        Assert.Equal([2f / 3, 2], layer.MovingVariance.Value.ToArray<float>(), (a, b) => MathF.Abs(a - b) < 1e-5f);
        Assert.Contains("which places count", Assert.Throws<ShapeException>(() => layer.Call(x, training: true, mask: x > 1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_function_ends_the_mask_unless_it_makes_one()
    {
        Assert.Null(new Lambda(t => t * 2).Call(x, mask: mask).Mask);
        Assert.Equal([false, false, true, false, true, true], new Lambda(t => t * 2, mask: (_, given) => given!.LogicalNot()).Call(x, mask: mask).Mask!.ToArray<bool>());
    }

    [Fact]
    public void Several_inputs_pass_with_their_masks()
    {
        var y = new Identity().CallMany([x, x], masks: [null, mask]);
        Assert.Null(y[0].Mask);
        Assert.Same(mask, y[1].Mask);
    }

    [Fact]
    public void Layers_pass_masks_on_as_in_Keras()
    {
        Layer[] on = [new Dense(2), new Activation("relu"), new Dropout(0.5), new SpatialDropout1D(0.5), new GaussianNoise(1), new LayerNormalization(), new UnitNormalization(), new Rescaling(2), new ReLU(), new PReLU(), new ActivityRegularization()];
        Layer[] ends = [new Flatten(), new Reshape([6]), new Permute([2, 1]), new RMSNormalization(), new Conv1D(2, 1), new MaxPooling1D(), new GlobalMaxPooling1D(), new ZeroPadding1D(), new UpSampling1D(), new Cropping1D(1)];
        Assert.All(on, layer => Assert.Same(mask, layer.Call(x, mask: mask).Mask));
        Assert.All(ends, layer => Assert.Null(layer.Call(x, mask: mask).Mask));
    }

    [Fact]
    public void Losses_and_metrics_of_a_model_are_over_the_entries_that_count()
    {
        var truth = Tensor.Zeros([2, 3, 1]);
        foreach (bool eager in new[] { true, false })
        {
            var model = new Sequential([new Input([3, 2]), new Masking(9), new Dense(1, kernelInitializer: "ones")]);
            model.Compile(new Nabla.Optimizers.SGD(0), "mse", ["mae", new Nabla.Metrics.MeanSquaredError()], runEagerly: eager);

            // The outputs that count are 3, 8 and 4.
            var figures = model.Evaluate(x, truth, verbose: Verbosity.Silent);
            Assert.Equal(89.0 / 3, figures["loss"], 1e-4);
            Assert.Equal(5, figures["mae"], 1e-5);
            Assert.Equal(89.0 / 3, figures["mean_squared_error"], 1e-4);
            var trained = model.Fit(x, truth, sampleWeight: Tensor.Constant(new[,] { { 1f }, { 3 } }), verbose: Verbosity.Silent);
            Assert.Equal((73 + (3 * 16)) / 3.0, trained["loss"][0], 1e-4);
        }
    }

    [Fact]
    public void A_loss_takes_the_mask_of_the_prediction()
    {
        Tensor truth = Tensor.Zeros([1, 2]), prediction = new Identity().Call(Tensor.Constant(new[,] { { 3f, 5 } }), mask: Tensor.Constant(new[] { true }));
        Assert.Equal(17, new MeanSquaredError().Call(truth, prediction).ToScalar<float>());
        prediction = new Identity().Call(Tensor.Constant(new[,] { { 3f, 5 } }), mask: Tensor.Constant(new[] { false }));
        Assert.Equal(0, new MeanSquaredError().Call(truth, prediction).ToScalar<float>());
    }
}
