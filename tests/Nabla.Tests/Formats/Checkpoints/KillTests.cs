using System.Globalization;
using Xunit;

namespace Nabla.Tests.Formats.TensorFlow;

/// <summary>Kills a process that saves, again and again. NABLA_KILLS sets how often; 20 by default.</summary>
public sealed class KillTests
{
    static readonly int kills = Environment.GetEnvironmentVariable("NABLA_KILLS") is { Length: > 0 } given ? int.Parse(given, CultureInfo.InvariantCulture) : 20;

    [Fact]
    public void After_a_kill_at_any_instant_a_whole_checkpoint_is_there_and_none_older_than_the_last_one_reported()
    {
        using var numbered = new TemporaryFolder();
        using var reused = new TemporaryFolder();
        var random = new Random(4);
        var reported = new Dictionary<string, int> { [numbered.Path] = 0, [reused.Path] = 0 };
        for (var kill = 0; kill < kills; kill++)
        {
            var folder = kill % 2 == 0 ? numbered : reused;
            var last = Math.Max(reported[folder.Path], SaveAndKill(folder.Path, folder == reused, random));
            reported[folder.Path] = last;
            var step = SavingProcess.WholeStep(folder.Path);
            Assert.True(step >= last, $"kill {kill}: step {last} was reported as saved, and the newest whole checkpoint is of step {step}");
            Assert.True(step <= last + 1, $"kill {kill}: step {step} is there, and {last} was the last reported");
        }
        Assert.True(reported.Values.All(step => step > 0) || kills < 2);
    }

    /// <summary>Lets a process save for a while, and kills it; the last step that it reported.</summary>
    static int SaveAndKill(string folder, bool isOnePrefix, Random random)
    {
        using var process = SavingProcess.Start(folder, isOnePrefix);
        var last = 0;
        for (var line = random.Next(1, 5); line > 0; line--) last = int.Parse(process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("the process ended by itself"), CultureInfo.InvariantCulture);
        // Anywhere in one of the next saves, each of which takes a few milliseconds.
        var wait = System.Diagnostics.Stopwatch.StartNew();
        var length = TimeSpan.FromMilliseconds(random.NextDouble() * 15);
        while (wait.Elapsed < length) Thread.SpinWait(50);
        process.Kill();
        while (process.StandardOutput.ReadLine() is { } line)
        {
            if (int.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out var step)) last = step;
        }
        process.WaitForExit();
        return last;
    }
}
