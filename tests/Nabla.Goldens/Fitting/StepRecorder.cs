using Nabla.Callbacks;

namespace Nabla.Goldens.Fitting;

/// <summary>Keeps the figures of each training step, and the weights after the first.</summary>
sealed class StepRecorder(bool resets) : Callback
{
    public Dictionary<string, List<double>> Steps { get; } = new(StringComparer.Ordinal);

    public IReadOnlyList<Tensor>? WeightsAfterFirstStep { get; private set; }

    public override void OnTrainBatchBegin(int batch)
    {
        if (resets) Model.ResetMetrics();
    }

    public override void OnTrainBatchEnd(int batch, IReadOnlyDictionary<string, double> logs)
    {
        WeightsAfterFirstStep ??= Model.GetWeights();
        foreach (var (name, value) in logs)
        {
            if (!Steps.TryGetValue(name, out var series)) Steps[name] = series = [];
            series.Add(value);
        }
    }
}
