namespace Nabla.Callbacks;

/// <summary>Sets the learning rate before each epoch.</summary>
/// <param name="schedule">From the epoch, counted from 0, and the present rate to the new one.</param>
/// <param name="verbose">Whether a sentence is printed each time.</param>
public sealed class LearningRateScheduler(Func<int, double, double> schedule, bool verbose = false) : Callback
{
    /// <inheritdoc/>
    public override void OnEpochBegin(int epoch)
    {
        double rate = schedule(epoch, Model.Optimizer.LearningRate.Value.ToScalar<float>());
        Model.Optimizer.LearningRate = rate;
        if (verbose)
        {
            Console.Out.WriteLine($"\nEpoch {epoch + 1}: LearningRateScheduler setting learning rate to {PythonText.Repr(rate)}.");
        }
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(int epoch, IDictionary<string, double> logs) => logs["learning_rate"] = Model.Optimizer.LearningRate.Value.ToScalar<float>();
}
