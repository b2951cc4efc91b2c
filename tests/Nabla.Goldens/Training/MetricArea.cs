using Nabla.Goldens.Cases;
using Nabla.Goldens.Comparing;
using Nabla.Metrics;
using Nabla.Models.Saving;

namespace Nabla.Goldens.Training;

/// <summary>Cases of <c>metrics/</c>.</summary>
sealed class MetricArea() : PartArea<Metric>(KerasMetrics.Table, "metric")
{
    public override void Run(GoldenCase golden)
    {
        if (KerasCase.Gets(golden, name => _ = (Metric)name)) return;
        var comparer = Comparer.Of(golden);
        if (golden.Has("function"))
        {
            comparer.Check("value", golden.Value("value"), KerasFunctions.Of(golden.Text("function")!, KerasCase.Arguments(golden))((Tensor)golden.Value("y_true")!, (Tensor)golden.Value("y_pred")!));
            return;
        }
        var metric = Read(golden);
        if (golden.MustFail)
        {
            ((PredictionMetric)metric).UpdateState(KerasCase.Sample(golden, "y_true")!, KerasCase.Sample(golden, "y_pred")!, KerasCase.Sample(golden, "sample_weight"));
            return;
        }
        var updates = golden.List("updates");
        for (var i = 0; i < updates.Count; i++)
        {
            Update(metric, (Dictionary<string, object?>)updates[i]!);
            comparer.Check($"result {i}", Row(golden.Value("results"), i), metric.Result());
            foreach (var (variable, k) in metric.Variables.Select((v, k) => (v, k)))
            {
                var expected = (List<object?>)golden.List("variables")[k]!;
                comparer.Check("name", expected[0], variable.Name);
                comparer.Check($"{variable.Name} {i}", Row(expected[1], i), variable.Value);
            }
        }
        comparer.Check("variables", (long)golden.List("variables").Count, metric.Variables.Count);
        metric.ResetState();
        if (golden.Has("reset_result")) comparer.Check("result after reset", golden.Value("reset_result"), metric.Result());
    }

    static void Update(Metric metric, Dictionary<string, object?> update)
    {
        var weight = update.GetValueOrDefault("sample_weight") as Tensor;
        switch (metric)
        {
            case Mean mean: mean.UpdateState((Tensor)update["values"]!, weight); break;
            case Sum sum: sum.UpdateState((Tensor)update["values"]!, weight); break;
            default: ((PredictionMetric)metric).UpdateState((Tensor)update["y_true"]!, (Tensor)update["y_pred"]!, weight); break;
        }
    }

    static object? Row(object? stacked, int i) => stacked is Tensor tensor ? tensor[i] : ((List<object?>)stacked!)[i];
}
