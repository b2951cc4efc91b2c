namespace Nabla.Callbacks;

/// <summary>Makes the learning rate smaller when a figure has stopped getting better.</summary>
/// <param name="monitor">The figure: <c>val_loss</c>, <c>accuracy</c> …</param>
/// <param name="factor">The new rate is the old one times this, below 1.</param>
/// <param name="patience">Epochs without improvement after which it acts.</param>
/// <param name="verbose">Whether a sentence is printed when it acts.</param>
/// <param name="mode"><c>"min"</c>, <c>"max"</c>, or <c>"auto"</c> to decide by the figure's name.</param>
/// <param name="minDelta">Smaller improvements do not count.</param>
/// <param name="cooldown">Epochs after acting in which it does not watch.</param>
/// <param name="minLearningRate">The rate does not fall below this.</param>
/// <exception cref="ArgumentException">The factor is 1 or more.</exception>
public sealed class ReduceLROnPlateau(
    string monitor = "val_loss",
    double factor = 0.1,
    int patience = 10,
    bool verbose = false,
    string mode = "auto",
    double minDelta = 1e-4,
    int cooldown = 0,
    double minLearningRate = 0) : Callback
{
    readonly double factor = factor < 1 ? factor : throw new ArgumentException($"ReduceLROnPlateau: factor {factor}: it must be below 1, or the rate would not fall.", nameof(factor));
    readonly Monitor watched = new(nameof(ReduceLROnPlateau), monitor, mode, minDelta, Console.Out.WriteLine, unknownIsSmaller: true);

    /// <summary>Epochs since the last improvement.</summary>
    public int Wait { get; private set; }

    /// <summary>The best figure so far; null before the first.</summary>
    public double? Best { get; private set; }

    /// <summary>Epochs in which it will not watch.</summary>
    public int CooldownCounter { get; private set; }

    /// <inheritdoc/>
    public override void OnTrainBegin() => (Wait, Best, CooldownCounter) = (0, null, 0);

    /// <inheritdoc/>
    public override void OnEpochEnd(int epoch, IDictionary<string, double> logs)
    {
        float rate = Model.Optimizer.LearningRate.Value.ToScalar<float>();
        logs["learning_rate"] = rate;
        if (watched.Read(logs) is not { } value)
        {
            return;
        }

        if (CooldownCounter > 0)
        {
            CooldownCounter--;
            Wait = 0;
        }

        if (watched.IsBetter(value, Best))
        {
            (Best, Wait) = (value, 0);
        }
        else if (CooldownCounter <= 0)
        {
            Wait++;
            if (Wait >= patience && rate > (float)minLearningRate)
            {
                double next = Math.Max(rate * factor, minLearningRate);
                Model.Optimizer.LearningRate = next;
                if (verbose)
                {
                    Console.Out.WriteLine($"\nEpoch {epoch + 1}: ReduceLROnPlateau reducing learning rate to {PythonText.Repr(next)}.");
                }

                (CooldownCounter, Wait) = (cooldown, 0);
            }
        }
    }
}
