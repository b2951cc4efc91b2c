using Nabla.Formats;
using Xunit;

namespace Nabla.Tests.Formats.TFRecord;

public sealed class RecordMutationTests
{
    static readonly Dictionary<string, FeatureSpec> features = new()
    {
        ["i"] = new FixedLenFeature([2], ElementType.Int64, Tensor.Constant(new long[] { 1, 2 })),
        ["f"] = new VarLenFeature(ElementType.Float32),
        ["s"] = new RaggedFeature(ElementType.String),
        ["q"] = new FixedLenSequenceFeature([2], ElementType.Float32, AllowMissing: true),
        ["p"] = new SparseFeature("i", "f", ElementType.Float32, 1000),
    };

    static readonly Dictionary<string, FeatureSpec> steps = new()
    {
        ["i"] = new FixedLenSequenceFeature([], ElementType.Int64, AllowMissing: true),
        ["f"] = new VarLenFeature(ElementType.Float32),
        ["s"] = new RaggedFeature(ElementType.String),
        ["p"] = new SparseFeature("i", "f", ElementType.Float32, 1000),
    };

    static List<(CompressionType Compression, byte[] Content)> Samples()
    {
        var example = new Example { Features = { ["i"] = Feature.Int64(3, 700), ["f"] = Feature.Float(1, 2), ["s"] = Feature.Text("a", "бв", ""), ["q"] = Feature.Float(1, 2, 3, 4) } };
        var sequence = new SequenceExample
        {
            Context = { ["i"] = Feature.Int64(3, 4) },
            FeatureLists = { ["i"] = [Feature.Int64(1), Feature.Int64(2)], ["f"] = [Feature.Float(1), Feature.Float(2)], ["s"] = [Feature.Text("x"), Feature.Text("y", "z")] },
        };
        return [.. Enum.GetValues<CompressionType>().Select(compression =>
        {
            using var stream = new MemoryStream();
            using (var writer = new TFRecordWriter(stream, compression))
            {
                writer.Write(example.ToBytes());
                writer.Write(sequence.ToBytes());
                writer.Write(example.ToBytes());
            }
            return (compression, stream.ToArray());
        })];
    }

    [Fact]
    public void DamagedFilesEndInResultsOrInTheTypedException()
    {
        var random = new Random(20261123);
        var samples = Samples();
        var (refused, reached) = (0, 0);
        for (var round = 0; round < Mutation.Rounds; round++)
        {
            var isMended = round % 2 == 0;
            var (compression, content) = samples[isMended ? 0 : random.Next(samples.Count)];
            var bytes = isMended ? MendedRecords.Of(content, random) : Mutation.Of(content, random);
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                using var reader = new TFRecordReader(new MemoryStream(bytes), "mutant", compression);
                var records = reader.ReadToEnd().ToList();
                reached++;
                foreach (var record in records) Parse(record);
                Example.ParseBatch(records, features);
            }
            catch (ModelFormatException)
            {
                refused++;
            }
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, (64 << 20) + 4 * bytes.Length);
        }
        Assert.InRange(refused, Mutation.Rounds / 4, Mutation.Rounds - 1);
        Assert.InRange(reached, Mutation.Rounds / 3, Mutation.Rounds);
    }

    static void Parse(byte[] record)
    {
        try
        {
            Example.ParseSingle(record, features);
        }
        catch (ModelFormatException)
        {
            SequenceExample.ParseBatch([record, record], features, steps);
        }
    }
}
