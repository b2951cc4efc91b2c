using System.IO.Compression;
using Nabla.Formats;
using Nabla.Formats.Protobuf;
using Nabla.Tests.Summaries;
using Xunit;

namespace Nabla.Tests.Formats.Events;

public sealed class EventGoldenTests
{
    static IEnumerable<(string Name, byte[] Content)> Files()
    {
        using var archive = ZipFile.OpenRead(Path.Combine(Materials.Goldens, "files", "events", "files.zip"));
        foreach (var entry in archive.Entries.Where(entry => entry.Length > 0 && entry.FullName[0] == 'v'))
        {
            using var stream = entry.Open();
            var copy = new MemoryStream();
            stream.CopyTo(copy);
            yield return (entry.FullName, copy.ToArray());
        }
    }

    static List<Event> Events(byte[] content)
    {
        using var reader = new TFRecordReader(new MemoryStream(content), "golden");
        return [.. reader.ReadToEnd().Select(record => Event.Parser.ParseFrom(record))];
    }

    [Fact]
    public void GivenTheSameEventsAndTimesTheWriterWritesTensorFlowsBytes()
    {
        using var folder = new TemporaryFolder();
        var (files, scalars) = (0, 0);
        foreach (var (name, content) in Files())
        {
            var events = Events(content);
            // One file of the second form bears a name of the first.
            var form = name.EndsWith(".v2", StringComparison.Ordinal) || events.Any(next => next.Summary?.Value.Any(value => value.Metadata?.PluginData.PluginName == "scalars") == true) ? SummaryForm.TensorFlow2 : SummaryForm.TensorFlow1;
            string path;
            using (var writer = new FileWriter(folder.Path, form: form, timeProvider: new ScriptedTime(events.Select(next => next.WallTime))))
            {
                path = writer.Path;
                foreach (var next in events.Skip(1)) scalars += Add(writer, next);
            }
            Assert.True(File.ReadAllBytes(path).AsSpan().SequenceEqual(content), name);
            files++;
        }
        Assert.Equal((15, true), (files, scalars > 100));
    }

    /// <summary>Adds an event, scalars by their values; returns how many of these there were.</summary>
    static int Add(FileWriter writer, Event next)
    {
        switch (next.WhatCase)
        {
            case Event.WhatOneofCase.GraphDef:
                writer.AddGraph(next.GraphDef.Span, next.Step);
                return 0;
            case Event.WhatOneofCase.MetaGraphDef:
                writer.AddMetaGraph(next.MetaGraphDef.Span, next.Step);
                return 0;
            case Event.WhatOneofCase.TaggedRunMetadata:
                writer.AddRunMetadata(next.TaggedRunMetadata.RunMetadata.Span, next.TaggedRunMetadata.Tag, next.Step);
                return 0;
            case Event.WhatOneofCase.SessionLog:
                writer.AddSessionLog((SessionStatus)next.SessionLog.Status, next.Step);
                return 0;
        }
        var value = next.Summary.Value[0];
        if (value.Metadata?.PluginData?.PluginName == "scalars" && value.Metadata.SummaryDescription.Length == 0)
        {
            writer.AddScalar(value.Tag, BitConverter.ToSingle(value.Tensor.TensorContent.Span), next.Step);
            return 1;
        }
        if (next.Summary.Value.All(one => one.HasSimpleValue) && next.Summary.Value.DistinctBy(one => one.Tag).Count() == next.Summary.Value.Count)
        {
            writer.AddSummary(Summary.Merge([.. next.Summary.Value.Select(one => Summary.Scalar(one.Tag, Tensor.Constant(one.SimpleValue)))]), next.Step);
            return next.Summary.Value.Count;
        }
        writer.AddSummary(Google.Protobuf.MessageExtensions.ToByteArray(next.Summary), next.Step);
        return 0;
    }

    [Fact]
    public void HistogramsOfTensorFlow2HaveItsRanges()
    {
        var count = 0;
        foreach (var (_, content) in Files())
        {
            using var reader = new EventFileReader(new MemoryStream(content), "golden");
            foreach (var value in reader.ReadToEnd().SelectMany(next => next.Values).Where(value => value.PluginName == "histograms"))
            {
                var rows = (double[,])value.Tensor!.ToArray();
                var total = Enumerable.Range(0, 30).Sum(i => rows[i, 2]);
                double[] ends = total == 0 ? [] : [rows[0, 0], rows[29, 1]];
                var ours = (double[,])EvenBuckets.Of(ends).ToArray();
                for (var i = 0; i < 30; i++) Assert.Equal((rows[i, 0], rows[i, 1]), (ours[i, 0], ours[i, 1]));
                count++;
            }
        }
        Assert.InRange(count, 8, 100);
    }

    [Fact]
    public void HistogramsOfTensorFlow1HaveItsRanges()
    {
        var limits = LoggedHistogram.Of(Enumerable.Range(-400, 801).SelectMany(i => new[] { Math.Pow(1.05, i), -Math.Pow(1.05, i) }).ToArray()).BucketLimits.ToHashSet();
        var count = 0;
        foreach (var (_, content) in Files())
        {
            using var reader = new EventFileReader(new MemoryStream(content), "golden");
            foreach (var histogram in reader.ReadToEnd().SelectMany(next => next.Values).Select(value => value.Histogram).OfType<LoggedHistogram>())
            {
                foreach (var limit in histogram.BucketLimits.Where(limit => Math.Abs(limit) is > 1e-8 and < 1e8)) Assert.Contains(limit, limits);
                count++;
            }
        }
        Assert.InRange(count, 8, 100);
    }
}
