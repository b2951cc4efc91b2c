using System.Text.Json;
using Nabla.Files;
using Nabla.Formats;
using Nabla.Goldens.Cases;
using Nabla.Goldens.Comparing;

namespace Nabla.Goldens.Areas;

/// <summary>Cases of <c>data/tfrecord</c>: examples made and parsed, records, and files of records.</summary>
sealed class RecordArea : Area
{
    public override void Run(GoldenCase golden)
    {
        switch (golden.Text("kind"))
        {
            case "make": Make(golden); break;
            case "parse": Parse(golden); break;
            case "record": Record(golden); break;
            case "read": Read(golden); break;
            case "dataset": Dataset(golden); break;
            case var kind: throw new NotSupportedNameException($"the kind {kind}");
        }
    }

    static void Make(GoldenCase golden)
    {
        var example = new Example();
        foreach (var feature in golden.Json("features").EnumerateObject())
        {
            var list = feature.Value.EnumerateObject().Single();
            example.Features.Add(feature.Name, list.Name switch
            {
                "int64" => Feature.Int64(list.Value.EnumerateArray().Select(value => value.GetInt64())),
                "float" => Feature.Float(list.Value.EnumerateArray().Select(value => value.GetSingle())),
                _ => Feature.Bytes(list.Value.EnumerateArray().Select(value => value.ValueKind == JsonValueKind.String ? ByteText.ToBytes(value.GetString()!) : value.GetProperty("base64").GetBytesFromBase64())),
            });
        }
        var expected = golden.Json("serialized").GetBytesFromBase64();
        if (!example.ToBytes().AsSpan().SequenceEqual(expected)) throw new MismatchException($"expected the bytes {Convert.ToBase64String(expected)}, got {Convert.ToBase64String(example.ToBytes())}");
        if (!Example.FromBytes(expected).ToBytes().AsSpan().SequenceEqual(expected)) throw new MismatchException("what was read is not written as it was");
    }

    static void Parse(GoldenCase golden)
    {
        var serialized = golden.Json("serialized");
        byte[][] examples = serialized.ValueKind == JsonValueKind.Array ? [.. serialized.EnumerateArray().Select(one => one.GetBytesFromBase64())] : [serialized.GetBytesFromBase64()];
        var function = golden.Text("function")!;
        var comparer = Comparer.Of(golden);
        if (function is "parse_single_example" or "parse_example")
        {
            var features = Specs(golden.Json("features"));
            Check("output", golden.Map("outputs"), function == "parse_example" ? Example.ParseBatch(examples, features) : Example.ParseSingle(examples[0], features), comparer);
            return;
        }
        var (context, sequence) = (Specs(golden.Json("context_features")), Specs(golden.Json("sequence_features")));
        var isBatch = function == "parse_sequence_example";
        var parsed = isBatch ? SequenceExample.ParseBatch(examples, context, sequence) : SequenceExample.ParseSingle(examples[0], context, sequence);
        Check("context", golden.Map("context_outputs"), parsed.Context, comparer);
        Check("sequence", golden.Map("sequence_outputs"), parsed.Sequences, comparer);
        if (isBatch) comparer.Check("lengths", golden.Map("lengths"), parsed.Lengths.ToDictionary());
    }

    public static Dictionary<string, FeatureSpec> Specs(JsonElement features) => features.EnumerateObject().ToDictionary(feature => feature.Name, feature => Spec(feature.Value), StringComparer.Ordinal);

    static FeatureSpec Spec(JsonElement json)
    {
        var type = Enum.GetValues<ElementType>().First(value => value.Name == json.GetProperty("dtype").GetString());
        var shape = json.TryGetProperty("shape", out var lengths) ? Shape.Of([.. lengths.EnumerateArray().Select(length => length.GetInt64())]) : [];
        Operand? otherwise = json.TryGetProperty("default", out var value) && value.ValueKind != JsonValueKind.Null ? Default(value, type) : (Operand?)null;
        return json.GetProperty("type").GetString() switch
        {
            "FixedLen" => new FixedLenFeature(shape, type, otherwise),
            "VarLen" => new VarLenFeature(type),
            "FixedLenSequence" => new FixedLenSequenceFeature(shape, type, json.TryGetProperty("allow_missing", out var allow) && allow.GetBoolean(), otherwise),
            "Sparse" => new SparseFeature(json.GetProperty("index_key").GetString()!, json.GetProperty("value_key").GetString()!, type, json.GetProperty("size").GetInt64()),
            "Ragged" => new RaggedFeature(type),
            var name => throw new NotSupportedNameException($"the feature {name}"),
        };
    }

    static Tensor Default(JsonElement value, ElementType type)
    {
        JsonElement[] values = value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : [value];
        return type == ElementType.String ? Tensor.Constant((Array)values.Select(one => one.GetString()!).ToArray(), values.Length == 1 ? [] : [values.Length])
        : Tensor.Constant((Array)values.Select(one => one.GetDouble()).ToArray(), values.Length == 1 ? [] : [values.Length]).Cast(type);
    }

    public static void Check(string what, Dictionary<string, object?> expected, ParsedFeatures found, Comparer comparer)
    {
        var actual = found.ToDictionary(item => item.Key, item => item.Value switch
        {
            SparseTensor sparse => new Dictionary<string, object?>
            {
                ["sparse"] = new Dictionary<string, object?> { ["indices"] = sparse.Indices, ["values"] = sparse.Values, ["dense_shape"] = Tensor.Constant((Array)sparse.DenseShape.Select(length => length!.Value).ToArray()) },
            },
            RaggedTensor ragged => new Dictionary<string, object?> { ["ragged"] = new Dictionary<string, object?> { ["values"] = ragged.FlatValues, ["row_splits"] = ragged.RowSplits } },
            var tensor => tensor,
        }, StringComparer.Ordinal);
        comparer.Check(what, expected, actual);
    }

    static void Record(GoldenCase golden)
    {
        var (payload, file) = (golden.Json("payload").GetBytesFromBase64(), golden.Json("file").GetBytesFromBase64());
        using var stream = new MemoryStream();
        using (var writer = new TFRecordWriter(stream)) writer.Write(payload);
        var written = stream.ToArray();
        if (!written.AsSpan().SequenceEqual(file)) throw new MismatchException($"expected the file {Convert.ToHexString(file)}, got {Convert.ToHexString(written)}");
        var comparer = Comparer.Of(golden);
        comparer.Check("checksum of the length", golden.Value("masked_crc32c_of_length"), (long)BitConverter.ToUInt32(written, 8));
        comparer.Check("checksum of the data", golden.Value("masked_crc32c_of_data"), (long)BitConverter.ToUInt32(written, written.Length - 4));
        using var reader = new TFRecordReader(new MemoryStream(file), golden.Name);
        if (reader.Next() is not { } record || !record.AsSpan().SequenceEqual(payload) || reader.Next() is not null) throw new MismatchException("the record is not read as it was written");
    }

    static void Read(GoldenCase golden)
    {
        using var folder = ExtractedFolder.Of(golden.Topic.OwnArchive);
        var compression = Compression(golden.Text("compression_type"));
        var records = new List<byte[]>();
        try
        {
            foreach (var file in golden.Json("files").EnumerateArray()) records.AddRange(Lazily(records, TFRecordReader.Read(folder.PathOf(file.GetString()!), compression)));
        }
        finally
        {
            var field = golden.MustFail ? "records_before_the_error" : "records";
            CheckRecords([.. golden.Json(field).EnumerateArray().Select(record => record.GetBytesFromBase64())], records);
        }
    }

    // Adds one by one, so that those before an error are there.
    static IEnumerable<byte[]> Lazily(List<byte[]> to, IEnumerable<byte[]> records)
    {
        foreach (var record in records) to.Add(record);
        return [];
    }

    public static void CheckRecords(IReadOnlyList<byte[]> expected, IReadOnlyList<byte[]> found)
    {
        if (found.Count != expected.Count) throw new MismatchException($"expected {expected.Count} records, got {found.Count}");
        for (var i = 0; i < found.Count; i++)
        {
            if (!found[i].AsSpan().SequenceEqual(expected[i])) throw new MismatchException($"record {i}: expected {Convert.ToHexString(expected[i])}, got {Convert.ToHexString(found[i])}");
        }
    }

    public static CompressionType Compression(string? name) => name switch { null or "" => CompressionType.None, "GZIP" => CompressionType.Gzip, _ => CompressionType.Zlib };

    static void Dataset(GoldenCase golden)
    {
        using var folder = ExtractedFolder.Of(golden.Topic.OwnArchive);
        var data = Nabla.Dataset.FromTFRecord([.. golden.Json("files").EnumerateArray().Select(file => folder.PathOf(file.GetString()!))]);
        if (golden.Has("batch_size")) data = data.Batch((int)golden.Number("batch_size", 0));
        var features = Specs(golden.Json("features"));
        var (elements, found) = (golden.List("elements"), data.ToList());
        // The case lists the first batch alone where the last one is smaller.
        for (var i = 0; i < elements.Count; i++) Check($"element {i}", (Dictionary<string, object?>)elements[i]!, Example.Parse(found[i].First, features), Comparer.Of(golden));
    }
}
