using System.Globalization;

namespace Nabla.Callbacks;

/// <summary>Saves the model, or its weights, while it trains. A crash leaves each file whole, the old one or the new one.</summary>
/// <param name="filepath">The file, which may have places for numbers: <c>{epoch:02d}-{val_loss:.2f}.keras</c>. Epochs and batches are counted from 1 there; <c>{batch}</c> is known where batches are counted. Folders are made.</param>
/// <param name="monitor">The figure that decides what is best.</param>
/// <param name="verbose">Whether a sentence is printed when it saves.</param>
/// <param name="saveBestOnly">Whether it saves only where the figure is better than ever before.</param>
/// <param name="saveWeightsOnly">Whether the weights are saved instead of the model.</param>
/// <param name="mode"><c>"min"</c>, <c>"max"</c>, or <c>"auto"</c> to decide by the figure's name.</param>
/// <param name="saveFreq"><c>"epoch"</c>, or after how many batches.</param>
/// <param name="initialValueThreshold">What the figure must be better than at first.</param>
/// <exception cref="ArgumentException">The name does not end as a model's or weights' file does.</exception>
public sealed class ModelCheckpoint(
    string filepath,
    string monitor = "val_loss",
    bool verbose = false,
    bool saveBestOnly = false,
    bool saveWeightsOnly = false,
    string mode = "auto",
    SaveFrequency saveFreq = default,
    double? initialValueThreshold = null) : Callback
{
    static readonly string[] WeightEndings = [".weights.h5", ".weights.json", ".safetensors", ".npz"];

    readonly string pattern = Checked(filepath, saveWeightsOnly);
    readonly Monitor? watched = saveBestOnly ? new(nameof(ModelCheckpoint), monitor, mode, 0, Console.Out.WriteLine) : null;
    readonly BatchCount count = new(saveFreq);
    int epoch;

    /// <summary>The best figure so far; null before the first.</summary>
    public double? Best { get; private set; } = initialValueThreshold;

    /// <inheritdoc/>
    public override void OnEpochBegin(int epoch) => this.epoch = epoch;

    /// <inheritdoc/>
    public override void OnTrainBatchEnd(int batch, IReadOnlyDictionary<string, double> logs)
    {
        if (count.IsDue(batch))
        {
            Save(epoch, batch, logs.ToDictionary(StringComparer.Ordinal));
        }
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(int epoch, IDictionary<string, double> logs)
    {
        if (saveFreq.BatchesOrNull is null)
        {
            Save(epoch, null, logs);
        }
    }

    void Save(int number, int? batch, IDictionary<string, double> logs)
    {
        string path = PathOf(number, batch, logs);
        if (!IsWanted(number, path, logs))
        {
            return;
        }

        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder)
        {
            Directory.CreateDirectory(folder);
        }

        if (saveWeightsOnly)
        {
            Model.SaveWeights(path);
        }
        else
        {
            Model.Save(path);
        }

        Say($"Epoch {number + 1}: finished saving model to {path}");
    }

    bool IsWanted(int number, string path, IDictionary<string, double> logs)
    {
        if (watched is null)
        {
            Say($"Epoch {number + 1}: saving model to {path}");
            return true;
        }

        // Without the figure nothing is known to be better; the model is not lost for that.
        if (watched.Read(logs) is not { } value)
        {
            return true;
        }

        string before = Best is { } best ? Figure(best) : "None";
        if (!watched.IsBetter(value, Best))
        {
            Say($"Epoch {number + 1}: {monitor} did not improve from {before}");
            return false;
        }

        Say($"Epoch {number + 1}: {monitor} improved from {before} to {Figure(value)}, saving model to {path}");
        Best = value;
        return true;
    }

    string PathOf(int number, int? batch, IDictionary<string, double> logs)
    {
        var values = logs.ToDictionary(pair => pair.Key, pair => (object)pair.Value, StringComparer.Ordinal);
        values["epoch"] = number + 1L;
        if (batch is { } last)
        {
            values.TryAdd("batch", last + 1L);
        }

        try
        {
            return PythonFormat.Fill(pattern, values);
        }
        catch (FormatException error)
        {
            throw new InvalidOperationException($"ModelCheckpoint: '{pattern}': {error.Message}. Name figures that are recorded{(batch is null ? string.Empty : " after each batch")}.", error);
        }
    }

    void Say(string sentence)
    {
        if (verbose)
        {
            Console.Out.Write($"\n{sentence}\n");
        }
    }

    static string Figure(double value) => value.ToString("F5", CultureInfo.InvariantCulture);

    static string Checked(string filepath, bool weightsOnly)
    {
        ArgumentException.ThrowIfNullOrEmpty(filepath);
        bool isWeights = Array.Exists(WeightEndings, ending => filepath.EndsWith(ending, StringComparison.Ordinal));
        bool isModel = !isWeights && (filepath.EndsWith(".keras", StringComparison.Ordinal) || filepath.EndsWith(".h5", StringComparison.Ordinal));
        return (weightsOnly ? isWeights : isModel) ? filepath
            : throw new ArgumentException($"ModelCheckpoint: '{filepath}': {(weightsOnly ? $"a file of weights ends in {string.Join(", ", WeightEndings)}" : "a model's file ends in .keras or .h5; weights alone need saveWeightsOnly: true")}.", nameof(filepath));
    }
}
