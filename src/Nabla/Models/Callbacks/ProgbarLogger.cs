using System.Diagnostics;

namespace Nabla.Callbacks;

/// <summary>Prints the progress of training, evaluation and prediction. <c>Fit</c> adds it by itself unless it is told to be silent.</summary>
/// <remarks>On a terminal a bar that moves, at most 20 times a second; elsewhere a line an epoch.</remarks>
public sealed class ProgbarLogger : Callback
{
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    readonly TextWriter output;
    readonly Stopwatch clock = new();
    TimeSpan lastDrawn;
    int drawn;
    int step;
    bool training;

    /// <summary>Prints to the console, or to another writer.</summary>
    /// <param name="output">Where to print; the console by default.</param>
    public ProgbarLogger(TextWriter? output = null) => this.output = output ?? Console.Out;

    bool Bar => Plan.Verbose == Verbosity.Bar;

    /// <inheritdoc/>
    public override void OnTrainBegin() => training = true;

    /// <inheritdoc/>
    public override void OnEpochBegin(int epoch)
    {
        Start();
        output.WriteLine($"Epoch {epoch + 1}/{Plan.Epochs}");
    }

    /// <inheritdoc/>
    public override void OnTrainBatchEnd(int batch, IReadOnlyDictionary<string, double> logs) => Draw(batch + 1, logs);

    /// <inheritdoc/>
    public override void OnEpochEnd(int epoch, IDictionary<string, double> logs) => Finish(logs.AsReadOnly());

    /// <inheritdoc/>
    public override void OnTestBegin()
    {
        if (!training)
        {
            Start();
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
    public override void OnPredictBegin() => Start();

    /// <inheritdoc/>
    public override void OnPredictBatchEnd(int batch) => Draw(batch + 1, new Dictionary<string, double>(StringComparer.Ordinal));

    /// <inheritdoc/>
    public override void OnPredictEnd() => Finish(new Dictionary<string, double>(StringComparer.Ordinal));

    /// <inheritdoc/>
    public override void OnTrainEnd(IReadOnlyDictionary<string, double> logs) => training = false;

    void Start()
    {
        clock.Restart();
        (lastDrawn, drawn, step) = (-Pause, 0, 0);
    }

    void Draw(int done, IReadOnlyDictionary<string, double> logs)
    {
        step = done;
        var now = clock.Elapsed;
        if (Bar && now - lastDrawn >= Pause && done < Plan.Steps)
        {
            lastDrawn = now;
            Write(Progress.Line(done, Plan.Steps, now, logs, bar: true));
        }
    }

    void Finish(IReadOnlyDictionary<string, double> logs)
    {
        string line = Progress.Line(step, Plan.Steps ?? step, clock.Elapsed, logs, Bar);
        if (Bar)
        {
            Write(line);
            output.WriteLine();
        }
        else
        {
            output.WriteLine(line);
        }

        output.Flush();
    }

    /// <summary>Overwrites the line; spaces cover what was longer.</summary>
    void Write(string line)
    {
        output.Write('\r' + line.PadRight(drawn));
        drawn = line.Length;
        output.Flush();
    }
}
