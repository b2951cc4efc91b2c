using System.Text.Json.Nodes;
using Nabla.Constraints;
using Nabla.Formats;
using Nabla.Initializers;
using Nabla.Losses;
using Nabla.Metrics;
using Nabla.Models.Saving;
using Nabla.Optimizers;
using Nabla.Regularizers;
using Nabla.Schedules;
using Xunit;

namespace Nabla.Tests.Models;

/// <summary>What is written as Keras writes it reads as the same object.</summary>
public sealed class KerasTableTests
{
    [Fact]
    public void Initializers() => Same(
        KerasInitializers.Table,
        new Zeros(), new Ones(), new Constant(2.5), new Identity(3), new RandomNormal(1, 2, 3), new RandomUniform(-1, 2), new TruncatedNormal(1, 2), new VarianceScaling(2, FanMode.FanOut, ScalingDistribution.Uniform, 5, 1, 0),
        new GlorotUniform(3), new GlorotNormal(), new HeUniform(), new HeNormal(inputAxes: [0, 1], outputAxes: 2), new LecunUniform(), new LecunNormal(), new Orthogonal(2, 3), new STFT(STFTSide.Imag, null, STFTScaling.Spectrum, true));

    [Fact]
    public void Regularizers() => Same(KerasRegularizers.Table, new L1(0.1), new L2(0.2), new L1L2(0.1, 0.2), new OrthogonalRegularizer(0.3, OrthogonalMode.Columns));

    [Fact]
    public void Constraints() => Same(KerasConstraints.Table, new MaxNorm(3, [0, 1]), new UnitNorm(1), new MinMaxNorm(0.1, 0.9, 0.5, 1), new NonNeg());

    [Fact]
    public void Schedules() => Same(
        KerasSchedules.Table,
        new ExponentialDecay(0.1, 10, 0.5, true), new InverseTimeDecay(0.1, 10, 0.5), new PiecewiseConstantDecay([1, 2], [3, 4, 5]), new PolynomialDecay(0.1, 10, 0.01, 2, true), new CosineDecay(0.1, 10, 0.2, warmupTarget: 0.3, warmupSteps: 4),
        new CosineDecayRestarts(0.1, 10, 3, 0.5, 0.1));

    [Fact]
    public void Losses() => Same(
        KerasLosses.Table,
        new Nabla.Losses.MeanSquaredError(Reduction.Sum, "m", ElementType.Float64), new Huber(0.3), new Nabla.Losses.CosineSimilarity(1), new Nabla.Losses.BinaryCrossentropy(true, 0.1, 1), new BinaryFocalCrossentropy(true, 0.3, 1, true, 0.1),
        new Nabla.Losses.CategoricalCrossentropy(true, 0.1), new CategoricalFocalCrossentropy([0.1, 0.2], 3), new Nabla.Losses.SparseCategoricalCrossentropy(true, 255), new CategoricalGeneralizedCrossEntropy(0.3), new Dice([1, 2]),
        new Tversky(0.1, 0.2, -1), new Circle(10, 0.2, false), new CTC(Reduction.Sum));

    [Fact]
    public void Metrics() => Same(
        KerasMetrics.Table,
        new Mean("m"), new Sum(), new Nabla.Metrics.MeanSquaredError("mse", ElementType.Float64), new BinaryAccuracy(threshold: 0.3), new TopKCategoricalAccuracy(3), new SparseTopKCategoricalAccuracy(2, fromSortedIds: true),
        new Nabla.Metrics.CosineSimilarity(axis: 0), new Nabla.Metrics.BinaryCrossentropy(fromLogits: true, labelSmoothing: 0.1), new Nabla.Metrics.CategoricalCrossentropy(axis: 1), new Nabla.Metrics.SparseCategoricalCrossentropy(ignoreClass: 3),
        new PearsonCorrelation(axis: [0, 1]), new TruePositives([0.3]), new FalseNegatives(), new Precision([0.2, 0.4], 3, 1), new Recall(name: "r"),
        new F1Score(FBetaAverage.Weighted, 0.3), new FBetaScore(beta: 2), new R2Score(R2Aggregation.None, 3), new R2Score(), new PrecisionAtRecall(0.3, 7), new SensitivityAtSpecificity(0.5, 9, 1),
        new AUC(), new AUC(7, AUCCurve.PR, AUCSummation.Majoring, multiLabel: true, numLabels: 2, labelWeights: [0.25, 0.5], fromLogits: true), new AUC(curve: AUCCurve.PRGain, thresholds: [0.25, 0.5]),
        new IoU(4, [1, 2], ignoreClass: 255, sparseYTrue: false), new MeanIoU(3, sparseYPred: false, axis: 1), new OneHotIoU(3, [0], ignoreClass: 1), new OneHotMeanIoU(3, sparseYPred: true), new BinaryIoU([1], 0.3));

    [Fact]
    public void Optimizers() => Same(
        KerasOptimizers.Table,
        new SGD(0.5, 0.9, true) { Clipnorm = 2, WeightDecay = 0.1 }, new RMSprop(new CosineDecay(0.1, 10), 0.8, 0.1, 0.01, true) { GlobalClipnorm = 1 }, new Adam(0.25, amsgrad: true) { UseEma = true, EmaOverwriteFrequency = 3 },
        new AdamW(0.5, 0.2) { Clipvalue = 3 }, new Adamax(0.5, 0.8), new Nadam(0.5) { LossScaleFactor = 8 }, new Adagrad(0.5, 0.2), new Adadelta(0.5, 0.8) { GradientAccumulationSteps = 4 },
        new Ftrl(0.5, -0.3, 0.2, 0.1, 0.2, 0.3, 0.4), new Lion(0.5, 0.8), new Lamb(0.5, 0.7),
        new Adafactor(0.5, -0.7, 1e-20, 0.01, 2, false), new Muon(0.5, 0.8, 0.9, null, 1e-5, null, ["head"], false, 1, 2, 3, 0.1, 0.8, 3, false, null), new Muon(0.5) { Clipnorm = 1 }, new ScheduleFreeAdamW(0.5, warmupSteps: 3) { WeightDecay = 0.1 },
        new LossScaleOptimizer(new Adam(0.25), 64, 3), new MultiOptimizer(new SGD(0.5), [("kernel", new Adam(0.25)), ("b.*s", new Lion(0.125))], 2));

    [Fact]
    public void A_class_that_is_not_known_is_refused_by_name() =>
        Assert.Contains("Newton", Assert.Throws<NotSupportedException>(() => KerasOptimizers.Table.Read(KerasObject.Parse("""{"class_name": "Newton", "config": {}}""", "test"))).Message, StringComparison.Ordinal);

    static void Same<T>(KerasTable<T> table, params T[] values)
        where T : class
    {
        foreach (var value in values)
        {
            string written = table.Write(value).ToJsonString();
            var read = table.Read(KerasObject.Parse(written, "test"));
            Assert.IsType(value.GetType(), read);
            Assert.True(JsonNode.DeepEquals(JsonNode.Parse(written), table.Write(read)), written);
        }
    }
}
