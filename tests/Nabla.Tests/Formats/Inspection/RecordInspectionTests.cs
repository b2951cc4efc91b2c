using Nabla.Formats;
using Nabla.Tests.Summaries;
using Xunit;

namespace Nabla.Tests.Formats.Inspection;

public sealed class RecordInspectionTests
{
    static string Text(Nabla.Formats.Inspection found) =>
        string.Join("\n", [found.Kind, .. found.Facts.Select(fact => $"{fact.Key}: {fact.Value}"), .. found.Tables.SelectMany(table => table.Rows.Select(row => string.Join(" | ", row))), .. found.Problems]);

    [Fact]
    public void EventFilesAndTheirFoldersTellTheirTags()
    {
        using var folder = new TemporaryFolder();
        string path;
        using (var writer = new FileWriter(folder.Path, timeProvider: new ScriptedTime()))
        {
            path = writer.Path;
            writer.AddScalar("loss", 0.5, 1);
            writer.AddScalar("loss", 0.25, 9);
            writer.AddHistogram("weights", Tensor.Constant(new[] { 1f, 2 }), 3);
            writer.AddText("notes", "hello", 4);
            writer.AddGraph([]);
        }
        const string Expected = """
            version: brain.Event:2
            events: 6
            first written: 2023-11-14 22:13:20.000 UTC
            last written: 2023-11-14 22:13:20.000 UTC
            graph: step 0, 0 nodes
            loss | number |  | 2 | 1 | 9 | 0.25
            weights | histogram |  | 1 | 3 | 3 | 2 values, 1 to 2
            notes | tensor | text | 1 | 4 | 4 | string []
            """;
        Assert.Equal("event file\nfiles: 1\n" + Expected, Text(Inspector.Inspect(path)));
        Assert.Equal("event file\nfiles: 1\n" + Expected, Text(Inspector.Inspect(folder.Path)));
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..^1]);
        Assert.Contains("event 5 at byte", Inspector.Inspect(path).Problems.Single(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(CompressionType.None)]
    [InlineData(CompressionType.Gzip)]
    [InlineData(CompressionType.Zlib)]
    public void FilesOfRecordsTellLengthsAndFeatures(CompressionType compression)
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("x.data");
        var examples = new[] { new Example { Features = { ["b"] = Feature.Text("x"), ["a"] = Feature.Int64(1, 2) } }, new Example { Features = { ["a"] = Feature.Int64() } } };
        TFRecordWriter.WriteAll(path, examples.Select(example => example.ToBytes()), compression);
        Assert.Equal(
            $"TFRecord\ncompression: {compression.ToString().ToLowerInvariant()}\nrecords: 2\nbytes in records: 38\nshortest record: 11 bytes\nlongest record: 27 bytes\ncontent: examples (tf.train.Example)\na | example | int64 | 2 | 0 | 2\nb | example | bytes | 1 | 1 | 1",
            Text(Inspector.Inspect(path)));
        var sequence = new SequenceExample { Context = { ["id"] = Feature.Float(1) }, FeatureLists = { ["frames"] = [Feature.Float(1), Feature.Float(2)] } };
        TFRecordWriter.WriteAll(path, [sequence.ToBytes()], compression);
        Assert.EndsWith("SequenceExample)\nid | example | float | 1 | 1 | 1\nframes | steps | float | 1 | 2 | 2", Text(Inspector.Inspect(path)), StringComparison.Ordinal);
        TFRecordWriter.WriteAll(path, [[200, 1, 2], []], compression);
        Assert.EndsWith("content: bytes", Text(Inspector.Inspect(path)), StringComparison.Ordinal);
    }

    [Fact]
    public void ADamagedFileIsDescribedUpToTheDamage()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("x.tfrecord");
        TFRecordWriter.WriteAll(path, [[1], [2], [3]]);
        var bytes = File.ReadAllBytes(path);
        bytes[^5] ^= 1;
        File.WriteAllBytes(path, bytes);
        var found = Inspector.Inspect(path);
        Assert.Contains(("records", "2"), found.Facts);
        Assert.Contains("record 2 at byte 34", found.Problems.Single(), StringComparison.Ordinal);
    }
}
