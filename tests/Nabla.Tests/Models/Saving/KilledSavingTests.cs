using System.Diagnostics;
using System.Globalization;
using Xunit;

namespace Nabla.Tests.Models.Saving;

/// <summary>Kills a process that saves models or trains with backups, again and again. NABLA_KILLS sets how often; 20 by default.</summary>
public sealed class KilledSavingTests
{
    static readonly int kills = Environment.GetEnvironmentVariable("NABLA_KILLS") is { Length: > 0 } given ? int.Parse(given, CultureInfo.InvariantCulture) : 20;

    [Theory]
    [InlineData("m.keras")]
    [InlineData("m.h5")]
    public void After_a_kill_at_any_instant_a_whole_model_is_there_and_none_older_than_the_last_one_reported(string name)
    {
        using var folder = new TemporaryFolder();
        var random = new Random(name.Length);
        var last = 0;
        for (var kill = 0; kill < (kills + 1) / 2; kill++)
        {
            using var process = SavingModelProcess.StartSaving(folder.File(name));
            last = Math.Max(last, Kill(process, random.Next(1, 5), random));
            var step = SavingModelProcess.WholeStep(folder.File(name));
            Assert.InRange(step, last, last + 1);
        }
        Assert.True(last > 0);
    }

    [Fact]
    public void A_training_that_is_killed_again_and_again_ends_with_the_bytes_of_one_that_is_not()
    {
        using var folder = new TemporaryFolder();
        var random = new Random(8);
        for (var kill = 0; kill < Math.Max(3, kills / 4); kill++)
        {
            using var process = SavingModelProcess.StartTraining(folder.Path);
            Kill(process, random.Next(1, 10), random);
        }
        using (var process = SavingModelProcess.StartTraining(folder.Path))
        {
            while (process.StandardOutput.ReadLine() is not null)
            {
            }
            process.WaitForExit();
        }
        Assert.Equal(SavingModelProcess.Trained([]), File.ReadAllText(folder.File("trained")));
        Assert.False(Directory.Exists(folder.File("backup")));
    }

    /// <summary>Lets a process tell a few lines, and kills it a moment later; the last whole number that it told.</summary>
    static int Kill(Process process, int lines, Random random)
    {
        var last = 0;
        for (; lines > 0; lines--)
        {
            if (process.StandardOutput.ReadLine() is not { } line) return last;
            last = int.Parse(line, CultureInfo.InvariantCulture);
        }
        var wait = Stopwatch.StartNew();
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
