using Nabla.Callbacks;

namespace Nabla;

/// <content>Evaluation and prediction.</content>
public abstract partial class Model
{
    /// <summary>The loss and the metrics over data, without learning.</summary>
    /// <param name="x">The inputs; axis 0 counts samples.</param>
    /// <param name="y">The labels, as many as inputs.</param>
    /// <param name="batchSize">Samples in a step.</param>
    /// <param name="verbose">What is printed.</param>
    /// <param name="sampleWeight">How much each sample counts.</param>
    /// <param name="steps">Steps to make; all data by default.</param>
    /// <param name="callbacks">What is called on the way.</param>
    /// <param name="cancellationToken">Ends after the running step; the figures so far are returned.</param>
    /// <returns>The figures by name: <c>loss</c>, then each metric.</returns>
    public IReadOnlyDictionary<string, double> Evaluate(
        Tensors x,
        Tensors? y = null,
        int batchSize = 32,
        Verbosity verbose = Verbosity.Auto,
        Tensors? sampleWeight = null,
        int? steps = null,
        IReadOnlyList<Callback>? callbacks = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(x);
        return Evaluate(Nabla.Batches.Of(nameof(Evaluate), Samples.Of(this, nameof(Evaluate), x, y, sampleWeight), batchSize, shuffle: false, seed: 0), verbose, steps, callbacks, cancellationToken);
    }

    /// <summary>The loss and the metrics over a data set of batches.</summary>
    /// <param name="dataset">Batches of (x, y) or (x, y, sampleWeight).</param>
    /// <param name="verbose">What is printed.</param>
    /// <param name="steps">Steps to make; all data by default.</param>
    /// <param name="callbacks">What is called on the way.</param>
    /// <param name="cancellationToken">Ends after the running step; the figures so far are returned.</param>
    /// <returns>The figures by name: <c>loss</c>, then each metric.</returns>
    public IReadOnlyDictionary<string, double> Evaluate(
        Dataset dataset,
        Verbosity verbose = Verbosity.Auto,
        int? steps = null,
        IReadOnlyList<Callback>? callbacks = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        return Evaluate(Nabla.Batches.Of(this, nameof(Evaluate), dataset), verbose, steps, callbacks, cancellationToken);
    }

    /// <summary>The outputs for inputs of any number, computed batch by batch.</summary>
    /// <param name="x">The inputs; axis 0 counts samples. For a model of several a list, or a dictionary by input name.</param>
    /// <param name="batchSize">Samples in a step.</param>
    /// <param name="verbose">What is printed.</param>
    /// <param name="steps">Steps to make; all data by default.</param>
    /// <param name="callbacks">What is called on the way.</param>
    /// <param name="cancellationToken">Ends before the next step with an <see cref="OperationCanceledException"/>.</param>
    /// <returns>One output a sample, in their order.</returns>
    /// <exception cref="InvalidOperationException">The model has several outputs; see <see cref="PredictMany(Tensors, int, Verbosity, int?, IReadOnlyList{Callback}?, CancellationToken)"/>.</exception>
    public Tensor Predict(
        Tensors x,
        int batchSize = 32,
        Verbosity verbose = Verbosity.Silent,
        int? steps = null,
        IReadOnlyList<Callback>? callbacks = null,
        CancellationToken cancellationToken = default) => Only(nameof(Predict), PredictMany(x, batchSize, verbose, steps, callbacks, cancellationToken));

    /// <summary>All outputs for inputs of any number, computed batch by batch.</summary>
    /// <inheritdoc cref="Predict(Tensors, int, Verbosity, int?, IReadOnlyList{Callback}?, CancellationToken)"/>
    /// <returns>The outputs of the model, named where it names them.</returns>
    public Tensors PredictMany(
        Tensors x,
        int batchSize = 32,
        Verbosity verbose = Verbosity.Silent,
        int? steps = null,
        IReadOnlyList<Callback>? callbacks = null,
        CancellationToken cancellationToken = default) =>
        Predict(Nabla.Batches.Of(nameof(Predict), Samples.Of(this, nameof(Predict), x, null, null), batchSize, shuffle: false, seed: 0), verbose, steps, callbacks, cancellationToken);

    /// <summary>The outputs for a data set of batches.</summary>
    /// <param name="dataset">Batches; labels and weights are ignored.</param>
    /// <param name="verbose">What is printed.</param>
    /// <param name="steps">Steps to make; all data by default.</param>
    /// <param name="callbacks">What is called on the way.</param>
    /// <param name="cancellationToken">Ends before the next step with an <see cref="OperationCanceledException"/>.</param>
    /// <returns>One output a sample, in their order.</returns>
    public Tensor Predict(Dataset dataset, Verbosity verbose = Verbosity.Silent, int? steps = null, IReadOnlyList<Callback>? callbacks = null, CancellationToken cancellationToken = default) =>
        Only(nameof(Predict), PredictMany(dataset, verbose, steps, callbacks, cancellationToken));

    /// <summary>All outputs for a data set of batches.</summary>
    /// <inheritdoc cref="Predict(Dataset, Verbosity, int?, IReadOnlyList{Callback}?, CancellationToken)"/>
    /// <returns>The outputs of the model, named where it names them.</returns>
    public Tensors PredictMany(Dataset dataset, Verbosity verbose = Verbosity.Silent, int? steps = null, IReadOnlyList<Callback>? callbacks = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        return Predict(Nabla.Batches.Of(this, nameof(Predict), dataset), verbose, steps, callbacks, cancellationToken);
    }

    /// <summary>An evaluation within a training: the callbacks know their model already.</summary>
    internal Dictionary<string, double> Evaluate(Batches batches, int? steps, IReadOnlyList<Callback> callbacks, CancellationToken cancellationToken)
    {
        var parts = Parts(nameof(Evaluate));
        if (steps is null && batches.IsEndless)
        {
            throw new ArgumentException("Evaluate: a data set without end: the evaluation would never end. Give steps, or Repeat a number of times.");
        }

        parts.Reset();
        Each(callbacks, c => c.OnTestBegin());
        int step = 0, group = 0;
        foreach (var batch in batches.Epoch(0))
        {
            if (step == steps || cancellationToken.IsCancellationRequested)
            {
                break;
            }

            int number = step++;
            if (group++ == 0)
            {
                Each(callbacks, c => c.OnTestBatchBegin(number));
            }

            RunTestStep(batch);
            if (group == parts.StepsPerExecution)
            {
                group = 0;
                EndTestBatch(number, parts, callbacks);
            }
        }

        if (group > 0)
        {
            EndTestBatch(step - 1, parts, callbacks);
        }

        var results = parts.Results();
        Each(callbacks, c => c.OnTestEnd(results));
        return results;
    }

    static void EndTestBatch(int number, CompiledParts parts, IReadOnlyList<Callback> callbacks)
    {
        if (callbacks.Count > 0)
        {
            var logs = parts.Logs();
            Each(callbacks, c => c.OnTestBatchEnd(number, logs));
        }
    }

    static void Each(IReadOnlyList<Callback> callbacks, Action<Callback> action)
    {
        foreach (var callback in callbacks)
        {
            action(callback);
        }
    }

    Dictionary<string, double> Evaluate(Batches batches, Verbosity verbose, int? steps, IReadOnlyList<Callback>? callbacks, CancellationToken cancellationToken) =>
        Evaluate(batches, steps, Prepared(batches, verbose, steps, callbacks), cancellationToken);

    Tensors Predict(Batches batches, Verbosity verbose, int? steps, IReadOnlyList<Callback>? given, CancellationToken cancellationToken)
    {
        var callbacks = Prepared(batches, verbose, steps, given);
        var outputs = new List<Tensors>();
        Each(callbacks, c => c.OnPredictBegin());
        foreach (var batch in batches.Epoch(0))
        {
            if (outputs.Count == steps)
            {
                break;
            }

            cancellationToken.ThrowIfCancellationRequested();
            int number = outputs.Count;
            Each(callbacks, c => c.OnPredictBatchBegin(number));
            outputs.Add(PredictManyOnBatch(batch.X));
            Each(callbacks, c => c.OnPredictBatchEnd(number));
        }

        Each(callbacks, c => c.OnPredictEnd());
        return outputs.Count switch
        {
            0 => throw new ArgumentException("Predict: the data has no batches: there is nothing to predict. Check its size."),
            1 => outputs[0],
            _ => Named(Tensors.Create([.. Enumerable.Range(0, outputs[0].Count).Select(i => Tensor.Concatenate([.. outputs.Select(o => o[i])], axis: 0))])),
        };
    }

    List<Callback> Prepared(Batches batches, Verbosity verbose, int? steps, IReadOnlyList<Callback>? given)
    {
        verbose = Progress.Choose(verbose);
        List<Callback> callbacks = [.. given ?? []];
        if (verbose != Verbosity.Silent)
        {
            callbacks.Add(new ProgbarLogger());
        }

        var plan = new TrainingPlan(1, steps ?? batches.Steps, 0, verbose);
        callbacks.ForEach(c => c.Attach(this, plan));
        return callbacks;
    }
}
