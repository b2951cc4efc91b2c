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
    ValidationFrequency validationFreq,
    Verbosity verbose,
    IReadOnlyList<Callback>? given)
{
    readonly History history = new();
    readonly List<Callback> callbacks = [];
    readonly TrainingNotices notices = new(Progress.Choose(verbose));
    IEnumerator<Batch>? continued;

    internal History Run(CancellationToken cancellationToken)
    {
        Check();
        _ = model.StartEpoch();
        var shown = Progress.Choose(verbose);
        var plan = new TrainingPlan(epochs, stepsPerEpoch ?? training.Steps, initialEpoch, shown) { Seed = training.Seed };
        callbacks.AddRange(given ?? []);
        if (shown != Verbosity.Silent)
        {
            callbacks.Add(new ProgbarLogger());
        }

        foreach (var callback in callbacks)
        {
            callback.Attach(model, plan);
            callback.WasCancelled = false;
        }

        model.StopTraining = false;
        callbacks.ForEach(c => c.OnTrainBegin());
        IReadOnlyDictionary<string, double> logs = new Dictionary<string, double>(StringComparer.Ordinal);
        try
        {
            var (first, done) = Start();
            for (int epoch = first; epoch < epochs && !model.StopTraining && !cancellationToken.IsCancellationRequested; epoch++)
            {
                logs = Epoch(epoch, epoch == first ? done : 0, cancellationToken);
            }
        }
        finally
        {
            continued?.Dispose();
        }

        if (epochs > 0)
        {
            model.Optimizer.FinalizeVariableValues();
        }

        callbacks.ForEach(c => c.OnTrainEnd(logs));
        return history;
    }

    /// <summary>The first epoch and how many of its batches are done: as asked, or where a callback brought a training back.</summary>
    /// <remarks>Data is read past what was learned from already, so that what follows is what would have followed.</remarks>
    (int Epoch, int Batches) Start()
    {
        if (callbacks.Select(callback => callback.ResumeAt).FirstOrDefault(point => point is not null) is not { } resumed || resumed.Epoch < initialEpoch)
        {
            return (initialEpoch, 0);
        }

        training.Seed = resumed.Seed ?? training.Seed;
        for (int epoch = initialEpoch; epoch < Math.Min(resumed.Epoch, epochs); epoch++)
        {
            if (stepsPerEpoch is null)
            {
                training.Skip(epoch);
            }
            else
            {
                foreach (var _ in Steps(epoch))
                {
                }
            }
        }

        return (resumed.Epoch, resumed.Batches);
    }

    Dictionary<string, double> Epoch(int epoch, int done, CancellationToken cancellationToken)
    {
        var parts = model.StartEpoch();
        callbacks.ForEach(c => c.OnEpochBegin(epoch));
        int step = 0, group = 0;
        foreach (var batch in Steps(epoch))
        {
            if (step < done)
            {
                step++;
                continue;
            }

            notices.Look(model, parts, batch);
            int number = step++;
            if (group++ == 0)
            {
                callbacks.ForEach(c => c.OnTrainBatchBegin(number));
            }

            model.Train(batch);
            if (group == parts.StepsPerExecution)
            {
                group = 0;
                EndBatch(number, parts);
            }

            if (model.StopTraining || cancellationToken.IsCancellationRequested)
            {
                break;
            }
        }

        if (group > 0)
        {
            EndBatch(step - 1, parts);
        }

        if (step == 0)
        {
            throw new ArgumentException("Fit: the data has no batches: there is nothing to learn from. Check its size, and that a data set was not used up.");
        }

        if (cancellationToken.IsCancellationRequested)
        {
            callbacks.ForEach(c => c.WasCancelled = true);
        }

        var results = parts.Results();
        notices.Look(results);
        if (validation is not null && validationFreq.Includes(epoch) && !cancellationToken.IsCancellationRequested)
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

    void EndBatch(int number, CompiledParts parts)
    {
        if (callbacks.Count > 0)
        {
            var logs = parts.Logs();
            callbacks.ForEach(c => c.OnTrainBatchEnd(number, logs));
        }
    }

    /// <summary>The batches of an epoch: all of them, or the next few of data that goes on over epochs.</summary>
    /// <remarks>Where the data ends within an epoch, the epoch ends; the next one starts from the first batch.</remarks>
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

        if (continued is null || !continued.MoveNext())
        {
            continued?.Dispose();
            continued = training.Epoch(epoch).GetEnumerator();
            if (!continued.MoveNext())
            {
                yield break;
            }
        }

        for (int i = 1; ; i++)
        {
            yield return continued.Current;
            if (i == steps)
            {
                yield break;
            }

            if (!continued.MoveNext())
            {
                notices.RanOut(i, steps);
                continued.Dispose();
                continued = null;
                yield break;
            }
        }
    }

    void Check()
    {
        if (epochs < 0 || initialEpoch < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(epochs), $"Fit: epochs {epochs} from {initialEpoch}: both must be 0 or more.");
        }

        if (stepsPerEpoch is < 1 || validationSteps is < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(stepsPerEpoch), $"Fit: steps per epoch {stepsPerEpoch}, validation steps {validationSteps}: each must be at least 1.");
        }

        if (stepsPerEpoch is null && training.IsEndless)
        {
            throw new ArgumentException("Fit: a data set without end: the epoch would never end. Give stepsPerEpoch, or Repeat a number of times.");
        }

        if (validation is { IsEndless: true } && validationSteps is null)
        {
            throw new ArgumentException("Fit: validation data without end: the validation would never end. Give validationSteps, or Repeat a number of times.");
        }
    }
}
