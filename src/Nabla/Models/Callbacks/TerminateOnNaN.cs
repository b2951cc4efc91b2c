namespace Nabla.Callbacks;

/// <summary>Ends the training when the loss is NaN or infinite.</summary>
/// <param name="raiseError">Whether it throws; else the training ends after the running step and keeps its history.</param>
public sealed class TerminateOnNaN(bool raiseError = false) : Callback
{
    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The loss is not finite, and an error was asked for.</exception>
    public override void OnTrainBatchEnd(int batch, IReadOnlyDictionary<string, double> logs)
    {
        if (!logs.TryGetValue("loss", out double loss) || double.IsFinite(loss))
        {
            return;
        }

        if (raiseError)
        {
            throw new InvalidOperationException($"TerminateOnNaN: the loss is {PythonText.Repr(loss)} at batch {batch}. Try a smaller learning rate, and look for NaN in the data.");
        }

        Console.Out.WriteLine($"Batch {batch}: Invalid loss, terminating training");
        Model.StopTraining = true;
    }
}
