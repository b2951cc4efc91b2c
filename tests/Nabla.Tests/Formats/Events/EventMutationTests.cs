using Nabla.Formats;
using Nabla.Tests.Summaries;
using Xunit;

namespace Nabla.Tests.Formats.Events;

public sealed class EventMutationTests
{
    static List<byte[]> Samples()
    {
        var samples = new List<byte[]>();
        foreach (var form in Enum.GetValues<SummaryForm>())
        {
            using var folder = new TemporaryFolder();
            using (var writer = new FileWriter(folder.Path, form: form, timeProvider: new ScriptedTime()))
            {
                writer.AddScalar("loss", 0.5, 1);
                writer.AddHistogram("weights", Tensor.Constant(new[] { 1f, 2, 2, 4 }), 1);
                writer.AddImage("digits", Tensor.Zeros([1, 2, 2, 1], ElementType.UInt8), 1);
                writer.AddAudio("beep", Tensor.Zeros([1, 4]), 8000, 1);
                writer.AddText("notes", Tensor.Constant(new[] { "a", "б" }), 1);
                writer.AddTensor("raw", Tensor.Constant(new[] { 3, 4 }), 1);
                writer.AddGraph([1, 2, 3]);
                writer.AddRunMetadata([6], "step1", 1);
                writer.AddSessionLog(SessionStatus.Start, 5);
                writer.AddSummary(HParams());
            }
            samples.Add(File.ReadAllBytes(Directory.GetFiles(folder.Path).Single()));
        }
        return samples;
    }

    static byte[] HParams()
    {
        var content = new Nabla.Formats.Protobuf.HParamsPluginData { SessionStartInfo = new() { GroupName = "g", Hparams = { ["units"] = Google.Protobuf.WellKnownTypes.Value.ForNumber(8) } } };
        var summary = new Nabla.Formats.Protobuf.Summary
        {
            Value = { new Nabla.Formats.Protobuf.Summary.Types.Value { Tag = "h", Tensor = new() { Dtype = Nabla.Formats.Protobuf.DataType.DtFloat }, Metadata = new() { PluginData = new() { PluginName = "hparams", Content = Google.Protobuf.MessageExtensions.ToByteString(content) } } } },
        };
        return Google.Protobuf.MessageExtensions.ToByteArray(summary);
    }

    [Fact]
    public void DamagedFilesEndInEventsOrInTheTypedException()
    {
        var random = new Random(20261124);
        var samples = Samples();
        using var folder = new TemporaryFolder();
        var path = folder.File("x.tfevents");
        var (refused, complete) = (0, 0);
        for (var round = 0; round < Mutation.Rounds; round++)
        {
            var content = samples[random.Next(samples.Count)];
            var bytes = round % 4 == 0 ? Mutation.Of(content, random) : MendedRecords.Of(content, random);
            File.WriteAllBytes(path, bytes);
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                using var run = new EventAccumulator(folder.Path);
                run.Reload();
                if (run.Problems.Count == 0) complete++;
                Use(run);
            }
            catch (ModelFormatException)
            {
                refused++;
            }
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, (64 << 20) + 4 * bytes.Length);
        }
        Assert.InRange(refused, Mutation.Rounds / 10, Mutation.Rounds - 1);
        Assert.InRange(complete, Mutation.Rounds / 10, Mutation.Rounds);
    }

    static void Use(EventAccumulator run)
    {
        foreach (var tag in run.ScalarTags) _ = run.Scalars(tag);
        foreach (var tag in run.HistogramTags) _ = run.Histograms(tag);
        foreach (var tag in run.ImageTags) _ = run.Images(tag);
        foreach (var tag in run.TextTags) _ = run.Texts(tag);
        foreach (var tag in run.Tags(LoggedKind.Tensor)) _ = run.Tensors(tag);
        foreach (var tag in run.Tags(LoggedKind.Audio)) _ = run.Values(tag, LoggedKind.Audio).Select(point => point.Value.Audio).ToList();
        _ = run.HParams();
    }
}
