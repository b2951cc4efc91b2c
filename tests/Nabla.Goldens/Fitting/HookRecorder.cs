using Nabla.Callbacks;

namespace Nabla.Goldens.Fitting;

/// <summary>Notes every call of a hook, with Keras's names: [label,] hook, number, sorted keys of the logs.</summary>
sealed class HookRecorder(string? label, string[]? only) : Callback
{
    /// <summary>Where all recorders of a training note their calls.</summary>
    public List<object?> Calls { get; set; } = [];

    public override void OnTrainBegin() => Note("on_train_begin", null, []);

    public override void OnTrainEnd(IReadOnlyDictionary<string, double> logs) => Note("on_train_end", null, logs.Keys);

    public override void OnEpochBegin(int epoch) => Note("on_epoch_begin", epoch, []);

    public override void OnEpochEnd(int epoch, IDictionary<string, double> logs) => Note("on_epoch_end", epoch, logs.Keys);

    public override void OnTrainBatchBegin(int batch) => Note("on_train_batch_begin", batch, []);

    public override void OnTrainBatchEnd(int batch, IReadOnlyDictionary<string, double> logs) => Note("on_train_batch_end", batch, logs.Keys);

    public override void OnTestBegin() => Note("on_test_begin", null, []);

    public override void OnTestEnd(IReadOnlyDictionary<string, double> logs) => Note("on_test_end", null, logs.Keys);

    public override void OnTestBatchBegin(int batch) => Note("on_test_batch_begin", batch, []);

    public override void OnTestBatchEnd(int batch, IReadOnlyDictionary<string, double> logs) => Note("on_test_batch_end", batch, logs.Keys);

    public override void OnPredictBegin() => Note("on_predict_begin", null, []);

    public override void OnPredictEnd() => Note("on_predict_end", null, []);

    public override void OnPredictBatchBegin(int batch) => Note("on_predict_batch_begin", batch, []);

    // Keras hands the outputs to this hook, which hold no figure by name; its log has one key.
    public override void OnPredictBatchEnd(int batch) => Note("on_predict_batch_end", batch, ["outputs"]);

    void Note(string hook, int? number, IEnumerable<string> keys)
    {
        if (only is not null && !only.Contains(hook)) return;
        var call = new List<object?> { hook, (object?)(long?)number, keys.Order(StringComparer.Ordinal).Cast<object?>().ToList() };
        if (label is not null) call.Insert(0, label);
        Calls.Add(call);
    }
}
