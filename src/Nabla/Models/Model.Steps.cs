using Nabla.Layers;

namespace Nabla;

/// <content>What a step computes, and steps on single batches.</content>
public abstract partial class Model
{
    readonly StepCompiler steps;
    Func<Tensor, Tensor?, Tensor?, Tensor[]>? train, test, predict;

    /// <summary>Trains on one batch.</summary>
    /// <param name="x">The inputs.</param>
    /// <param name="y">The labels.</param>
    /// <param name="sampleWeight">How much each sample counts.</param>
    /// <returns>The loss and the metrics so far, by name; call <see cref="ResetMetrics"/> to start afresh.</returns>
    public IReadOnlyDictionary<string, double> TrainOnBatch(Tensor x, Tensor? y = null, Tensor? sampleWeight = null)
    {
        RunTrainStep(x, y, sampleWeight);
        return Parts(nameof(TrainOnBatch)).Results();
    }

    /// <summary>Evaluates one batch.</summary>
    /// <inheritdoc cref="TrainOnBatch"/>
    public IReadOnlyDictionary<string, double> TestOnBatch(Tensor x, Tensor? y = null, Tensor? sampleWeight = null)
    {
        RunTestStep(x, y, sampleWeight);
        return Parts(nameof(TestOnBatch)).Results();
    }

    /// <summary>The outputs for one batch.</summary>
    public Tensor PredictOnBatch(Tensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        BuildFor(x.Shape);
        return steps.Run(StepKind.Predict, compiled?.RunEagerly ?? false, predict ??= (t, _, _) => [Call(t, training: false)], x, null, null)[0];
    }

    /// <summary>One step of training, compiled where the model is not to run eagerly.</summary>
    internal void RunTrainStep(Tensor x, Tensor? y, Tensor? sampleWeight)
    {
        BuildFor(x.Shape);
        var parts = Parts(nameof(Fit));
        steps.Run(StepKind.Train, parts.RunEagerly, train ??= (a, b, c) => Nothing(TrainStep(a, b, c)), x, y, sampleWeight);
    }

    /// <summary>One step of evaluation, compiled where the model is not to run eagerly.</summary>
    internal void RunTestStep(Tensor x, Tensor? y, Tensor? sampleWeight)
    {
        BuildFor(x.Shape);
        var parts = Parts(nameof(Evaluate));
        steps.Run(StepKind.Test, parts.RunEagerly, test ??= (a, b, c) => Nothing(TestStep(a, b, c)), x, y, sampleWeight);
    }

    /// <summary>What is compiled into a step and is no tensor: a step is compiled anew when it changes.</summary>
    internal int Stamp() => HashCode.Combine(System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(compiled), compiled?.Optimizer.Stamp ?? 0, TrainingStamp);

    static Tensor[] Nothing(Tensor loss) => [];

    /// <summary>Forgets the losses and metrics of the batches so far.</summary>
    public void ResetMetrics() => compiled?.Reset();

    Tensor ComputeLoss(CompiledParts parts, CallScope scope, Tensor prediction, Tensor? y, Tensor? sampleWeight)
    {
        Tensor? loss = null;
        if (parts.Loss is not null)
        {
            loss = parts.Loss.Call(y ?? throw new ArgumentException($"{Name}: no labels: the loss {parts.Loss.Name} compares predictions with them. Give y, or compile without a loss."), prediction, sampleWeight);
        }

        foreach (var penalty in scope.Losses.Concat(Losses))
        {
            loss = loss is null ? penalty : loss + penalty;
        }

        return loss ?? throw new InvalidOperationException($"{Name}: there is nothing to make small: no loss was given to Compile, and no layer adds one. Compile with a loss, for example \"mse\".");
    }

    void Report(CompiledParts parts, Tensor loss, Tensor x, Tensor prediction, Tensor? y, Tensor? sampleWeight)
    {
        parts.LossTracker.UpdateState(loss, x.LengthOf(0).Cast(ElementType.Float32));
        if (y is not null)
        {
            parts.Metrics.Update(y, prediction, sampleWeight);
        }
    }

    CompiledParts Parts(string method) => compiled ?? throw new InvalidOperationException($"{Name}: {method} before Compile: the model does not know its optimizer and loss yet. Call Compile(optimizer, loss, metrics) first.");
}
