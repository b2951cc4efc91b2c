using System.Text.Json;
using Nabla.Formats;
using Nabla.Goldens.Cases;
using Nabla.Goldens.Comparing;

namespace Nabla.Goldens.Areas;

/// <summary>Cases of files of records, whole and damaged.</summary>
static class RecordFiles
{
    public static void Check(GoldenCase golden, byte[] content)
    {
        var compression = RecordArea.Compression(golden.Text("compression"));
        var found = new List<byte[]>();
        ModelFormatException? error = null;
        using (var reader = new TFRecordReader(new MemoryStream(content), golden.Name, compression))
        {
            try
            {
                while (reader.Next() is { } record) found.Add(record);
            }
            catch (ModelFormatException refusal)
            {
                error = refusal;
            }
        }
        RecordArea.CheckRecords(Expected(golden), found);
        if (golden.Text("expect") == "prefix" && (error is not null) != golden.Flag("then_error")) throw new MismatchException($"expected {(golden.Flag("then_error") ? "an error" : "the end")} after the records, got {error?.Message ?? "the end"}");
        if (error is not null && golden.Text("expect") is null) throw error;
        if (golden.Has("examples")) CheckExamples(golden, found);
        if (golden.Has("context")) CheckSequence(golden, found);
        CheckWritten(found, compression, content, isWhole: error is null && golden.Text("expect") is null && !golden.Name.StartsWith("damaged", StringComparison.Ordinal));
    }

    /// <summary>The records, cut out of all their bytes joined.</summary>
    static List<byte[]> Expected(GoldenCase golden)
    {
        var data = golden.Value(golden.Has("records") ? "records" : "data") is Tensor joined ? joined.ToArray<byte>() : [];
        var (records, at) = (new List<byte[]>(), 0);
        foreach (var length in golden.Json("lengths").EnumerateArray())
        {
            records.Add(data[at..(at + length.GetInt32())]);
            at += length.GetInt32();
        }
        return records;
    }

    static void CheckExamples(GoldenCase golden, List<byte[]> records)
    {
        var comparer = Comparer.Of(golden);
        foreach (var (expected, record) in golden.Json("examples").EnumerateArray().Zip(records))
        {
            var example = Example.FromBytes(record);
            comparer.Check("names", expected.EnumerateObject().Select(feature => (object?)feature.Name).ToList(), example.Features.Keys.Order(StringComparer.Ordinal).ToList());
            foreach (var feature in expected.EnumerateObject()) CheckFeature($"feature {feature.Name}", feature.Value, example.Features[feature.Name], golden, comparer);
            if (!example.ToBytes().AsSpan().SequenceEqual(Example.FromBytes(example.ToBytes()).ToBytes())) throw new MismatchException("an example is not written as it was read");
        }
    }

    static void CheckFeature(string place, JsonElement expected, Feature feature, GoldenCase golden, Comparer comparer)
    {
        var kind = feature.Kind switch { FeatureKind.Bytes => "bytes_list", FeatureKind.Float => "float_list", FeatureKind.Int64 => "int64_list", _ => null };
        comparer.Check($"{place}: kind", golden.Value(expected.GetProperty("kind")), kind);
        if (kind is null) return;
        var values = golden.Value(expected.GetProperty("value"));
        object found = feature.Kind switch
        {
            FeatureKind.Bytes => feature.BytesList.Select(value => Convert.ToHexStringLower(value)).ToList(),
            FeatureKind.Float => values is Tensor ? Tensor.Constant((Array)feature.FloatList.ToArray()) : feature.FloatList,
            _ => values is Tensor ? Tensor.Constant((Array)feature.Int64List.ToArray()) : feature.Int64List,
        };
        comparer.Check(place, values, found);
    }

    static void CheckSequence(GoldenCase golden, List<byte[]> records)
    {
        var comparer = Comparer.Of(golden);
        var example = SequenceExample.FromBytes(records[0]);
        comparer.Check("context", golden.Map("context"), example.Context.ToDictionary(feature => feature.Key, feature => (object?)Numbers(feature.Value)));
        comparer.Check("feature lists", golden.Map("feature_lists"), example.FeatureLists.ToDictionary(list => list.Key, list => (object?)list.Value.Select(Numbers).ToList()));
        if (!SequenceExample.FromBytes(example.ToBytes()).ToBytes().AsSpan().SequenceEqual(example.ToBytes())) throw new MismatchException("an example is not written as it was read");
    }

    static List<object?> Numbers(Feature feature) => [.. feature.Kind == FeatureKind.Float ? feature.FloatList.Select(value => (object?)(double)value) : feature.Int64List.Select(value => (object?)value)];

    /// <summary>What we write is read again, and is what TensorFlow wrote where nothing is compressed.</summary>
    static void CheckWritten(List<byte[]> records, CompressionType compression, byte[] content, bool isWhole)
    {
        using var stream = new MemoryStream();
        using (var writer = new TFRecordWriter(stream, compression)) records.ForEach(record => writer.Write(record));
        var written = stream.ToArray();
        if (isWhole && compression == CompressionType.None && !written.AsSpan().SequenceEqual(content)) throw new MismatchException("the file written differs from TensorFlow's");
        using var reader = new TFRecordReader(new MemoryStream(written), "written", compression);
        RecordArea.CheckRecords(records, [.. reader.ReadToEnd()]);
    }
}
