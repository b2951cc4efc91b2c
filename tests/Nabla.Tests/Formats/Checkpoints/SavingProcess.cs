using System.Diagnostics;
using System.Runtime.CompilerServices;
using Nabla.Formats;

namespace Nabla.Tests.Formats.TensorFlow;

/// <summary>A process of its own that saves one checkpoint after another until it is killed: this test program in a hidden mode.</summary>
static class SavingProcess
{
    const string Variable = "NABLA_TEST_SAVES_INTO";
    const string OnePrefix = "NABLA_TEST_ONE_PREFIX";
    const int Kept = 2;

    /// <summary>Shapes of the variables; every element of a checkpoint is its step.</summary>
    static readonly long[][] shapes = [[300, 100], [100], [], [50, 40]];

    /// <summary>Starts a process that saves into a folder, and goes on after the newest checkpoint there.</summary>
    public static Process Start(string folder, bool isOnePrefix)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", typeof(SavingProcess).Assembly.Location]) { UseShellExecute = false, RedirectStandardOutput = true };
        start.Environment[Variable] = folder;
        start.Environment[OnePrefix] = isOnePrefix ? "1" : "";
        return Process.Start(start)!;
    }

    /// <summary>The step of the newest checkpoint, all of whose elements must be it; 0 where there is none.</summary>
    public static int WholeStep(string folder)
    {
        if (Checkpoints.LatestCheckpoint(folder) is not { } prefix) return 0;
        using var reader = CheckpointReader.Open(prefix);
        var step = reader.Read("step").ToScalar<int>();
        if (reader.Entries.Count != shapes.Length + 1) throw new InvalidDataException($"{prefix} holds {reader.Entries.Count} variables");
        for (var i = 0; i < shapes.Length; i++)
        {
            if (Array.Exists(reader.Read($"v{i}").ToArray<float>(), element => element != step)) throw new InvalidDataException($"{prefix} mixes steps");
        }
        return step;
    }

    /// <summary>Takes the whole process over where it was started by <see cref="Start"/>.</summary>
    [ModuleInitializer]
    internal static void TakeOver()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } folder) return;
        var isOnePrefix = Environment.GetEnvironmentVariable(OnePrefix) == "1";
        var kept = Checkpoints.GetCheckpointState(folder)?.All.ToList() ?? [];
        // An end, in case that the one who should kill it is gone.
        var first = WholeStep(folder) + 1;
        for (var step = first; step < first + 2000; step++)
        {
            Save(folder, step, isOnePrefix, kept);
            Console.WriteLine(step);
            Console.Out.Flush();
        }
        Environment.Exit(1);
    }

    static void Save(string folder, int step, bool isOnePrefix, List<string> kept)
    {
        var variables = shapes.Select((shape, i) => KeyValuePair.Create($"v{i}", Tensor.Full(Shape.Of(shape), (float)step))).Append(KeyValuePair.Create("step", Tensor.Constant(step)));
        var prefix = Path.Combine(folder, isOnePrefix ? "model" : $"model-{step}");
        CheckpointWriter.Write(prefix, variables);
        kept.Remove(prefix);
        kept.Add(prefix);
        var old = kept.Take(kept.Count - Kept).ToList();
        kept.RemoveRange(0, old.Count);
        Checkpoints.UpdateCheckpointState(folder, new CheckpointState(prefix, kept, [], 0));
        foreach (var gone in old) CheckpointWriter.Delete(gone);
    }
}
