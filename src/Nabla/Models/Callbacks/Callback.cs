namespace Nabla.Callbacks;

/// <summary>Something done while a model trains, evaluates or predicts.</summary>
/// <remarks>Epochs and batches are counted from 0. The logs hold the figures so far by name.</remarks>
public abstract class Callback
{
    Model? model;

    /// <summary>The model at work.</summary>
    /// <exception cref="InvalidOperationException">No training runs.</exception>
    public Model Model => model ?? throw new InvalidOperationException($"{GetType().Name}: it belongs to no training yet. Give it to Fit.");

    /// <summary>What the training was asked for.</summary>
    public TrainingPlan Plan { get; private set; } = new(0, null, 0, Verbosity.Silent);

    /// <summary>Before the first epoch.</summary>
    public virtual void OnTrainBegin()
    {
    }

    /// <summary>After the last epoch.</summary>
    public virtual void OnTrainEnd(IReadOnlyDictionary<string, double> logs)
    {
    }

    /// <summary>Before an epoch.</summary>
    public virtual void OnEpochBegin(int epoch)
    {
    }

    /// <summary>After an epoch and its validation; what is added to the logs is recorded.</summary>
    public virtual void OnEpochEnd(int epoch, IDictionary<string, double> logs)
    {
    }

    /// <summary>Before a step of training.</summary>
    public virtual void OnTrainBatchBegin(int batch)
    {
    }

    /// <summary>After a step of training.</summary>
    public virtual void OnTrainBatchEnd(int batch, IReadOnlyDictionary<string, double> logs)
    {
    }

    /// <summary>Before an evaluation.</summary>
    public virtual void OnTestBegin()
    {
    }

    /// <summary>After an evaluation.</summary>
    public virtual void OnTestEnd(IReadOnlyDictionary<string, double> logs)
    {
    }

    /// <summary>Before a step of evaluation.</summary>
    public virtual void OnTestBatchBegin(int batch)
    {
    }

    /// <summary>After a step of evaluation.</summary>
    public virtual void OnTestBatchEnd(int batch, IReadOnlyDictionary<string, double> logs)
    {
    }

    /// <summary>Before the first step of a prediction.</summary>
    public virtual void OnPredictBegin()
    {
    }

    /// <summary>After the last step of a prediction.</summary>
    public virtual void OnPredictEnd()
    {
    }

    /// <summary>Before a step of prediction.</summary>
    public virtual void OnPredictBatchBegin(int batch)
    {
    }

    /// <summary>After a step of prediction.</summary>
    public virtual void OnPredictBatchEnd(int batch)
    {
    }

    /// <summary>Where the training goes on, for a callback that brought one back; null for where it was asked to begin.</summary>
    internal virtual ResumePoint? ResumeAt => null;

    /// <summary>Whether the training was ended by its cancellation token.</summary>
    internal bool WasCancelled { get; set; }

    internal void Attach(Model to, TrainingPlan plan) => (model, Plan) = (to, plan);
}

/// <summary>What a training, evaluation or prediction was asked for.</summary>
/// <param name="Epochs">The number of the last epoch.</param>
/// <param name="Steps">Steps of an epoch, where known.</param>
/// <param name="InitialEpoch">The number of the first epoch, counted from 0.</param>
/// <param name="Verbose">What is printed.</param>
public sealed record TrainingPlan(int Epochs, long? Steps, int InitialEpoch, Verbosity Verbose)
{
    /// <summary>What decides the order of the samples; null where a data set does.</summary>
    internal long? Seed { get; init; }
}

/// <summary>A place in a training.</summary>
/// <param name="Epoch">The epoch, counted from 0.</param>
/// <param name="Batches">How many of its batches are done.</param>
/// <param name="Seed">What decided the order of the samples; null where a data set did.</param>
internal sealed record ResumePoint(int Epoch, int Batches, long? Seed);
