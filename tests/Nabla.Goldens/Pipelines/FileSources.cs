using System.Text.Json;
using Nabla.Goldens.Areas;
using Nabla.Goldens.Cases;

namespace Nabla.Goldens.Pipelines;

/// <summary>Sources that read files of the topic's archive. The names of files are given as the case gives them, below the folder where they lie.</summary>
static class FileSources
{
    public static Dataset Make(GoldenCase golden, string kind, JsonElement json)
    {
        if (kind != "list_files") return Dataset.FromGenerator(() => Elements(golden, kind, json));
        var found = Elements(golden, kind, json).Select(element => element.First.ToScalar<string>()).ToArray();
        return Dataset.FromTensorSlices(Tensor.Constant((Array)found));
    }

    // The files are there while elements are read, and the cardinality of all but listed files is unknown.
    static IEnumerable<Element> Elements(GoldenCase golden, string kind, JsonElement json)
    {
        using var folder = ExtractedFolder.Of(golden.Topic.OwnArchive);
        string[] names = [.. json.GetProperty(kind == "list_files" ? "patterns" : "files").EnumerateArray().Select(name => folder.PathOf(name.GetString()!))];
        var compression = RecordArea.Compression(json.TryGetProperty("compression_type", out var type) && type.ValueKind == JsonValueKind.String ? type.GetString() : null);
        int Bytes(string name) => json.TryGetProperty(name, out var bytes) && bytes.ValueKind == JsonValueKind.Number ? bytes.GetInt32() : 0;
        var data = kind switch
        {
            "text_line" => Dataset.FromTextLines(names, compression),
            "tfrecord" => Dataset.FromTFRecord(names, compression),
            "fixed_length_record" => Dataset.FromFixedLengthRecords(names, Bytes("record_bytes"), Bytes("header_bytes"), Bytes("footer_bytes"), compression),
            _ => Dataset.ListFiles(names),
        };
        foreach (var element in data) yield return kind == "list_files" ? Tensor.Constant(Path.GetRelativePath(folder.Root, element.First.ToScalar<string>())) : element;
    }
}
