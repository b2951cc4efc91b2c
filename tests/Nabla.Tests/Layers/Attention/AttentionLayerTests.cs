using Nabla.Layers;
using Xunit;

namespace Nabla.Tests.Layers;

/// <summary>What holds for every attention layer: gradients, ways that agree, masks, descriptions.</summary>
public sealed class AttentionLayerTests
{
    static readonly Dictionary<string, (Func<Layer> Make, Shape Query, Shape Value)> rows = new(StringComparer.Ordinal)
    {
        ["Attention"] = (() => new Attention(useScale: true), [2, 3, 4], [2, 5, 4]),
        ["Attention by sums"] = (() => new Attention(useScale: true, scoreMode: AttentionScoreMode.Concat), [2, 3, 4], [2, 5, 4]),
        ["Attention of rank 4"] = (() => new Attention(), [2, 2, 3, 4], [2, 2, 5, 4]),
        ["AdditiveAttention"] = (() => new AdditiveAttention(), [2, 3, 4], [2, 5, 4]),
        ["MultiHeadAttention"] = (() => new MultiHeadAttention(2, 3), [2, 3, 4], [2, 5, 6]),
        ["MultiHeadAttention, gated, to other shapes"] = (() => new MultiHeadAttention(2, 3, 2, outputShape: [2, 3], useGate: true, useBias: false), [2, 3, 4], [2, 5, 4]),
        ["MultiHeadAttention, window"] = (() => new MultiHeadAttention(1, 2, slidingWindow: 2), [2, 4, 3], [2, 4, 3]),
        ["MultiHeadAttention over two axes"] = (() => new MultiHeadAttention(2, 2), [2, 2, 3, 4], [2, 3, 2, 4]),
        ["MultiHeadAttention along the last of two axes"] = (() => new MultiHeadAttention(2, 2, attentionAxes: -2), [2, 2, 3, 4], [2, 2, 4, 4]),
        ["GroupQueryAttention"] = (() => new GroupQueryAttention(3, 4, 2, useGate: true), [2, 3, 4], [2, 5, 4]),
    };

    public static TheoryData<string> Names => [.. rows.Keys];

    [Theory, MemberData(nameof(Names))]
    public void Gradients_of_inputs_and_weights_are_those_of_differences(string name)
    {
        var (layer, query, value) = Made(name);
        layer.BuildFor([query.Shape, value.Shape]);
        foreach (bool isCausal in new[] { false, true })
        {
            var report = GradientCheck.First(x => Call(layer, x[0], x[1], isCausal), [query, value]);
            Assert.True(report.WorstError <= 1e-6, report.ToString());
        }

        var weights = layer.TrainableWeights;
        using var tape = new GradientTape(persistent: true);
        var loss = Call(layer, query, value, false).Square().Sum();
        foreach (var weight in weights)
        {
            var (start, direction) = (weight.Value, Tensor.RandomUniform(weight.Shape, -1, 1, ElementType.Float64, seed: 5));
            double Loss(double step)
            {
                weight.Assign(start + (direction * step));
                double result = Call(layer, query, value, false).Square().Sum().ToScalar<double>();
                weight.Assign(start);
                return result;
            }

            double slope = (tape.Gradient(loss, weight, null, UnconnectedGradients.Zero)! * direction).Sum().ToScalar<double>();
            Assert.Equal((Loss(1e-5) - Loss(-1e-5)) / 2e-5, slope, 1e-6);
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Outputs_with_and_without_scores_agree_and_weights_of_sources_sum_to_1(string name)
    {
        var (layer, query, value) = Made(name);
        var mask = Tensor.RandomUniform(value.Shape[..^1], seed: 3).Greater(0.4).LogicalOr(Tensor.Arange(value.Shape[^2]).Equal(0));
        foreach (bool isCausal in new[] { false, true })
        {
            // Where a target sees nothing, Keras gives the mean of all values without scores, and 0 with them.
            bool masks = value.Rank == 3 && layer is not ProjectedAttention { SlidingWindow: not null };
            var (y, scores) = layer switch
            {
                SequenceAttention a => a.CallWithScores(query, value, valueMask: masks ? mask : null, useCausalMask: isCausal),
                ProjectedAttention a => a.CallWithScores(query, value, valueMask: masks ? mask : null, useCausalMask: isCausal),
                _ => throw new InvalidOperationException(),
            };
            var direct = layer switch
            {
                SequenceAttention a => a.Call(query, value, valueMask: masks ? mask : null, useCausalMask: isCausal),
                ProjectedAttention a => a.Call(query, value, valueMask: masks ? mask : null, useCausalMask: isCausal),
                _ => throw new InvalidOperationException(),
            };
            Near(y, direct);
            Near(Tensor.Ones([], ElementType.Float64), scores.Sum().Cast(ElementType.Float64) / (scores.Size / Sources(layer, value)));
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void The_output_has_the_shape_foretold_with_the_batch_known_or_not(string name)
    {
        var (layer, query, value) = Made(name);
        var y = layer.Call([query, value]);
        Assert.Equal([y.Shape], layer.ComputeOutputShapes([query.Shape, value.Shape]));
        var open = layer.ComputeOutputShapes([Shape.Create([null]).Concat(query.Shape[1..]), Shape.Create([null]).Concat(value.Shape[1..])]);
        Assert.True(open[0].IsCompatibleWith(y.Shape));
        Assert.Equal(0, layer.Call([query[..0], value[..0]]).Shape[0]);
    }

    [Theory, MemberData(nameof(Names))]
    public void A_drawn_model_compiles_to_the_same_figures_and_its_description_makes_it_again(string name)
    {
        var (make, queryShape, valueShape) = rows[name];
        Tensor query = new Input(queryShape[1..]), value = new Input(valueShape[1..]);
        var model = new Functional(Nabla.Tensors.Create([query, value]), make().Call([query, value]));
        Tensor q = Tensor.RandomNormal(queryShape, seed: 1), v = Tensor.RandomNormal(valueShape, seed: 2);
        var eager = model.Call([q, v]);
        var compiled = Compiled.Of((Tensor a, Tensor b) => model.Call([a, b]));
        Assert.Equal(eager.ToArray<float>(), compiled.Run(q, v).ToArray<float>());

        string json = model.ToJson();
        var again = Model.FromJson(json);
        again.SetWeights(model.GetWeights());
        Assert.Equal(json, again.ToJson());
        Assert.Equal(eager.ToArray<float>(), again.Call([q, v]).ToArray<float>());
    }

    [Fact]
    public void Masks_of_embeddings_hide_padding_and_are_passed_on()
    {
        var words = new Embedding(9, 8, maskZero: true);
        var layer = new MultiHeadAttention(2, 4);
        Tensor text = Tensor.Constant(new[,] { { 3, 4, 0, 0 }, { 5, 0, 0, 0 } }), shorter = text[.., ..2];
        var x = words.Call(text);
        Assert.Equal([true, true, false, false, true, false, false, false], x.Mask!.ToArray<bool>());
        var y = layer.Call(x, x);
        Assert.Same(x.Mask, y.Mask);
        var alone = words.Call(shorter);
        Near(layer.Call(alone, alone)[0].Cast(ElementType.Float64), y[0, ..2].Cast(ElementType.Float64), 1e-6);
    }

    [Fact]
    public void Dropout_drops_while_training_alone_and_by_its_seed()
    {
        Tensor x = Tensor.RandomNormal([2, 6, 8], seed: 1);
        float[] Run(bool training) => new MultiHeadAttention(2, 4, dropout: 0.5, seed: 7, kernelInitializer: "ones").Call(x, x, training: training).ToArray<float>();
        Assert.Equal(Run(true), Run(true));
        Assert.NotEqual(Run(true), Run(false));
        Assert.Equal(new MultiHeadAttention(2, 4, kernelInitializer: "ones").Call(x, x, training: true).ToArray<float>(), Run(false));
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        var x = Tensor.Ones([2, 3, 4]);
        Assert.Throws<ArgumentException>(() => new Attention().Call(x));
        Assert.Throws<ArgumentOutOfRangeException>(() => new MultiHeadAttention(0, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => new MultiHeadAttention(2, 2, dropout: 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => new MultiHeadAttention(2, 2, slidingWindow: 0));
        Assert.Throws<ArgumentException>(() => new GroupQueryAttention(2, 3, 2));
        Assert.Throws<ShapeException>(() => new MultiHeadAttention(2, 2).Call(x, x, Tensor.Ones([2, 4, 4])));
        Assert.Throws<ShapeException>(() => new EinsumDense("abc,cd->abe", [null, 3]).Call(x));
        Assert.Throws<ShapeException>(() => new EinsumDense("abc,cd->abd", [3]).Call(x));
        Assert.Throws<ArgumentException>(() => new Attention().Call([x, x], masks: [null]));
    }

    [Fact]
    public void Embeddings_go_back_to_scores()
    {
        var tied = new ReversibleEmbedding(5, 3, logitSoftCap: 2);
        var x = tied.Call(Tensor.Constant(new[] { 1, 4 }));
        var scores = tied.CallReverse(x * 100);
        Near((x.MatMul(tied.Embeddings, transposeY: true) * 100 / 2).Tanh() * 2, scores, 1e-6);
        var free = new ReversibleEmbedding(5, 3, tieWeights: false, maskZero: true);
        Assert.NotNull(free.Call(Tensor.Constant(new[] { 0, 2 })).Mask);
        Assert.Equal([3, 5], free.ReverseEmbeddings.Shape);
        Assert.Equal([2, 5], free.CallReverse(x).Shape);
    }

    [Fact]
    public void Saved_weights_lie_where_Keras_looks_for_them()
    {
        Tensor x = new Input([4, 6]);
        var model = new Functional(x, new MultiHeadAttention(2, 3, useGate: true).Call([x, x]));
        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.weights.h5");
        try
        {
            model.SaveWeights(path);
            using var file = Nabla.Formats.Hdf5File.Open(path);
            foreach (string name in new[] { "query_dense", "key_dense", "value_dense", "gate_dense", "output_dense" })
            {
                Assert.True(file.Root.Contains($"layers/multi_head_attention/{name}/vars/0"), name);
            }
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Factors_of_low_rank_are_saved_within_their_weights()
    {
        Tensor Drawn(Tensor x) => new EinsumDense("abc,cd->abd", [3, 5], loraRank: 2, name: "einsum").Call(new Embedding(6, 4, loraRank: 2, loraAlpha: 3, name: "words").Call(x));
        Tensor first = new Input([3], elementType: ElementType.Int32), second = new Input([3], elementType: ElementType.Int32);
        Functional model = new(first, Drawn(first)), again = new(second, Drawn(second));
        foreach (var weight in model.TrainableWeights)
        {
            weight.Assign(Tensor.RandomNormal(weight.Shape, seed: 3));
        }

        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.weights.h5");
        try
        {
            model.SaveWeights(path);
            again.LoadWeights(path);
        }
        finally
        {
            File.Delete(path);
        }

        var x = Tensor.Constant(new[,] { { 0, 3, 5 } });
        Near(model.Call(x), again.Call(x), 1e-5);
        Assert.All(again.TrainableWeights, weight => Assert.True(weight.ToArray<float>().All(value => value == 0)));
    }

    static (Layer Layer, Tensor Query, Tensor Value) Made(string name)
    {
        var (make, query, value) = rows[name];
        var layer = make();
        layer.DTypePolicy = "float64";
        return (layer, Draw(query, 1), Draw(value, 2));
    }

    static Tensor Call(Layer layer, Tensor query, Tensor value, bool isCausal) => layer switch
    {
        SequenceAttention a => a.Call(query, value, useCausalMask: isCausal),
        ProjectedAttention a => a.Call(query, value, useCausalMask: isCausal),
        _ => throw new InvalidOperationException(),
    };

    // How many weights of sources sum to 1 together.
    static double Sources(Layer layer, Tensor value) =>
        layer is MultiHeadAttention { AttentionAxes: null } && value.Rank == 4 ? value.Shape[1] * (double)value.Shape[2] : value.Shape[^2];

    static Tensor Draw(Shape shape, int seed) => Tensor.RandomNormal(shape, seed: seed).Cast(ElementType.Float64);

    static void Near(Tensor expected, Tensor actual, double tolerance = 1e-10)
    {
        Assert.Equal(expected.Shape, actual.Shape);
        double[] a = expected.Cast(ElementType.Float64).ToArray<double>(), b = actual.Cast(ElementType.Float64).ToArray<double>();
        for (int i = 0; i < a.Length; i++)
        {
            Assert.Equal(a[i], b[i], tolerance * (1 + Math.Abs(a[i])));
        }
    }
}
