using System.Text.Json;
using Nabla.Formats;
using Xunit;

namespace Nabla.Tests.Formats.Events;

/// <summary>Files that TensorFlow wrote in real projects, in all its versions.</summary>
public sealed class EventArtifactTests
{
    static string Folder(string name) => Path.Combine(Materials.Artifacts, "tensorflow", name);

    [Fact]
    public void RealEventFilesAreRead()
    {
        var count = 0;
        foreach (var run in Directory.GetDirectories(Folder("events")))
        {
            using var expected = JsonDocument.Parse(File.ReadAllText(Path.Combine(run, "expected.json")));
            foreach (var file in expected.RootElement.EnumerateObject())
            {
                Check(file.Value, [.. EventFileReader.Read(Path.Combine(run, file.Name))]);
                count++;
            }
        }
        Assert.InRange(count, 12, 1000);
    }

    static void Check(JsonElement expected, List<LoggedEvent> found)
    {
        Assert.Equal(expected.GetProperty("records").GetInt32(), found.Count);
        Assert.Equal(expected.GetProperty("file_version").GetString(), found[0].FileVersion);
        var kinds = found.Where(next => next.Kind != EventKind.Summary).Select(next => next.Kind switch
        {
            EventKind.FileVersion => "file_version",
            EventKind.GraphDef => "graph_def",
            EventKind.MetaGraphDef => "meta_graph_def",
            EventKind.SessionLog => "session_log",
            EventKind.RunMetadata => "tagged_run_metadata",
            var kind => $"{kind}",
        }).Concat(found.SelectMany(next => next.Values).Select(value => "summary." + Name(value)));
        Assert.Equal(expected.GetProperty("kinds").EnumerateObject().Select(kind => (kind.Name, kind.Value.GetInt32())).Order(), kinds.CountBy(kind => kind).Select(kind => (kind.Key, kind.Value)).Order());
        foreach (var tag in expected.GetProperty("tags").EnumerateObject())
        {
            var points = found.SelectMany(next => next.Values.Where(value => value.Tag == tag.Name).Select(value => (next.Step, Value: value))).ToList();
            Assert.Equal((tag.Value.GetProperty("kind").GetString(), tag.Value.GetProperty("count").GetInt32()), (Name(points[0].Value), points.Count));
            if (!tag.Value.TryGetProperty("first", out var first)) continue;
            CheckPoint(first, points[0]);
            CheckPoint(tag.Value.GetProperty("last"), points[^1]);
        }
        foreach (var value in found.SelectMany(next => next.Values).Where(value => value.Kind == LoggedKind.Image)) Assert.Equal(value.Image!.Height, Png.Decode(value.Image.Encoded).Height);
    }

    static void CheckPoint(JsonElement expected, (long Step, LoggedValue Value) point)
    {
        Assert.Equal(expected[0].GetInt64(), point.Step);
        if (expected[1].ValueKind == JsonValueKind.Number) Assert.Equal(expected[1].GetDouble(), point.Value.Kind == LoggedKind.SimpleValue ? point.Value.SimpleValue : (double)point.Value.Tensor!);
    }

    static string Name(LoggedValue value) => value.Kind switch { LoggedKind.SimpleValue => "simple_value", LoggedKind.Histogram => "histo", LoggedKind.Image => "image", LoggedKind.Audio => "audio", LoggedKind.Tensor => "tensor", _ => "none" };

    [Fact]
    public void RealFilesOfRecordsAreRead()
    {
        var count = 0;
        foreach (var folder in Directory.GetDirectories(Folder("tfrecord")))
        {
            using var expected = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "expected.json")));
            foreach (var file in expected.RootElement.EnumerateObject())
            {
                var records = TFRecordReader.Read(Path.Combine(folder, file.Name), file.Name.EndsWith(".gz", StringComparison.Ordinal) ? CompressionType.Gzip : CompressionType.None).ToList();
                Assert.Equal(file.Value.GetProperty("records").GetInt32(), records.Count);
                if (file.Value.TryGetProperty("lengths_first10", out var lengths)) Assert.Equal(lengths.EnumerateArray().Select(length => length.GetInt32()), records.Take(10).Select(record => record.Length));
                if (file.Value.TryGetProperty("text", out var texts)) Assert.Equal(texts.EnumerateArray().Select(text => text.GetString()), records.Select(record => System.Text.Encoding.UTF8.GetString(record)));
                count++;
            }
        }
        Assert.InRange(count, 3, 1000);
    }
}
