using Nabla.Initializers;
using Nabla.Layers;
using Nabla.Losses;
using Xunit;

namespace Nabla.Tests.Models;

public class FunctionalTests
{
    static readonly Tensor x = Tensor.RandomNormal([12, 4], seed: 3);

    [Fact]
    public void A_chain_gives_what_the_layers_give()
    {
        Tensor input = new Input([4]);
        Dense first = new(5, "relu"), second = new(2);
        var model = new Functional(input, second.Call(first.Call(input)));
        Assert.Equal(second.Call(first.Call(x)).ToArray<float>(), model.Call(x).ToArray<float>());
        Assert.Equal(second.Call(first.Call(x)).ToArray<float>(), model.Predict(x, batchSize: 12).ToArray<float>());
        Assert.Equal(Shape.Create([null, 2]), model.Outputs[0].Shape);
        Assert.Equal([null, 2], model.ComputeOutputShape([null, 4]));
        Assert.Equal(4, model.Weights.Count);
    }

    [Fact]
    public void Branches_operations_and_constants_are_steps()
    {
        Tensor input = new Input([4]);
        Dense left = new(3), right = new(3);
        var scale = Tensor.Constant(new[] { 1f, 2, 3 });
        var sum = (left.Call(input) + right.Call(input)) * scale;
        var model = new Functional(input, sum.Tanh());
        var expected = ((left.Call(x) + right.Call(x)) * scale).Tanh();
        Assert.Equal(expected.ToArray<float>(), model.Call(x).ToArray<float>());
        Assert.Equal([model.Layers[0], left, right], model.Layers);
    }

    [Fact]
    public void A_layer_called_twice_shares_its_weights_and_sums_their_gradients()
    {
        Tensor a = new Input([4], name: "a"), b = new Input([4], name: "b");
        var shared = new Dense(3, useBias: false);
        var model = new Functional([a, b], shared.Call(a) - shared.Call(b));
        using var tape = new GradientTape();
        var y = model.Call([x, x * 2]).Sum();
        var gradient = tape.Gradient(y, shared.Kernel)!;
        Assert.Single(model.Weights);
        var column = (x.Sum(0) * -1).ToArray<float>();
        Assert.Equal(column.SelectMany(v => new[] { v, v, v }).Select(v => Math.Round(v, 4)), gradient.ToArray<float>().Select(v => Math.Round((double)v, 4)));
    }

    [Fact]
    public void Several_inputs_and_outputs_train_with_losses_weights_and_metrics_of_their_own()
    {
        foreach (bool eager in new[] { true, false })
        {
            Tensor a = new Input([4], name: "a"), b = new Input([2], name: "b");
            var joined = new Dense(6, "tanh", kernelInitializer: new GlorotUniform(seed: 1)).Call(a) + new Dense(6, kernelInitializer: new GlorotUniform(seed: 2)).Call(b);
            var model = new Functional([a, b], [new Dense(1, name: "amount", kernelInitializer: new GlorotUniform(seed: 3)).Call(joined), new Dense(1, "sigmoid", name: "kind", kernelInitializer: new GlorotUniform(seed: 4)).Call(joined)]);
            model.Compile("sgd", ["mse", "binary_crossentropy"], [["mae"], ["accuracy"]], runEagerly: eager, lossWeights: [1, 0.5]);
            Tensor second = Tensor.Concatenate([x.Sum(1, keepDims: true), x[.., ..1]], axis: 1), amount = x.Sum(1, keepDims: true), kind = (amount > 0).Cast(ElementType.Float32);
            var history = model.Fit([x, second], [amount, kind], epochs: 20, batchSize: 6, verbose: Verbosity.Silent, seed: 1);
            Assert.Equal(["loss", "amount_loss", "kind_loss", "amount_mae", "kind_accuracy"], history.Names);
            Assert.True(history["loss"][^1] < history["loss"][0] / 2);
            Assert.Equal(history["loss"][^1], history["amount_loss"][^1] + (0.5 * history["kind_loss"][^1]), 1e-4);
            var byName = model.Evaluate(new Dictionary<string, Tensor> { ["b"] = second, ["a"] = x }, new Dictionary<string, Tensor> { ["kind"] = kind, ["amount"] = amount }, verbose: Verbosity.Silent);
            Assert.Equal(model.Evaluate([x, second], [amount, kind], verbose: Verbosity.Silent), byName);
            var outputs = model.PredictMany([x, second]);
            Assert.Equal(["amount", "kind"], outputs.Names!);
            Assert.Equal(12, outputs["kind"].Shape[0]);
        }
    }

    [Fact]
    public void Models_stand_inside_models()
    {
        var inner = new Sequential([new Input([4]), new Dense(3, "relu"), new Dropout(0.5)]);
        Tensor input = new Input([4]);
        var model = new Functional(input, new Dense(2).Call(inner.Call(input, training: false)));
        Assert.Equal(4, model.Weights.Count);
        Assert.Same(inner, model.GetLayer(inner.Name));

        // The inner call is one of inference, whatever the outer is.
        Assert.Equal(model.Call(x).ToArray<float>(), model.Call(x, training: true).ToArray<float>());
    }

    [Fact]
    public void Outputs_of_layers_on_the_way_make_further_models()
    {
        var model = new Sequential([new Input([4]), new Dense(3, "relu", name: "hidden"), new Dense(2)]);
        var looking = new Functional(model.Symbol, model.GetLayer("hidden").Output);
        Assert.Equal(model.Layers[0].Call(x).ToArray<float>(), looking.Predict(x).ToArray<float>());
    }

    [Fact]
    public void Masks_pass_through_the_layers_that_support_them()
    {
        var mask = (x[.., 0] > 0).ExpandDims(1);
        Tensor input = new Input([4]);
        var model = new Functional(input, new Dropout(0.1).Call(new Dense(4).Call(input)));
        Assert.Same(mask, model.Call(x, mask: mask).Mask);
        Assert.Null(new Flatten().Call(x, mask: mask).Mask);
        Assert.Null(x.Mask);
    }

    [Fact]
    public void What_does_not_fit_is_named()
    {
        Tensor a = new Input([4], name: "left"), b = new Input([4], name: "right");
        var sum = a + b;
        Assert.Contains("right", Assert.Throws<ArgumentException>(() => new Functional(a, sum)).Message);
        Assert.Contains("has values", Assert.Throws<ArgumentException>(() => new Functional(a, x)).Message);
        var model = new Functional([a, b], sum);
        Assert.Contains("left, right", Assert.Throws<ArgumentException>(() => model.Call(x)).Message);
        Assert.Contains("Give right too", Assert.Throws<ArgumentException>(() => model.Predict(new Dictionary<string, Tensor> { ["left"] = x })).Message);
        Assert.Throws<ShapeException>(() => model.Call([x, x[.., ..3]]));
        Assert.Throws<PromisedValueException>(() => a.ToArray<float>());
        Assert.Contains("2 losses for 1 outputs", Assert.Throws<ArgumentException>(() => model.Compile("sgd", ["mse", "mae"])).Message);
        Assert.Contains("'nobody'", Assert.Throws<ArgumentException>(() => model.Compile("sgd", new Dictionary<string, Loss> { ["nobody"] = "mse" })).Message);
    }

    sealed class Twice : Layer
    {
        readonly Dense inner;

        public Twice() => inner = Track(new Dense(3));

        protected override IReadOnlyList<Tensor> Forward(IReadOnlyList<Tensor> inputs) => [inner.Call(inputs[0]), inner.Call(inputs[1])];
    }

    [Fact]
    public void A_layer_of_ones_own_takes_and_gives_several()
    {
        var layer = new Twice();
        Tensor a = new Input([4]), b = new Input([4]);
        var outputs = layer.CallMany([a, b]);
        var model = new Functional([a, b], outputs);
        var values = model.PredictMany([x, x + 1]);
        Assert.Equal(2, values.Count);
        Assert.Equal(2, model.Weights.Count);
        Assert.Equal([Shape.Create([null, 3]), Shape.Create([null, 3])], layer.ComputeOutputShapes([[null, 4], [null, 4]]));
        Assert.Contains("gives 2 outputs", Assert.Throws<InvalidOperationException>(() => layer.Call([x, x])).Message);
    }

    sealed class Own : Model
    {
        readonly Dense dense;
        public int Steps;

        public Own() => dense = Track(new Dense(1));

        protected override Tensor Forward(Tensor x) => dense.Call(x);

        protected override Tensor TrainStep(Nabla.Tensors x, Nabla.Tensors? y, Nabla.Tensors? sampleWeight)
        {
            Steps++;
            using var tape = new GradientTape();
            var prediction = CallMany(x, training: true);
            var loss = ComputeLoss(x, y, prediction, sampleWeight);
            var weights = TrainableWeights;
            Optimizer.ApplyGradients(tape.Gradient(loss, [.. weights]), weights);
            Report(loss, x, y, prediction, sampleWeight);
            return loss;
        }
    }

    [Fact]
    public void A_training_step_of_ones_own_is_taken()
    {
        var model = new Own();
        model.Compile("sgd", "mse", ["mae"]);
        var history = model.Fit(x, x.Sum(1, keepDims: true), epochs: 5, verbose: Verbosity.Silent);
        Assert.True(model.Steps > 0);
        Assert.True(history["loss"][^1] < history["loss"][0]);
    }
}
