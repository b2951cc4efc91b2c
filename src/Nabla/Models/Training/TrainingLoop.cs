using Nabla.Callbacks;

namespace Nabla;

/// <summary>Epochs of steps, validations between them, callbacks around all.</summary>
internal sealed class TrainingLoop(
    Model model,
    Batches training,
    Batches? validation,
    int epochs,
    int initialEpoch,
    int? stepsPerEpoch,
    int? validationSteps,
    int validationFreq,
    Verbosity verbose,
    IReadOnlyList<Callback>? given)
{
    readonly History history = new();
    readonly List<Callback> callbacks = [];
    IEnumerator<Batch>? endless;

    internal History Run(CancellationToken cancellationToken)
    {
        Check();
        _ = model.StartEpoch();
        var shown = Progress.Choose(verbose);
        var plan = new TrainingPlan(epochs, stepsPerEpoch ?? training.Steps, initialEpoch, shown);
        callbacks.AddRange(given ?? []);
        if (shown != Verbosity.Silent)
        {
            callbacks.Add(new ProgbarLogger());
        }

        foreach (var callback in callbacks)
        {
            callback.Attach(model, plan);
        }

        model.StopTraining = false;
        callbacks.ForEach(c => c.OnTrainBegin());
        IReadOnlyDictionary<string, double> logs = new Dictionary<string, double>(StringComparer.Ordinal);
        try
        {
            for (int epoch = initialEpoch; epoch < epochs && !model.StopTraining && !cancellationToken.IsCancellationRequested; epoch++)
            {
                logs = Epoch(epoch, cancellationToken);
            }
        }
        finally
        {
            endless?.Dispose();
        }

        callbacks.ForEach(c => c.OnTrainEnd(logs));
        return history;
    }

    Dictionary<string, double> Epoch(int epoch, CancellationToken cancellationToken)
    {
        var parts = model.StartEpoch();
        callbacks.ForEach(c => c.OnEpochBegin(epoch));
        int step = 0;
        foreach (var batch in Steps(epoch))
        {
            int number = step++;
            callbacks.ForEach(c => c.OnTrainBatchBegin(number));
            model.Train(batch);
            if (callbacks.Count > 0)
            {
                var logs = parts.Results();
                callbacks.ForEach(c => c.OnTrainBatchEnd(number, logs));
            }

            if (model.StopTraining || cancellationToken.IsCancellationRequested)
            {
                break;
            }
        }

        if (step == 0)
        {
            throw new ArgumentException("Fit: the data has no batches: there is nothing to learn from. Check its size, and that a data set was not used up.");
        }

        var results = parts.Results();
        if (validation is not null && (epoch + 1) % validationFreq == 0 && !cancellationToken.IsCancellationRequested)
        {
            foreach (var (name, value) in model.Evaluate(validation, validationSteps, callbacks, cancellationToken))
            {
                results[$"val_{name}"] = value;
            }
        }

        callbacks.ForEach(c => c.OnEpochEnd(epoch, results));
        history.Add(epoch, results);
        return results;
    }

    /// <summary>The batches of an epoch: all of them, or the next few of data that goes on over epochs.</summary>
    IEnumerable<Batch> Steps(int epoch)
    {
        if (stepsPerEpoch is not { } steps)
        {
            foreach (var batch in training.Epoch(epoch))
            {
                yield return batch;
            }

            yield break;
        }

        for (int i = 0; i < steps; i++)
        {
            if (endless is null || !endless.MoveNext())
            {
                endless?.Dispose();
                endless = training.Epoch(epoch).GetEnumerator();
                if (!endless.MoveNext())
                {
                    yield break;
                }
            }

            yield return endless.Current;
        }
    }

    void Check()
    {
        if (epochs < 0 || initialEpoch < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(epochs), $"Fit: epochs {epochs} from {initialEpoch}: both must be 0 or more.");
        }

        if (stepsPerEpoch is < 1 || validationSteps is < 1 || validationFreq < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(stepsPerEpoch), $"Fit: steps per epoch {stepsPerEpoch}, validation steps {validationSteps}, validation frequency {validationFreq}: each must be at least 1.");
        }
    }
}
