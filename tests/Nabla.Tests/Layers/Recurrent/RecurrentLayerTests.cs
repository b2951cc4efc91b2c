using Nabla.Kernels;
using Nabla.Layers;
using Nabla.Optimizers;
using Xunit;

namespace Nabla.Tests.Layers.Recurrent;

public sealed class RecurrentLayerTests
{
    // Activations of one's own are not known to be standard, so their layers take one step after another.
    static readonly Activations.Activation tanh = Activations.Activation.From(x => x.Tanh(), "tanh"), sigmoid = Activations.Activation.From(x => x.Sigmoid(), "sigmoid"), relu = Activations.Activation.From(x => x.Relu(), "relu");

    public static TheoryData<string, bool, bool, bool, bool> Options
    {
        get
        {
            var all = new TheoryData<string, bool, bool, bool, bool>();
            foreach (string kind in new[] { "LSTM", "GRU", "GRU reset before", "SimpleRNN", "SimpleRNN relu" })
            {
                for (int i = 0; i < 16; i++)
                {
                    all.Add(kind, (i & 1) != 0, (i & 2) != 0, (i & 4) != 0, (i & 8) != 0);
                }
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Options))]
    public void A_sequence_as_one_operation_gives_what_its_steps_give(string kind, bool mask, bool backwards, bool zero, bool states)
    {
        RNN whole = Make(kind, false, backwards, zero), steps = Make(kind, true, backwards, zero);
        var x = Tensor.RandomUniform([5, 4, 3], -1, 1, ElementType.Float64, seed: 1);
        (whole.DTypePolicy, steps.DTypePolicy) = ("float64", "float64");
        whole.BuildFor(x.Shape);
        steps.BuildFor(x.Shape);
        steps.SetWeights(whole.GetWeights());
        var given = mask ? Tensor.RandomUniform([5, 4], seed: 2).Greater(0.5) : null;
        Tensor[] start = states ? [.. whole.Cell.StateSize.Select((size, i) => Tensor.RandomUniform([5, size], -1, 1, ElementType.Float64, seed: 3 + i))] : [];

        Nabla.Tensors expected = steps.Call(x, start, mask: given), actual = whole.Call(x, start, mask: given);

        Assert.NotNull(whole.Cell.Sequence(x, null, null, false));
        Assert.Null(steps.Cell.Sequence(x, null, null, false));
        Assert.Equal(expected.Count, actual.Count);
        for (int i = 0; i < expected.Count; i++)
        {
            Assert.True((expected[i] - actual[i]).Abs().Max().ToScalar<double>() < 1e-12, $"output {i}");
        }
    }

    [Fact]
    public void Steps_may_be_unknown_until_there_is_a_sequence()
    {
        Tensor input = new Input([null, 3]);
        var model = new Functional(input, new Dense(2).Call(new GRU(4, "softsign", returnSequences: true).Call(new LSTM(5, returnSequences: true).Call(input))));

        Assert.Equal(Shape.Create([null, null, 2]), model.Outputs[0].Shape);
        Assert.Equal([2, 7, 2], model.Predict(Tensor.RandomUniform([2, 7, 3], seed: 1)).Shape);
        Assert.Equal([2, 3, 2], model.Predict(Tensor.RandomUniform([2, 3, 3], seed: 1)).Shape);
    }

    [Fact]
    public void The_bits_are_the_same_for_any_number_of_threads()
    {
        var layer = new Bidirectional(new LSTM(48, returnSequences: true));
        var x = Tensor.RandomUniform([50, 9, 20], seed: 1);
        layer.BuildFor(x.Shape);
        float[] Run(int threads)
        {
            using var scope = Workers.WithThreads(threads);
            return layer.Call(x).ToArray<float>();
        }

        float[] expected = Run(1);
        Assert.Equal(expected, Run(2));
        Assert.Equal(expected, Run(5));
    }

    [Fact]
    public void A_stateful_layer_goes_on_where_it_ended_also_compiled()
    {
        var x = Tensor.RandomUniform([2, 6, 3], seed: 1);
        var whole = new LSTM(4);
        var parts = new LSTM(4, stateful: true);
        var expected = whole.Call(x);
        parts.BuildFor([2, 3, 3]);
        parts.SetWeights(whole.GetWeights());

        parts.Call(x[.., ..3]);
        Assert.Equal(expected.ToArray<float>(), parts.Call(x[.., 3..]).ToArray<float>());

        parts.ResetState();
        var compiled = Compiled.Of((Tensor part) => parts.Call(part));
        compiled.Run(x[.., ..3]);
        Assert.Equal(expected.ToArray<float>(), compiled.Run(x[.., 3..]).ToArray<float>());
        Assert.Equal(3, parts.Weights.Count);
        Assert.Contains("batch", Assert.Throws<ShapeException>(() => new GRU(2, stateful: true).BuildFor([null, 3, 3])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Dropout_drops_the_same_at_every_step_and_nothing_outside_training()
    {
        var layer = new SimpleRNN(1, "linear", kernelInitializer: "ones", recurrentInitializer: "zeros", dropout: 0.5, seed: 1, returnSequences: true);
        var y = layer.Call(Tensor.Ones([200, 3, 1]), training: true);

        Assert.Equal(y[.., 0].ToArray<float>(), y[.., 2].ToArray<float>());
        Assert.All(y.ToArray<float>(), v => Assert.True(v is 0 or 2));
        Assert.InRange(y.Mean().ToScalar<float>(), 0.8f, 1.2f);
        Assert.All(layer.Call(Tensor.Ones([2, 3, 1])).ToArray<float>(), v => Assert.Equal(1, v));
    }

    [Fact]
    public void Sequences_without_a_valid_step_give_zeros_and_the_first_states()
    {
        var layer = new GRU(3, returnState: true);
        var start = Tensor.RandomUniform([1, 3], seed: 2);
        var y = layer.Call(Tensor.RandomUniform([1, 4, 2], seed: 1), [start], mask: Tensor.Zeros([1, 4], ElementType.Bool));

        Assert.All(y[0].ToArray<float>(), v => Assert.Equal(0, v));
        Assert.Equal(start.ToArray<float>(), y[1].ToArray<float>());
    }

    [Fact]
    public void A_cell_of_ones_own_is_taken_over_sequences_and_learns()
    {
        var model = new Sequential([new Input([5, 2]), new RNN(new Sum(), returnSequences: true), new TimeDistributed(new Lambda(x => x * 2))]);
        var x = Tensor.RandomUniform([3, 5, 2], seed: 1);

        var y = model.Call(x);

        Assert.True((y - (x.CumSum(1) * 2)).Abs().Max().ToScalar<float>() < 1e-5);
        model.Compile(new SGD(0.01), "mse");
        double before = model.Evaluate(x, x, verbose: Verbosity.Silent)["loss"];
        model.Fit(x, x, epochs: 3, verbose: Verbosity.Silent);
        Assert.True(model.Evaluate(x, x, verbose: Verbosity.Silent)["loss"] < before);
        Assert.Contains("backwardLayer", Assert.Throws<ArgumentException>(() => new Bidirectional(new RNN(new Sum()))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new LSTM(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new GRU(2, dropout: 1));
        Assert.Contains("steps", Assert.Throws<ShapeException>(() => new LSTM(2).Call(Tensor.Zeros([2, 3]))).Message, StringComparison.Ordinal);
        Assert.Contains("first states", Assert.Throws<ArgumentException>(() => new LSTM(2).Call(Tensor.Zeros([2, 3, 4]), [Tensor.Zeros([2, 2])])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new Bidirectional(new LSTM(2), backwardLayer: new LSTM(2)));
        Assert.Throws<ArgumentException>(() => new Bidirectional(new LSTM(2), backwardLayer: new LSTM(2, returnSequences: true, goBackwards: true)));
        Assert.Throws<ArgumentException>(() => new StackedRNNCells([]));
    }

    static RNN Make(string kind, bool steps, bool backwards, bool zero) => kind switch
    {
        "LSTM" => new LSTM(5, steps ? tanh : "tanh", steps ? sigmoid : "sigmoid", returnSequences: true, returnState: true, goBackwards: backwards, zeroOutputForMask: zero),
        "GRU" => new GRU(5, steps ? tanh : "tanh", steps ? sigmoid : "sigmoid", returnSequences: true, returnState: true, goBackwards: backwards, zeroOutputForMask: zero),
        "GRU reset before" => new GRU(5, steps ? tanh : "tanh", returnState: true, goBackwards: backwards, resetAfter: false, zeroOutputForMask: zero),
        "SimpleRNN" => new SimpleRNN(5, steps ? tanh : "tanh", returnSequences: true, returnState: true, goBackwards: backwards, zeroOutputForMask: zero),
        _ => new SimpleRNN(5, steps ? relu : "relu", returnState: true, goBackwards: backwards, zeroOutputForMask: zero),
    };

    /// <summary>Adds up what it sees, scaled by a weight.</summary>
    sealed class Sum : RecurrentCell
    {
        Variable? scale;

        public override IReadOnlyList<int> StateSize => [2];

        protected override void Build(Shape inputShape) => scale = AddWeight("scale", [2], "ones");

        protected override IReadOnlyList<Tensor> Step(Tensor x, IReadOnlyList<Tensor> states)
        {
            var y = states[0] + (x * scale!);
            return [y, y];
        }
    }
}
