namespace Nabla.Callbacks;

/// <summary>Prints the progress of training, evaluation and prediction. <c>Fit</c> adds it by itself unless it is told to be silent.</summary>
/// <remarks>On a terminal a bar that moves, at most 20 times a second; elsewhere a line an epoch.</remarks>
/// <param name="output">Where to print; the console by default.</param>
/// <param name="timeProvider">The clock; that of the system by default.</param>
public sealed class ProgbarLogger(TextWriter? output = null, TimeProvider? timeProvider = null) : Callback
{
    static readonly Dictionary<string, double> Nothing = [];

    Progbar? bar;
    long? target;
    long seen;
    bool training;

    TextWriter Output => output ?? Console.Out;

    /// <inheritdoc/>
    public override void OnTrainBegin() => training = true;

    /// <inheritdoc/>
    public override void OnEpochBegin(int epoch)
    {
        Reset();
        if (Plan.Epochs > 1 && Plan.Verbose != Verbosity.Silent)
        {
            Output.Write($"Epoch {epoch + 1}/{Plan.Epochs}\n");
        }
    }

    /// <inheritdoc/>
    public override void OnTrainBatchEnd(int batch, IReadOnlyDictionary<string, double> logs) => Draw(batch + 1, logs);

    /// <inheritdoc/>
    public override void OnEpochEnd(int epoch, IDictionary<string, double> logs) => Finish(logs);

    /// <inheritdoc/>
    public override void OnTestBegin()
    {
        if (!training)
        {
            Reset();
        }
    }

    /// <inheritdoc/>
    public override void OnTestBatchEnd(int batch, IReadOnlyDictionary<string, double> logs)
    {
        if (!training)
        {
            Draw(batch + 1, logs);
        }
    }

    /// <inheritdoc/>
    public override void OnTestEnd(IReadOnlyDictionary<string, double> logs)
    {
        if (!training)
        {
            Finish(logs);
        }
    }

    /// <inheritdoc/>
    public override void OnPredictBegin() => Reset();

    /// <inheritdoc/>
    public override void OnPredictBatchEnd(int batch) => Draw(batch + 1, Nothing);

    /// <inheritdoc/>
    public override void OnPredictEnd() => Finish(Nothing);

    /// <inheritdoc/>
    public override void OnTrainEnd(IReadOnlyDictionary<string, double> logs) => training = false;

    void Reset()
    {
        target ??= Plan.Steps;
        seen = 0;
        bar = new(target, verbose: Plan.Verbose, output: Output, timeProvider: timeProvider) { ShowsAsGiven = true };
    }

    void Draw(long done, IReadOnlyDictionary<string, double> logs)
    {
        seen = done;

        // The figures of a step are computed when they are looked at: not where nothing is drawn.
        if (Plan.Verbose == Verbosity.Bar)
        {
            bar!.Update(done, Ordered(logs), finalize: false);
        }
    }

    void Finish(IEnumerable<KeyValuePair<string, double>> logs)
    {
        // Where the number of steps was not known, the first epoch tells it.
        target ??= seen;
        bar!.Target ??= target;
        bar.Update(bar.Target.Value, Ordered(logs), finalize: true);
    }

    /// <summary>Metrics by name, then those of the validation, as Keras orders them.</summary>
    static IEnumerable<KeyValuePair<string, double>> Ordered(IEnumerable<KeyValuePair<string, double>> logs) =>
        logs.OrderBy(l => l.Key.StartsWith("val_", StringComparison.Ordinal)).ThenBy(l => l.Key, StringComparer.Ordinal);
}
