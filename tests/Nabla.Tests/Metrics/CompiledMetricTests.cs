using Nabla.Metrics;
using Nabla.Tests.Compilation;
using Xunit;

namespace Nabla.Tests.Metrics;

/// <summary>Three compiled updates are three eager ones, and so is what they add up to.</summary>
public sealed class CompiledMetricTests
{
    static readonly Dictionary<string, Func<Metric>> More = new()
    {
        ["IoU"] = () => new IoU(2, [1]),
        ["MeanIoU"] = () => new MeanIoU(2, ignoreClass: 0),
        ["OneHotIoU"] = () => new OneHotIoU(3, [0, 2]),
        ["OneHotMeanIoU"] = () => new OneHotMeanIoU(3),
        ["PrecisionAtRecall"] = () => new PrecisionAtRecall(0.5),
        ["RecallAtPrecision"] = () => new RecallAtPrecision(0.5),
        ["SensitivityAtSpecificity"] = () => new SensitivityAtSpecificity(0.5),
        ["SpecificityAtSensitivity"] = () => new SpecificityAtSensitivity(0.5),
        ["AUC of each label"] = () => new AUC(11, AUCCurve.PR, multiLabel: true, labelWeights: [1, 2, 3]),
        ["AUC of gains"] = () => new AUC(11, AUCCurve.PRGain, AUCSummation.Majoring, fromLogits: true),
    };

    public static TheoryData<string> Names => [.. MetricTable.Rows.Names, .. More.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Updates_equal_eager_ones(string name)
    {
        Tensor[] eager = Run(name, f => f), compiled = Run(name, f => Compiled.Of(f).Run);
        Assert.Equal(eager.Length, compiled.Length);
        for (int i = 0; i < eager.Length; i++)
        {
            CompiledOpTableTests.Same(eager[i], compiled[i]);
        }
    }

    static Tensor[] Run(string name, Func<Func<Tensor, Tensor, Tensor>, Func<Tensor, Tensor, Tensor>> prepared)
    {
        var metric = (PredictionMetric)(More.TryGetValue(name, out var make) ? make() : (Metric)name);
        bool classNumbers = name.Contains("parse", StringComparison.Ordinal);
        var step = prepared((t, p) =>
        {
            metric.UpdateState(t, p, Tensor.Constant(new[] { 1f, 2, 0.5f, 0, 1 }));
            return metric.Result();
        });
        var results = new List<Tensor>();
        for (int i = 0; i < 3; i++)
        {
            var classes = Tensor.RandomUniform([5], 0, 3, seed: i).Cast(ElementType.Int32);
            var p = Tensor.RandomUniform([5, 3], seed: i + 10);
            results.Add(name is "IoU" or "MeanIoU" ? step(classes.Minimum(1), classes.ZerosLike() + (i % 2)) : step(classNumbers ? classes : classes.OneHot(3), p));
            results.AddRange(metric.Variables.Select(v => v.Value));
        }

        return [.. results];
    }
}
