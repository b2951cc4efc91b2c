using System.Diagnostics;
using Nabla.Optimizers;

namespace Nabla.Benchmarks.Rows;

/// <summary>start/*: from the start of a process to its end, after one training step or one prediction of 784-512-10.</summary>
/// <remarks>The process is this program itself, so the figure is that of the build that measures: a published one starts faster.</remarks>
internal static class StartRows
{
    private const int Batch = 128;

    public static IEnumerable<Row> All => [Make("train"), Make("predict")];

    /// <summary>What the child process does.</summary>
    public static int Run(string what)
    {
        var model = Networks.Make(new RMSprop(), 512);
        var x = Networks.Images(what == "train" ? Batch : 1);
        Console.WriteLine(what == "train"
            ? model.TrainOnBatch(x, Networks.Labels(Batch))["loss"]
            : model.PredictOnBatch(x).ArgMax(-1).ToArray<int>()[0]);
        return 0;
    }

    private static Row Make(string what) => new($"start/{what}", () => () =>
    {
        using Process child = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["start", what]) { UseShellExecute = false, RedirectStandardOutput = true })!;
        child.StandardOutput.ReadToEnd();
        child.WaitForExit();
        if (child.ExitCode != 0)
        {
            throw new InvalidOperationException($"Benchmarks: the process of start/{what} ended with {child.ExitCode}.");
        }
    });
}
