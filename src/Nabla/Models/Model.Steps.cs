using Nabla.Layers;

namespace Nabla;

/// <content>What a step computes, and steps on single batches.</content>
public abstract partial class Model
{
    readonly StepCompiler steps;
    Func<Tensors, Tensors?, Tensors?, Tensor[]>? train, test, predict;

    /// <summary>Trains on one batch.</summary>
    /// <param name="x">The inputs.</param>
    /// <param name="y">The labels.</param>
    /// <param name="sampleWeight">How much each sample counts.</param>
    /// <returns>The loss and the metrics so far, by name; call <see cref="ResetMetrics"/> to start afresh.</returns>
    public IReadOnlyDictionary<string, double> TrainOnBatch(Tensors x, Tensors? y = null, Tensors? sampleWeight = null)
    {
        RunTrainStep(Batch.Of(this, nameof(TrainOnBatch), x, y, sampleWeight));
        return Parts(nameof(TrainOnBatch)).Results();
    }

    /// <summary>Evaluates one batch.</summary>
    /// <inheritdoc cref="TrainOnBatch"/>
    public IReadOnlyDictionary<string, double> TestOnBatch(Tensors x, Tensors? y = null, Tensors? sampleWeight = null)
    {
        RunTestStep(Batch.Of(this, nameof(TestOnBatch), x, y, sampleWeight));
        return Parts(nameof(TestOnBatch)).Results();
    }

    /// <summary>The only output for one batch.</summary>
    /// <exception cref="InvalidOperationException">The model has several outputs.</exception>
    public Tensor PredictOnBatch(Tensors x) => Only(nameof(PredictOnBatch), PredictManyOnBatch(x));

    /// <summary>All outputs for one batch, named where the model names them.</summary>
    public Tensors PredictManyOnBatch(Tensors x)
    {
        ArgumentNullException.ThrowIfNull(x);
        x = x.Ordered(nameof(Predict), "inputs", InputNames);
        BuildFor([.. x.Select(t => t.Shape)]);
        return Named(Tensors.Create(steps.Run(StepKind.Predict, compiled?.RunEagerly ?? false, predict ??= (t, _, _) => [.. CallMany(t, training: false)], x, null, null)));
    }

    /// <summary>One step of training, compiled where the model is not to run eagerly.</summary>
    internal void RunTrainStep(Batch batch)
    {
        BuildFor([.. batch.X.Select(t => t.Shape)]);
        var parts = Parts(nameof(Fit));
        steps.Run(StepKind.Train, parts.RunEagerly, train ??= (a, b, c) => Step(true, TrainStep, a, b, c), batch.X, batch.Y, batch.SampleWeight);
    }

    /// <summary>One step of evaluation, compiled where the model is not to run eagerly.</summary>
    internal void RunTestStep(Batch batch)
    {
        BuildFor([.. batch.X.Select(t => t.Shape)]);
        var parts = Parts(nameof(Evaluate));
        steps.Run(StepKind.Test, parts.RunEagerly, test ??= (a, b, c) => Step(false, TestStep, a, b, c), batch.X, batch.Y, batch.SampleWeight);
    }

    /// <summary>What is compiled into a step and is no tensor: a step is compiled anew when it changes.</summary>
    internal int Stamp() => HashCode.Combine(System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(compiled), compiled?.Optimizer.Stamp ?? 0, TrainingStamp);

    /// <summary>Forgets the losses and metrics of the batches so far.</summary>
    public void ResetMetrics() => compiled?.Reset();

    /// <summary>The loss of a batch: the losses of the outputs, each times its weight, the penalties of regularized weights, and what layers added during the call.</summary>
    /// <param name="x">The inputs.</param>
    /// <param name="y">The labels.</param>
    /// <param name="prediction">The outputs for the inputs.</param>
    /// <param name="sampleWeight">How much each sample counts; one for all outputs, or one each.</param>
    /// <exception cref="ArgumentException">There are no labels, or more or fewer than outputs.</exception>
    /// <exception cref="InvalidOperationException">There is nothing to make small.</exception>
    protected virtual Tensor ComputeLoss(Tensors x, Tensors? y, Tensors prediction, Tensors? sampleWeight)
    {
        Tensor? total = null;
        var losses = Bound(prediction).Losses;
        for (int i = 0; i < losses.Count; i++)
        {
            if (losses[i].Loss is not { } loss)
            {
                continue;
            }

            var value = loss.Call(Label(y, i, losses, loss.Name), prediction[i], WeightOf(sampleWeight, i));
            losses[i].Tracker?.UpdateState(value);
            value = losses[i].Weight == 1 ? value : value * losses[i].Weight;
            total = Sum(total, value);
        }

        foreach (var penalty in (CallScope.Current?.Losses ?? []).Concat(Losses))
        {
            total = Sum(total, penalty);
        }

        return total ?? throw new InvalidOperationException($"{Name}: there is nothing to make small: no loss was given to Compile, and no layer adds one. Compile with a loss, for example \"mse\".");
    }

    /// <summary>Takes a batch into the mean loss and the metrics of the epoch.</summary>
    /// <param name="loss">The loss of the batch.</param>
    /// <param name="x">The inputs.</param>
    /// <param name="y">The labels.</param>
    /// <param name="prediction">The outputs for the inputs.</param>
    /// <param name="sampleWeight">How much each sample counts.</param>
    protected void Report(Tensor loss, Tensors x, Tensors? y, Tensors prediction, Tensors? sampleWeight)
    {
        var parts = Bound(prediction);
        parts.LossTracker.UpdateState(loss, x[0].LengthOf(0).Cast(ElementType.Float32));
        for (int i = 0; y is not null && i < prediction.Count && i < y.Count; i++)
        {
            parts.Metrics!.Update(i, y[i], prediction[i], WeightOf(sampleWeight, i));
        }
    }

    static Tensor[] Step(bool training, Func<Tensors, Tensors?, Tensors?, Tensor> step, Tensors x, Tensors? y, Tensors? sampleWeight)
    {
        using var scope = CallScope.OpenStep(training);
        step(x, y, sampleWeight);
        return [];
    }

    // Layers of 16 bits give penalties of 16 bits; what they are added to is wider.
    static Tensor Sum(Tensor? total, Tensor part) =>
        total is not null ? total + part.Cast(total.ElementType) : part.ElementType is ElementType.Float16 or ElementType.BFloat16 ? part.Cast(ElementType.Float32) : part;

    static Tensor? WeightOf(Tensors? weights, int output) => weights is null ? null : weights.Count == 1 ? weights[0] : weights[output];

    Tensor Label(Tensors? y, int output, IReadOnlyList<OutputLoss> losses, string loss) =>
        y is null ? throw new ArgumentException($"{Name}: no labels: the loss {loss} compares predictions with them. Give y, or compile without a loss.")
        : y.Count == losses.Count ? y[output]
        : throw new ArgumentException($"{Name}: {y.Count} labels for {losses.Count} outputs ({string.Join(", ", losses.Select(l => l.Output))}): each output needs one.");

    /// <summary>The compiled parts with a loss and metrics for each of these outputs.</summary>
    CompiledParts Bound(Tensors prediction)
    {
        var parts = Parts(nameof(Fit));
        parts.Bind(OutputNames is { } names ? new(names) : Nabla.OutputNames.Counted(prediction.Count));
        return parts;
    }

    Tensors Named(Tensors outputs) => OutputNames is { } names ? outputs.Named(names) : outputs;

    Tensor Only(string method, Tensors outputs) => outputs is [var only] ? only
        : throw new InvalidOperationException($"{Name}: {method}: the model has {outputs.Count} outputs. Call {method.Replace("Predict", "PredictMany", StringComparison.Ordinal)} and take those that you need.");

    CompiledParts Parts(string method) => compiled ?? throw new InvalidOperationException($"{Name}: {method} before Compile: the model does not know its optimizer and loss yet. Call Compile(optimizer, loss, metrics) first.");
}
