namespace Nabla.Callbacks;

/// <summary>A callback made of functions.</summary>
public sealed class LambdaCallback : Callback
{
    /// <summary>Called before the first epoch.</summary>
    public Action? TrainBegin { get; init; }

    /// <summary>Called after the last epoch with the last figures.</summary>
    public Action<IReadOnlyDictionary<string, double>>? TrainEnd { get; init; }

    /// <summary>Called before each epoch.</summary>
    public Action<int>? EpochBegin { get; init; }

    /// <summary>Called after each epoch with its figures; what is added to them is recorded.</summary>
    public Action<int, IDictionary<string, double>>? EpochEnd { get; init; }

    /// <summary>Called before each step of training.</summary>
    public Action<int>? TrainBatchBegin { get; init; }

    /// <summary>Called after each step of training with the figures so far.</summary>
    public Action<int, IReadOnlyDictionary<string, double>>? TrainBatchEnd { get; init; }

    /// <inheritdoc/>
    public override void OnTrainBegin() => TrainBegin?.Invoke();

    /// <inheritdoc/>
    public override void OnTrainEnd(IReadOnlyDictionary<string, double> logs) => TrainEnd?.Invoke(logs);

    /// <inheritdoc/>
    public override void OnEpochBegin(int epoch) => EpochBegin?.Invoke(epoch);

    /// <inheritdoc/>
    public override void OnEpochEnd(int epoch, IDictionary<string, double> logs) => EpochEnd?.Invoke(epoch, logs);

    /// <inheritdoc/>
    public override void OnTrainBatchBegin(int batch) => TrainBatchBegin?.Invoke(batch);

    /// <inheritdoc/>
    public override void OnTrainBatchEnd(int batch, IReadOnlyDictionary<string, double> logs) => TrainBatchEnd?.Invoke(batch, logs);
}
