using Nabla.Initializers;
using Nabla.Layers;
using Xunit;

namespace Nabla.Tests.Models;

public sealed class FreezingTests
{
    static readonly Tensor x = Tensor.RandomNormal([16, 4], seed: 3), y = x.Sum(1, keepDims: true).Tanh();

    static (Functional Model, Sequential Base, Dense Head) Transfer(bool eager)
    {
        var body = new Sequential([new Input([4]), new Dense(6, "tanh", kernelInitializer: new GlorotUniform(1), name: "d1"), new BatchNormalization(name: "bn"), new Dense(5, kernelInitializer: new GlorotUniform(2), kernelRegularizer: "l2", name: "d2")], "base");
        Tensor input = new Input([4]);
        var head = new Dense(1, kernelInitializer: new GlorotUniform(3), name: "head");
        var model = new Functional(input, head.Call(body.Call(input)));
        model.Compile(new Nabla.Optimizers.SGD(0.05), "mse", runEagerly: eager);
        return (model, body, head);
    }

    static List<float[]> Values(Layer layer) => [.. layer.Weights.Select(weight => weight.Value.ToArray<float>())];

    static void Fit(Model model) => model.Fit(x, y, epochs: 2, verbose: Verbosity.Silent, shuffle: false);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_frozen_model_inside_stays_and_the_rest_learns(bool eager)
    {
        var (model, body, head) = Transfer(eager);
        body.Trainable = false;
        Assert.Equal(2, model.TrainableWeights.Count);
        Assert.Empty(model.Losses);
        var (before, beforeHead) = (Values(body), Values(head));
        Fit(model);

        // The moving averages of a frozen BatchNormalization stay too: it uses them.
        Assert.Equal(before, Values(body));
        Assert.NotEqual(beforeHead, Values(head));
        Assert.Equal(body.Call(x).ToArray<float>(), body.Call(x, training: true).ToArray<float>());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_step_changes_as_soon_as_a_layer_is_frozen_or_freed(bool eager)
    {
        var (model, body, head) = Transfer(eager);
        Fit(model);
        head.Trainable = false;
        var (before, beforeHead) = (Values(body), Values(head));
        Fit(model);
        Assert.NotEqual(before, Values(body));
        Assert.Equal(beforeHead, Values(head));

        head.Trainable = true;
        body.GetLayer("d1").Trainable = false;
        var frozen = Values(body.GetLayer("d1"));
        (before, beforeHead) = (Values(body.GetLayer("d2")), Values(head));
        Fit(model);
        Assert.Equal(frozen, Values(body.GetLayer("d1")));
        Assert.NotEqual(before, Values(body.GetLayer("d2")));
        Assert.NotEqual(beforeHead, Values(head));
    }

    [Fact]
    public void Fine_tuning_after_compiling_again_trains_what_was_freed()
    {
        var (model, body, head) = Transfer(eager: false);
        body.Trainable = false;
        Fit(model);
        body.Trainable = true;
        body.GetLayer("bn").Trainable = false;
        model.Compile(new Nabla.Optimizers.Adam(0.001), "mse");
        var (before, averages) = (Values(body), Values(body.GetLayer("bn")));
        Fit(model);
        Assert.NotEqual(before, Values(body));
        Assert.Equal(averages, Values(body.GetLayer("bn")));

        // Two of each of the three dense layers, with two moments each, a step and a rate.
        Assert.Equal(6, model.TrainableWeights.Count);
        Assert.Equal((6 * 2) + 2, model.Optimizer.Variables.Count);
        Assert.Equal(["N", "Y", "Y"], new[] { "bn", "d1", "d2" }.Select(name => model.SummaryText(120, showTrainable: true, expandNested: true).Split('\n').Single(line => line.Contains($"└ {name} ", StringComparison.Ordinal)).TrimEnd('│').Trim()[^1..]));
    }

    [Fact]
    public void What_is_freed_after_the_optimizer_made_its_state_needs_another_one()
    {
        var (model, body, _) = Transfer(eager: false);
        model.Compile(new Nabla.Optimizers.Adam(0.01), "mse");
        body.Trainable = false;
        Fit(model);
        body.Trainable = true;
        Assert.Contains("Compile", Assert.Throws<ArgumentException>(() => Fit(model)).Message, StringComparison.Ordinal);
        model.Compile(new Nabla.Optimizers.Adam(0.01), "mse");
        var before = Values(body);
        Fit(model);
        Assert.NotEqual(before, Values(body));
    }

    [Fact]
    public void Freezing_changes_no_order_and_descriptions_keep_it()
    {
        var (model, body, _) = Transfer(eager: false);
        var names = model.Weights.Select(weight => weight.Name).ToList();
        body.GetLayer("d1").Trainable = false;
        Assert.Equal(names, model.Weights.Select(weight => weight.Name));
        var again = Model.FromJson(model.ToJson());
        var inner = (Sequential)((Functional)again).GetLayer("base");
        Assert.False(inner.GetLayer("d1").Trainable);
        Assert.True(inner.GetLayer("d2").Trainable);
        Assert.Equal(model.TrainableWeights.Count, again.TrainableWeights.Count);
    }

    [Fact]
    public void A_model_without_anything_to_train_only_reports()
    {
        var (model, _, _) = Transfer(eager: false);
        model.Trainable = false;
        var before = Values(model);
        Fit(model);
        Assert.Equal(before, Values(model));
    }
}
