using System.Text.Json;
using System.Text.Json.Nodes;
using Nabla.Callbacks;
using Nabla.Formats;
using Nabla.Goldens.Cases;

namespace Nabla.Goldens.Fitting;

/// <summary>Callbacks of cases: Keras's by their constructor arguments, and those that record, stop or fail.</summary>
static class CallbackTable
{
    static readonly Dictionary<string, Func<KerasConfig, string, Callback>> rows = new(StringComparer.Ordinal)
    {
        ["EarlyStopping"] = (c, _) => new EarlyStopping(
            c.Text("monitor", "val_loss"), c.Double("min_delta", 0), c.Int("patience", 0), Verbose(c), c.Text("mode", "auto"), c.DoubleOrNull("baseline"), c.Flag("restore_best_weights", false),
            c.Int("start_from_epoch", 0)),
        ["ReduceLROnPlateau"] = (c, _) => new ReduceLROnPlateau(
            c.Text("monitor", "val_loss"), c.Double("factor", 0.1), c.Int("patience", 10), Verbose(c), c.Text("mode", "auto"), c.Double("min_delta", 1e-4), c.Int("cooldown", 0), c.Double("min_lr", 0)),
        ["LearningRateScheduler"] = (c, _) => new LearningRateScheduler(Schedule(c.Json.GetProperty("schedule"), c), Verbose(c)),
        ["SwapEMAWeights"] = (c, _) => new SwapEMAWeights(c.Flag("swap_on_epoch", false)),
        ["TerminateOnNaN"] = (c, _) => new TerminateOnNaN(c.Flag("raise_error", false)),
        ["CSVLogger"] = (c, folder) => new CSVLogger(Path.Combine(folder, c.Text("filename")), c.Text("separator", ","), c.Flag("append", false)),
        ["ModelCheckpoint"] = (c, folder) => new ModelCheckpoint(
            Path.Combine(folder, c.Text("filepath")), c.Text("monitor", "val_loss"), Verbose(c), c.Flag("save_best_only", false), c.Flag("save_weights_only", false), c.Text("mode", "auto"), Frequency(c),
            c.DoubleOrNull("initial_value_threshold")),
        ["BackupAndRestore"] = (c, folder) => new BackupAndRestore(
            c.Text("backup_dir").Length == 0 ? "" : Path.Combine(folder, c.Text("backup_dir")), Frequency(c), c.Flag("double_checkpoint", false), c.Flag("delete_checkpoint", true)),
        ["FailAt"] = (c, _) => new FailAt(c.Int("epoch")),
        ["Recorder"] = (c, _) => new HookRecorder(c.TextOrNull("label"), Words(c, "only")),
        ["StopAt"] = (c, _) => new StopAt(c.IntOrNull("epoch"), c.IntOrNull("batch")),
    };

    /// <summary>The callback of a description: an object with its configuration, or in error cases a name beside <c>kwargs</c>.</summary>
    /// <exception cref="NotSupportedNameException">Nabla has no such callback.</exception>
    public static Callback Make(GoldenCase golden, JsonElement json, string folder)
    {
        var name = json.ValueKind == JsonValueKind.String ? json.GetString()! : json.GetProperty("class_name").GetString()!;
        if (!rows.TryGetValue(name, out var make)) throw new NotSupportedNameException(name);
        var config = json.ValueKind == JsonValueKind.String ? golden.Has("kwargs") ? golden.Json("kwargs").GetRawText() : "{}" : json.GetProperty("config").GetRawText();
        var description = KerasObject.Parse(new JsonObject { ["class_name"] = name, ["config"] = JsonNode.Parse(config) }.ToJsonString(), golden.Name);
        var callback = make(description.Config, folder);
        var unread = description.Config.Unread.ToList();
        return unread.Count == 0 ? callback : throw new BindingException($"the runner does not pass on {string.Join(", ", unread)} of {name}");
    }

    static bool Verbose(KerasConfig config) => config.Int("verbose", 0) != 0;

    static SaveFrequency Frequency(KerasConfig config) => !config.Has("save_freq") ? SaveFrequency.Epoch : config.IsText("save_freq") ? config.Text("save_freq") : config.Int("save_freq");

    static string[]? Words(KerasConfig config, string name) =>
        config.Has(name) ? [.. config.Json.GetProperty(name).EnumerateArray().Select(word => word.GetString()!)] : null;

    static Func<int, double, double> Schedule(JsonElement json, KerasConfig config)
    {
        config.Skip("schedule");
        if (json.TryGetProperty("values", out var values) || json.TryGetProperty("by_epoch", out values))
        {
            var rates = values.EnumerateArray().Select(rate => rate.GetDouble()).ToArray();
            return (epoch, _) => rates[epoch];
        }
        var factor = json.GetProperty("factor").GetDouble();
        var every = json.TryGetProperty("every", out var steps) ? steps.GetInt32() : 1;
        var from = json.TryGetProperty("from_epoch", out var first) ? first.GetInt32() : 0;
        return (epoch, rate) => epoch >= from && epoch % every == 0 ? rate * factor : rate;
    }
}

/// <summary>Ends training at the end of an epoch, or of a batch.</summary>
sealed class StopAt(int? epoch, int? batch) : Callback
{
    public override void OnEpochEnd(int current, IDictionary<string, double> logs)
    {
        if (current == epoch) Model.StopTraining = true;
    }

    public override void OnTrainBatchEnd(int current, IReadOnlyDictionary<string, double> logs)
    {
        if (current == batch) Model.StopTraining = true;
    }
}

/// <summary>Breaks a training off at the beginning of an epoch.</summary>
sealed class FailAt(int epoch) : Callback
{
    public override void OnEpochBegin(int current)
    {
        if (current == epoch) throw new InterruptedTrainingException();
    }
}

/// <summary>What <see cref="FailAt"/> throws.</summary>
sealed class InterruptedTrainingException : Exception;
