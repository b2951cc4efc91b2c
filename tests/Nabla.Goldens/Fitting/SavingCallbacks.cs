using Nabla.Callbacks;
using Nabla.Goldens.Cases;
using Nabla.Goldens.Comparing;
using Nabla.Layers;
using Nabla.Optimizers;

namespace Nabla.Goldens.Fitting;

/// <summary>Cases of callbacks that save models: the files after each epoch or batch, and what is in them.</summary>
static class SavingCallbacks
{
    static readonly Dictionary<string, double> none = new(StringComparer.Ordinal);

    public static void Run(GoldenCase golden, string folder)
    {
        var (model, callback) = Attached(golden, folder);
        if (golden.Has("epochs_before")) Interrupt(golden, folder, model, callback);
        else if (golden.Has("epochs_of_batches")) DriveBatches(golden, folder, model, callback);
        else Drive(golden, folder, model, (ModelCheckpoint)callback);
    }

    static (Model Model, Callback Callback) Attached(GoldenCase golden, string folder)
    {
        var model = new Sequential([new Input([2]), new Dense(1, useBias: false)]);
        model.Compile(new SGD(golden.Number("learning_rate", 0.1)), "mse");
        var callback = CallbackTable.Make(golden, golden.Json("callback"), folder);
        callback.Attach(model, new TrainingPlan(10, null, 0, Verbosity.Silent));
        return (model, callback);
    }

    static void Drive(GoldenCase golden, string folder, Model model, ModelCheckpoint callback)
    {
        var (comparer, console, printed) = (Comparer.Of(golden), Console.Out, new List<object?>());
        callback.OnTrainBegin();
        var (files, best, epochs) = (golden.List("files"), golden.List("best"), golden.List("epochs"));
        for (var epoch = 0; epoch < epochs.Count; epoch++)
        {
            using var text = new StringWriter();
            Console.SetOut(text);
            try
            {
                callback.OnEpochBegin(epoch);
                Set(model, epoch);
                callback.OnEpochEnd(epoch, ((Dictionary<string, object?>)epochs[epoch]!).ToDictionary(pair => pair.Key, pair => Convert.ToDouble(pair.Value), StringComparer.Ordinal));
            }
            finally
            {
                Console.SetOut(console);
            }
            printed.Add(text.ToString().Replace(folder + Path.DirectorySeparatorChar, "", StringComparison.Ordinal));
            comparer.Check($"files after epoch {epoch}", files[epoch], Files(folder));
            comparer.Check($"best after epoch {epoch}", best[epoch], callback.Best);
        }
        if (golden.Has("printed")) comparer.Check("printed", golden.Value("printed"), printed);
        foreach (var (name, weights) in golden.Map("weights_in_files")) comparer.Check($"weights in {name}", weights, Weights(model, Path.Combine(folder, name)).Reshape([2]));
    }

    static void DriveBatches(GoldenCase golden, string folder, Model model, Callback callback)
    {
        var (comparer, expected) = (Comparer.Of(golden), golden.List("files_after_batches"));
        var sizes = golden.List("epochs_of_batches").ConvertAll(size => (int)(long)size!);
        callback.OnTrainBegin();
        var seen = 0;
        for (var epoch = 0; epoch < sizes[0]; epoch++)
        {
            callback.OnEpochBegin(epoch);
            Set(model, epoch);
            for (var batch = 0; batch < sizes[1]; batch++)
            {
                callback.OnTrainBatchEnd(batch, none);
                comparer.Check($"files after batch {seen}", expected[seen++], Files(folder));
            }
            callback.OnEpochEnd(epoch, new Dictionary<string, double>(StringComparer.Ordinal));
        }
    }

    static void Interrupt(GoldenCase golden, string folder, Model model, Callback callback)
    {
        var (comparer, files, metadata) = (Comparer.Of(golden), golden.List("files_after_epochs"), golden.List("metadata_after_epochs"));
        callback.OnTrainBegin();
        for (var epoch = 0; epoch < (long)golden.Value("epochs_before")!; epoch++)
        {
            callback.OnEpochBegin(epoch);
            Set(model, epoch);
            for (var batch = 0; batch < (long)golden.Value("batches_per_epoch")!; batch++) callback.OnTrainBatchEnd(batch, none);
            callback.OnEpochEnd(epoch, new Dictionary<string, double>(StringComparer.Ordinal));
            comparer.Check($"files after epoch {epoch}", files[epoch], Files(folder));
            comparer.Check($"metadata after epoch {epoch}", metadata[epoch], File.ReadAllText(Path.Combine(folder, "backup", "training_metadata.json")));
        }
        var (second, again) = Attached(golden, folder);
        again.OnTrainBegin();
        comparer.Check("resumed epoch", golden.Value("resumed_epoch"), (long)again.ResumeAt!.Epoch);
        comparer.Check("restored weights", golden.Value("weights_restored"), second.GetWeights()[0].Reshape([2]));
        again.OnTrainEnd(none);
        comparer.Check("files after training", golden.Value("files_after_training"), Files(folder));
    }

    static void Set(Model model, int epoch) => model.SetWeights([Tensor.Constant(new float[,] { { epoch + 1 }, { -(epoch + 1) } })]);

    static Tensor Weights(Model model, string path)
    {
        if (path.EndsWith(".keras", StringComparison.Ordinal)) return Model.Load(path).GetWeights()[0];
        model.LoadWeights(path);
        return model.GetWeights()[0];
    }

    static List<object?> Files(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(file => (object?)Path.GetRelativePath(folder, file).Replace('\\', '/')).OrderBy(name => (string)name!, StringComparer.Ordinal)];
}
