using Nabla.Formats;
using Xunit;

namespace Nabla.Tests.Summaries;

public sealed class EventAccumulatorTests
{
    [Fact]
    public void ARunIsFollowedWhileItIsWritten()
    {
        using var folder = new TemporaryFolder();
        using var writer = new FileWriter(folder.Path, maxQueue: 1);
        using var run = new EventAccumulator(folder.Path);
        for (var step = 0; step < 5; step++)
        {
            writer.AddScalar("loss", step, step);
            run.Reload();
            Assert.Equal(step + 1, run.Scalars("loss").Count);
        }
        using var later = new FileWriter(folder.Path, maxQueue: 1, fileNameSuffix: ".later");
        later.AddScalar("loss", 9, 9);
        run.Reload();
        Assert.Equal([0.0, 1, 2, 3, 4, 9], run.Scalars("loss").Select(point => point.Value));
    }

    [Fact]
    public void AnEventThatIsNotWholeYetComesWhenItIs()
    {
        using var folder = new TemporaryFolder();
        using (var writer = new FileWriter(folder.Path)) writer.AddScalar("loss", 1, 1);
        var file = Directory.GetFiles(folder.Path).Single();
        var bytes = File.ReadAllBytes(file);
        for (var length = 0; length < bytes.Length; length++)
        {
            File.WriteAllBytes(file, bytes[..length]);
            using var reader = new EventFileReader(file);
            var before = reader.ReadToEnd().Count();
            Assert.Equal(length == reader.Position, reader.Problem.Length == 0);
            File.WriteAllBytes(file, bytes);
            Assert.Equal(2, before + reader.ReadToEnd().Count());
            Assert.Empty(reader.Problem);
        }
    }

    [Fact]
    public void ARestartTakesThePlaceOfWhatItComputesAgain()
    {
        using var folder = new TemporaryFolder();
        using (var writer = new FileWriter(folder.Path))
        {
            for (var step = 0; step < 5; step++) writer.AddScalar("loss", step, step);
            writer.AddSessionLog(SessionStatus.Start, 3);
            writer.AddScalar("loss", 33, 3);
        }
        using var run = new EventAccumulator(folder.Path);
        run.Reload();
        Assert.Equal([(0L, 0.0), (1, 1), (2, 2), (3, 33)], run.Scalars("loss").Select(point => (point.Step, point.Value)));
    }

    [Fact]
    public void FoldersWithEventsAreRuns()
    {
        using var folder = new TemporaryFolder();
        foreach (var name in new[] { "train", "deep/er", "." })
        {
            using var writer = new FileWriter(folder.File(name));
        }
        Assert.Equal([".", "deep/er", "train"], EventAccumulator.Runs(folder.Path));
    }

    [Fact]
    public void DamageIsReportedAndWhatIsBeforeItIsKept()
    {
        using var folder = new TemporaryFolder();
        using (var writer = new FileWriter(folder.Path))
        {
            for (var step = 0; step < 3; step++) writer.AddScalar("loss", step, step);
        }
        var file = Directory.GetFiles(folder.Path).Single();
        var bytes = File.ReadAllBytes(file);
        bytes[^10] ^= 1;
        File.WriteAllBytes(file, bytes);
        using var run = new EventAccumulator(folder.Path);
        run.Reload();
        Assert.Equal(2, run.Scalars("loss").Count);
        Assert.EndsWith("the checksum of the payload is wrong", run.Problems.Single(), StringComparison.Ordinal);
        Assert.Contains("there are loss (SimpleValue)", Assert.Throws<KeyNotFoundException>(() => run.Scalars("los")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void RecordsThatAreNoEventsAndTooManyBytesAreRefused()
    {
        using var folder = new TemporaryFolder();
        TFRecordWriter.WriteAll(folder.File("x.tfevents"), [[1, 2, 3]]);
        using (var run = new EventAccumulator(folder.Path))
        {
            Assert.Throws<ModelFormatException>(run.Reload);
            Assert.Throws<ModelFormatException>(run.Reload);
        }
        File.Delete(folder.File("x.tfevents"));
        using (var writer = new FileWriter(folder.Path))
        {
            for (var step = 0; step < 3; step++) writer.AddText("long", new string('x', 2000), step);
        }
        using var limited = new EventAccumulator(folder.Path, new LoadLimits { MaxDecodedBytes = 5030 });
        Assert.Throws<ModelFormatException>(limited.Reload);
    }
}
