using Nabla.Goldens.Areas;
using Nabla.Goldens.Cases;
using Nabla.Goldens.Comparing;

namespace Nabla.Goldens.Fitting;

/// <summary>Cases of <c>callbacks/files</c>: what a callback that is driven by hand writes.</summary>
sealed class FileCallbackArea : Area
{
    public override void Run(GoldenCase golden)
    {
        var folder = Directory.CreateTempSubdirectory("nabla-goldens-").FullName;
        try
        {
            Run(golden, folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    static void Run(GoldenCase golden, string folder)
    {
        if (golden.Json("callback").GetProperty("class_name").GetString() is "ModelCheckpoint" or "BackupAndRestore")
        {
            SavingCallbacks.Run(golden, folder);
            return;
        }
        foreach (var run in golden.List("runs"))
        {
            var callback = CallbackTable.Make(golden, golden.Json("callback"), folder);
            callback.OnTrainBegin();
            var epoch = 0;
            var logs = new Dictionary<string, double>(StringComparer.Ordinal);
            foreach (var given in (List<object?>)run!)
            {
                logs = ((Dictionary<string, object?>)given!).ToDictionary(pair => pair.Key, pair => Number(pair.Value), StringComparer.Ordinal);
                callback.OnEpochEnd(epoch++, logs);
            }
            callback.OnTrainEnd(logs);
        }
        if (!golden.Has("text")) throw new NotSupportedNameException(golden.Json("callback").GetProperty("class_name").GetString()!);
        var (expected, found) = (golden.Text("text")!, File.ReadAllText(Path.Combine(folder, golden.Json("callback").GetProperty("config").GetProperty("filename").GetString()!)));
        if (expected != found) throw new MismatchException($"expected the text\n{expected}\ngot\n{found}");
    }

    static double Number(object? value) => value switch
    {
        "NaN" => double.NaN,
        "inf" => double.PositiveInfinity,
        string or System.Collections.IList => throw new NotSupportedNameException("figures that are no numbers"),
        _ => Convert.ToDouble(value),
    };
}
