using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using Nabla.Callbacks;
using Nabla.Layers;

namespace Nabla.Tests.Models.Saving;

/// <summary>A process of its own that saves one model after another, or trains with backups, until it is killed: this test program in a hidden mode.</summary>
static class SavingModelProcess
{
    const string SavesTo = "NABLA_TEST_SAVES_MODEL_TO", TrainsIn = "NABLA_TEST_TRAINS_IN";
    const int Epochs = 12;

    public static Process StartSaving(string path) => Start(SavesTo, path);

    public static Process StartTraining(string folder) => Start(TrainsIn, folder);

    /// <summary>The step of a saved model, all of whose elements must be it; 0 where there is none.</summary>
    public static int WholeStep(string path)
    {
        if (!File.Exists(path)) return 0;
        var values = Model.Load(path).GetWeights().SelectMany(weight => weight.ToArray<float>()).Distinct().ToList();
        return values is [var step] ? (int)step : throw new InvalidDataException($"{path} mixes steps");
    }

    /// <summary>The bytes that a whole training ends with.</summary>
    public static string Trained(IReadOnlyList<Callback> callbacks)
    {
        var model = Callbacks.BackupTraining.Made();
        Callbacks.BackupTraining.Fit(model, Epochs, callbacks);
        return Callbacks.BackupTraining.Bytes(model);
    }

    [ModuleInitializer]
    internal static void TakeOver()
    {
        if (Environment.GetEnvironmentVariable(SavesTo) is { Length: > 0 } path) Save(path);
        if (Environment.GetEnvironmentVariable(TrainsIn) is { Length: > 0 } folder) Train(folder);
    }

    static Process Start(string variable, string value)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", typeof(SavingModelProcess).Assembly.Location]) { UseShellExecute = false, RedirectStandardOutput = true };
        start.Environment[variable] = value;
        return Process.Start(start)!;
    }

    static void Save(string path)
    {
        var model = new Sequential([new Input([60]), new Dense(200), new Dense(40)]);
        // An end, in case that the one who should kill it is gone.
        var first = WholeStep(path) + 1;
        for (var step = first; step < first + 2000; step++)
        {
            model.SetWeights([.. model.Weights.Select(weight => Tensor.Full(weight.Shape, (float)step))]);
            model.Save(path);
            Console.WriteLine(step);
            Console.Out.Flush();
        }
        Environment.Exit(1);
    }

    static void Train(string folder)
    {
        var bytes = Trained([new BackupAndRestore(Path.Combine(folder, "backup"), 2), new Told()]);
        File.WriteAllText(Path.Combine(folder, "trained"), bytes);
        Environment.Exit(0);
    }

    sealed class Told : Callback
    {
        public override void OnTrainBatchEnd(int batch, IReadOnlyDictionary<string, double> logs)
        {
            Console.WriteLine(batch.ToString(CultureInfo.InvariantCulture));
            Console.Out.Flush();
        }
    }
}
