namespace Nabla.Callbacks;

/// <summary>Ends the training when a figure has stopped getting better.</summary>
/// <param name="monitor">The figure: <c>val_loss</c>, <c>accuracy</c> …</param>
/// <param name="minDelta">Smaller improvements do not count.</param>
/// <param name="patience">Epochs without improvement after which the training ends.</param>
/// <param name="verbose">Whether a sentence is printed when it acts.</param>
/// <param name="mode"><c>"min"</c>, <c>"max"</c>, or <c>"auto"</c> to decide by the figure's name.</param>
/// <param name="baseline">A figure that must be passed for an epoch to count as improvement.</param>
/// <param name="restoreBestWeights">Whether the weights of the best epoch come back at the end.</param>
/// <param name="startFromEpoch">Earlier epochs are not watched.</param>
public sealed class EarlyStopping(
    string monitor = "val_loss",
    double minDelta = 0,
    int patience = 0,
    bool verbose = false,
    string mode = "auto",
    double? baseline = null,
    bool restoreBestWeights = false,
    int startFromEpoch = 0) : Callback
{
    readonly Monitor watched = new(nameof(EarlyStopping), monitor, mode, minDelta, Console.Out.WriteLine);
    IReadOnlyList<Tensor>? bestWeights;

    /// <summary>Epochs since the last improvement.</summary>
    public int Wait { get; private set; }

    /// <summary>The best figure so far; null before the first.</summary>
    public double? Best { get; private set; }

    /// <summary>The epoch of the best figure, counted from 0.</summary>
    public int BestEpoch { get; private set; }

    /// <summary>The epoch at which the training was ended; 0 where it was not.</summary>
    public int StoppedEpoch { get; private set; }

    /// <inheritdoc/>
    public override void OnTrainBegin()
    {
        (Wait, Best, BestEpoch, StoppedEpoch) = (0, null, 0, 0);
        bestWeights = null;
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(int epoch, IDictionary<string, double> logs)
    {
        if (epoch < startFromEpoch || watched.Read(logs) is not { } value)
        {
            return;
        }

        if (restoreBestWeights && bestWeights is null)
        {
            (bestWeights, BestEpoch) = (Model.GetWeights(), epoch);
        }

        Wait++;
        if (watched.IsBetter(value, Best))
        {
            (Best, BestEpoch) = (value, epoch);
            bestWeights = restoreBestWeights ? Model.GetWeights() : null;
            if (baseline is null || watched.IsBetter(value, baseline))
            {
                Wait = 0;
            }

            return;
        }

        if (Wait >= patience && epoch > 0)
        {
            StoppedEpoch = epoch;
            Model.StopTraining = true;
        }
    }

    /// <inheritdoc/>
    public override void OnTrainEnd(IReadOnlyDictionary<string, double> logs)
    {
        if (StoppedEpoch > 0 && verbose)
        {
            Console.Out.WriteLine($"Epoch {StoppedEpoch + 1}: early stopping");
        }

        if (bestWeights is not null)
        {
            if (verbose)
            {
                Console.Out.WriteLine($"Restoring model weights from the end of the best epoch: {BestEpoch + 1}.");
            }

            Model.SetWeights(bestWeights);
        }
    }
}
