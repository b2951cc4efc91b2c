using Nabla.Layers;
using Nabla.Regularizers;
using Xunit;

namespace Nabla.Tests.Layers;

/// <summary>What holds for every layer of the table: its shape rule, its gradient, its description.</summary>
public sealed class LayerTableTests
{
    sealed record Row(Func<Layer> Make, Shape Input, bool Distinct = false);

    static readonly Dictionary<string, Row> rows = new(StringComparer.Ordinal)
    {
        ["Dense"] = new(() => new Dense(3, "tanh"), [4, 5]),
        ["Dense of sequences"] = new(() => new Dense(3, useBias: false), [2, 4, 5]),
        ["Dense regularized"] = new(() => new Dense(2, kernelRegularizer: "l2", biasRegularizer: new L1(0.1), activityRegularizer: "l2", kernelConstraint: "non_neg"), [3, 2]),
        ["Dense with LoRA"] = new(() => new Dense(3, loraRank: 2), [4, 5]),
        ["EinsumDense"] = new(() => new EinsumDense("abc,cde->abde", [3, 2, 3], "tanh", "de", biasInitializer: "ones"), [2, 3, 4]),
        ["EinsumDense over two axes"] = new(() => new EinsumDense("abde,dec->abc", [3, 4], biasAxes: "c"), [2, 3, 2, 3]),
        ["EinsumDense in the middle"] = new(() => new EinsumDense("abc,bd->adc", [5, 4], biasAxes: "d"), [2, 3, 4]),
        ["EinsumDense behind an ellipsis"] = new(() => new EinsumDense("...x,xy->...y", [4], biasAxes: "y"), [2, 3, 5]),
        ["EinsumDense with LoRA"] = new(() => new EinsumDense("abc,cd->abd", [3, 3], loraRank: 2), [2, 3, 4]),
        ["Activation"] = new(() => new Activation("sigmoid"), [3, 4]),
        ["ReLU"] = new(() => new ReLU(maxValue: 0.8, negativeSlope: 0.1, threshold: 0.2), [3, 4]),
        ["LeakyReLU"] = new(() => new LeakyReLU(0.2), [3, 4]),
        ["ELU"] = new(() => new ELU(0.7), [3, 4]),
        ["PReLU"] = new(() => new PReLU("ones", sharedAxes: 1), [2, 3, 4]),
        ["Softmax"] = new(() => new Softmax(), [3, 4]),
        ["Softmax over two axes"] = new(() => new Softmax([1, 2]), [2, 3, 4]),
        ["Flatten"] = new(() => new Flatten(), [2, 3, 4]),
        ["Flatten channels first"] = new(() => new Flatten(DataFormat.ChannelsFirst), [2, 3, 4]),
        ["Flatten scalars"] = new(() => new Flatten(), [3]),
        ["Reshape"] = new(() => new Reshape([2, null]), [3, 8]),
        ["Permute"] = new(() => new Permute([2, 1]), [2, 3, 4]),
        ["RepeatVector"] = new(() => new RepeatVector(3), [2, 4]),
        ["Rescaling"] = new(() => new Rescaling(0.5, 1), [2, 3]),
        ["Identity"] = new(() => new Identity(), [2, 3]),
        ["Masking"] = new(() => new Masking(), [2, 3, 2]),
        ["Dropout"] = new(() => new Dropout(0.5, seed: 3), [2, 3]),
        ["SpatialDropout1D"] = new(() => new SpatialDropout1D(0.5), [2, 3, 4]),
        ["SpatialDropout2D"] = new(() => new SpatialDropout2D(0.5, DataFormat.ChannelsFirst), [2, 3, 4, 5]),
        ["SpatialDropout3D"] = new(() => new SpatialDropout3D(0.5), [2, 3, 2, 2, 2]),
        ["GaussianNoise"] = new(() => new GaussianNoise(0.5), [2, 3]),
        ["GaussianDropout"] = new(() => new GaussianDropout(0.5), [2, 3]),
        ["AlphaDropout"] = new(() => new AlphaDropout(0.5), [2, 3]),
        ["Conv1D causal"] = new(() => new Conv1D(3, 2, padding: Padding.Causal, dilationRate: 2), [2, 5, 2]),
        ["Conv1D channels first"] = new(() => new Conv1D(4, 3, strides: 2, padding: Padding.Same, dataFormat: DataFormat.ChannelsFirst, groups: 2), [2, 4, 5]),
        ["Conv2D"] = new(() => new Conv2D(3, [2, 3], strides: [1, 2], activation: "tanh", kernelRegularizer: "l2"), [2, 4, 5, 2]),
        ["Conv2D channels first"] = new(() => new Conv2D(3, 2, dataFormat: DataFormat.ChannelsFirst, biasInitializer: "ones"), [2, 2, 3, 4]),
        ["Conv3D"] = new(() => new Conv3D(2, 2, padding: Padding.Same, useBias: false), [1, 3, 2, 3, 2]),
        ["Conv1DTranspose"] = new(() => new Conv1DTranspose(2, 3, strides: 2, outputPadding: 1), [2, 4, 3]),
        ["Conv2DTranspose"] = new(() => new Conv2DTranspose(2, 3, strides: 2, padding: Padding.Same), [1, 3, 2, 2]),
        ["Conv3DTranspose"] = new(() => new Conv3DTranspose(2, 2, dataFormat: DataFormat.ChannelsFirst), [1, 2, 2, 2, 3]),
        ["DepthwiseConv1D"] = new(() => new DepthwiseConv1D(2, depthMultiplier: 2), [2, 4, 3]),
        ["DepthwiseConv2D"] = new(() => new DepthwiseConv2D(2, strides: 2, padding: Padding.Same, dataFormat: DataFormat.ChannelsFirst), [2, 3, 4, 3]),
        ["SeparableConv1D"] = new(() => new SeparableConv1D(3, 2, depthMultiplier: 2), [2, 4, 2]),
        ["SeparableConv2D"] = new(() => new SeparableConv2D(3, 2, depthwiseRegularizer: "l1", pointwiseConstraint: "non_neg"), [1, 4, 3, 2]),
        ["MaxPooling1D"] = new(() => new MaxPooling1D(), [2, 5, 3], Distinct: true),
        ["MaxPooling2D"] = new(() => new MaxPooling2D([2, 3], strides: 1, padding: Padding.Same), [2, 4, 5, 2], Distinct: true),
        ["MaxPooling3D"] = new(() => new MaxPooling3D(dataFormat: DataFormat.ChannelsFirst), [1, 2, 4, 2, 3], Distinct: true),
        ["AveragePooling1D"] = new(() => new AveragePooling1D(3, 2, Padding.Same), [2, 5, 3]),
        ["AveragePooling2D"] = new(() => new AveragePooling2D(), [2, 4, 5, 2]),
        ["AveragePooling3D"] = new(() => new AveragePooling3D(), [1, 4, 2, 3, 2]),
        ["GlobalMaxPooling1D"] = new(() => new GlobalMaxPooling1D(), [2, 5, 3], Distinct: true),
        ["GlobalMaxPooling2D"] = new(() => new GlobalMaxPooling2D(DataFormat.ChannelsFirst, keepDims: true), [2, 3, 2, 3], Distinct: true),
        ["GlobalMaxPooling3D"] = new(() => new GlobalMaxPooling3D(), [2, 3, 2, 3, 2], Distinct: true),
        ["GlobalAveragePooling1D"] = new(() => new GlobalAveragePooling1D(DataFormat.ChannelsFirst), [2, 5, 3]),
        ["GlobalAveragePooling2D"] = new(() => new GlobalAveragePooling2D(keepDims: true), [2, 3, 2, 3]),
        ["GlobalAveragePooling3D"] = new(() => new GlobalAveragePooling3D(), [2, 3, 2, 3, 2]),
        ["AdaptiveMaxPooling1D"] = new(() => new AdaptiveMaxPooling1D(2), [2, 5, 3], Distinct: true),
        ["AdaptiveMaxPooling2D"] = new(() => new AdaptiveMaxPooling2D([2, 1], DataFormat.ChannelsFirst), [2, 3, 5, 4], Distinct: true),
        ["AdaptiveMaxPooling3D"] = new(() => new AdaptiveMaxPooling3D(2), [1, 3, 2, 3, 2], Distinct: true),
        ["AdaptiveAveragePooling1D"] = new(() => new AdaptiveAveragePooling1D(2), [2, 5, 3]),
        ["AdaptiveAveragePooling2D"] = new(() => new AdaptiveAveragePooling2D(3), [2, 5, 4, 2]),
        ["AdaptiveAveragePooling3D"] = new(() => new AdaptiveAveragePooling3D(2), [1, 3, 2, 3, 2]),
        ["BatchNormalization"] = new(() => new BatchNormalization(), [3, 4]),
        ["BatchNormalization of channels first"] = new(() => new BatchNormalization(axis: 1, scale: false, activityRegularizer: "l2"), [2, 3, 4]),
        ["BatchNormalization with corrections"] = new(() => new BatchNormalization(renorm: true, renormClipping: new(RMax: 2)), [3, 4]),
        ["LayerNormalization"] = new(() => new LayerNormalization([1, 2]), [2, 3, 4]),
        ["LayerNormalization without means"] = new(() => new LayerNormalization(rmsScaling: true), [2, 4]),
        ["GroupNormalization"] = new(() => new GroupNormalization(2), [2, 3, 4]),
        ["GroupNormalization of channels first"] = new(() => new GroupNormalization(-1, axis: 1, center: false), [2, 3, 4]),
        ["RMSNormalization"] = new(() => new RMSNormalization(), [2, 4]),
        ["UnitNormalization"] = new(() => new UnitNormalization([1, 2]), [2, 3, 4]),
        ["ZeroPadding1D"] = new(() => new ZeroPadding1D([(1, 2)]), [2, 3, 2]),
        ["ZeroPadding2D"] = new(() => new ZeroPadding2D([(1, 0), (0, 2)], DataFormat.ChannelsFirst), [2, 3, 2, 2]),
        ["ZeroPadding3D"] = new(() => new ZeroPadding3D(), [1, 2, 3, 2, 2]),
        ["Cropping1D"] = new(() => new Cropping1D([(1, 0)]), [2, 3, 2]),
        ["Cropping2D"] = new(() => new Cropping2D([(1, 1), (0, 2)]), [2, 3, 4, 2]),
        ["Cropping3D"] = new(() => new Cropping3D(1, DataFormat.ChannelsFirst), [1, 2, 3, 4, 5]),
        ["UpSampling1D"] = new(() => new UpSampling1D(3), [2, 3, 2]),
        ["UpSampling2D"] = new(() => new UpSampling2D([1, 2], DataFormat.ChannelsFirst), [2, 2, 3, 2]),
        ["UpSampling2D mixed"] = new(() => new UpSampling2D(interpolation: UpSamplingInterpolation.Bilinear), [1, 2, 3, 2]),
        ["UpSampling2D by Lanczos's window"] = new(() => new UpSampling2D(interpolation: UpSamplingInterpolation.Lanczos3), [1, 2, 3, 2]),
        ["UpSampling3D"] = new(() => new UpSampling3D(), [1, 2, 1, 2, 2]),
        ["SimpleRNN"] = new(() => new SimpleRNN(3, kernelRegularizer: "l2"), [2, 4, 3]),
        ["SimpleRNN relu backwards"] = new(() => new SimpleRNN(3, "relu", returnSequences: true, goBackwards: true), [2, 4, 3]),
        ["LSTM"] = new(() => new LSTM(3), [2, 4, 3]),
        ["LSTM step by step"] = new(() => new LSTM(3, recurrentActivation: "hard_sigmoid", unitForgetBias: false, returnSequences: true, unroll: true), [2, 3, 2]),
        ["GRU"] = new(() => new GRU(3, dropout: 0.5, seed: 3), [2, 4, 3]),
        ["GRU reset before"] = new(() => new GRU(3, useBias: false, resetAfter: false, recurrentDropout: 0.5, returnSequences: true), [2, 4, 3]),
        ["RNN of cells"] = new(() => new RNN([new LSTMCell(2), new GRUCell(3), new SimpleRNNCell(2, dropout: 0.5)]), [2, 3, 2]),
        ["Bidirectional"] = new(() => new Bidirectional(new LSTM(2, returnSequences: true)), [2, 3, 2]),
        ["Bidirectional multiplied"] = new(() => new Bidirectional(new GRU(2), MergeMode.Multiply, new SimpleRNN(2, goBackwards: true)), [2, 3, 2]),
        ["TimeDistributed"] = new(() => new TimeDistributed(new Dense(3, "tanh")), [2, 4, 3]),
        ["TimeDistributed sequences of sequences"] = new(() => new TimeDistributed(new LSTM(2)), [2, 2, 3, 2]),
        ["TimeDistributed normalisation"] = new(() => new TimeDistributed(new BatchNormalization()), [3, 2, 4]),
        ["ConvLSTM1D"] = new(() => new ConvLSTM1D(2, 2, dataFormat: DataFormat.ChannelsFirst), [2, 2, 2, 4]),
        ["ConvLSTM2D"] = new(() => new ConvLSTM2D(2, 2, padding: Padding.Same, returnSequences: true, kernelConstraint: "non_neg"), [1, 2, 3, 3, 1]),
        ["ConvLSTM3D"] = new(() => new ConvLSTM3D(1, [1, 2, 2], strides: [1, 2, 1]), [1, 2, 2, 3, 2, 1]),
        ["ActivityRegularization"] = new(() => new ActivityRegularization(0.1, 0.2), [2, 3]),
    };

    public static TheoryData<string> Names => [.. rows.Keys];

    static Layer Made(Row row)
    {
        var layer = row.Make();
        Widen(layer);
        return layer;
    }

    static void Widen(Layer layer)
    {
        layer.DTypePolicy = "float64";
        foreach (var inner in layer.Tracked)
        {
            Widen(inner);
        }
    }

    // Far enough apart that no step of a difference crosses a kink or changes which is the largest.
    static Tensor Input(Row row) => row.Distinct
        ? (Tensor.Arange(row.Input.Size) * 97).Mod(row.Input.Size).Cast(ElementType.Float64).Reshape(row.Input) / 4
        : (Tensor.RandomUniform(row.Input, -2, 2, ElementType.Float64, seed: 7) * 16).Round() / 16 + 0.03;

    [Theory]
    [MemberData(nameof(Names))]
    public void The_output_has_the_shape_foretold_with_the_batch_known_or_not(string name)
    {
        var layer = Made(rows[name]);
        var x = Input(rows[name]);

        var y = layer.Call(x);

        Assert.Equal(y.Shape, layer.ComputeOutputShape(x.Shape));
        Assert.True(y.Shape.IsCompatibleWith(layer.ComputeOutputShape(Shape.Create([null]).Concat(x.Shape[1..]))));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Gradients_of_input_and_weights_are_those_of_differences(string name)
    {
        var layer = Made(rows[name]);
        var x = Input(rows[name]);
        layer.BuildFor(x.Shape);
        var weights = layer.TrainableWeights;

        var report = GradientCheck.First(inputs => layer.Call(inputs[0]), [x]);

        Assert.True(report.WorstError <= 1e-6, report.ToString());
        using var tape = new GradientTape();
        var loss = layer.Call(x).Sum();
        var gradients = tape.Gradient(loss, weights.ToArray<Tensor>(), null, UnconnectedGradients.Zero);
        const double step = 1e-5;
        for (int i = 0; i < weights.Count; i++)
        {
            var start = weights[i].Value;
            var direction = Tensor.RandomUniform(start.Shape, -1, 1, ElementType.Float64, seed: i);
            weights[i].Assign(start + (direction * step));
            double up = layer.Call(x).Sum().ToScalar<double>();
            weights[i].Assign(start - (direction * step));
            double down = layer.Call(x).Sum().ToScalar<double>();
            weights[i].Assign(start);
            Assert.Equal((up - down) / (2 * step), (gradients[i]! * direction).Sum().ToScalar<double>(), 1e-5);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_description_makes_the_same_layer(string name)
    {
        var model = new Sequential([new Input(rows[name].Input[1..]), rows[name].Make()]);

        string json = model.ToJson();
        var again = Model.FromJson(json);
        again.SetWeights(model.GetWeights());

        Assert.Equal(json, again.ToJson());
        var x = Input(rows[name]).Cast(ElementType.Float32);
        Assert.Equal(model.Call(x).ToArray<float>(), again.Call(x).ToArray<float>());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_batch_without_samples_gives_one_without_samples(string name)
    {
        var row = rows[name];
        var layer = row.Make();
        layer.BuildFor(row.Input);
        var none = Tensor.Zeros(Shape.Create([0]).Concat(row.Input[1..]));

        Assert.Equal(0, layer.Call(none).Shape[0]);
        Assert.Equal(0, layer.Call(none, training: true).Shape[0]);
    }
}
