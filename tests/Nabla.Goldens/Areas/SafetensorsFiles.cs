using System.Text.Json;
using Nabla.Formats;
using Nabla.Goldens.Cases;
using Nabla.Goldens.Comparing;

namespace Nabla.Goldens.Areas;

/// <summary>Safetensors files: metadata, types, shapes, values; what is written again has the same bytes.</summary>
static class SafetensorsFiles
{
    public static void Check(GoldenCase golden, byte[] content)
    {
        using var file = SafetensorsFile.Open(content, golden.Name);
        var tensors = file.Entries.Select(entry => KeyValuePair.Create(entry.Name, file.Read(entry.Name))).ToList();
        if (!golden.Has("contents")) return;
        var comparer = Comparer.Of(golden);
        comparer.Check("metadata", golden.Value("metadata") ?? new Dictionary<string, object?>(), file.Metadata.ToDictionary(pair => pair.Key, pair => (object?)pair.Value));
        var contents = golden.Json("contents");
        if (contents.EnumerateObject().Count() != tensors.Count) throw new MismatchException($"expected {contents.EnumerateObject().Count()} tensors, got {tensors.Count}");
        foreach (var expected in contents.EnumerateObject())
        {
            var entry = file.Find(expected.Name) ?? throw new MismatchException($"there is no tensor '{expected.Name}'");
            comparer.Check($"{expected.Name} dtype", expected.Value.GetProperty("dtype").GetString(), Name(entry.Type));
            comparer.Check($"{expected.Name} shape", golden.Value(expected.Value.GetProperty("shape")), entry.Shape);
            CheckValue(golden, comparer, expected.Name, expected.Value.GetProperty("value"), file.Read(expected.Name), file.ReadBytes(entry));
        }
        if (file.Metadata.Count > 1 || file.Entries.Any(entry => entry.Type is SafetensorsType.F8E4M3 or SafetensorsType.F8E5M2)) return;
        var written = new MemoryStream();
        Safetensors.Write(written, tensors, file.Metadata.Count == 0 ? null : file.Metadata);
        if (!written.ToArray().AsSpan().SequenceEqual(content)) throw new MismatchException("written again, it has other bytes");
    }

    public static void CheckSharded(GoldenCase golden)
    {
        using var folder = ExtractedFolder.Of(golden.Topic.Archive(golden.Text("archive")!), golden.Text("member")!);
        var tensors = Safetensors.Read(Path.Combine(folder.Root, golden.Text("index")!)).ToDictionary(pair => pair.Key, pair => pair.Value);
        var contents = golden.Json("contents");
        if (contents.EnumerateObject().Count() != tensors.Count) throw new MismatchException($"expected {contents.EnumerateObject().Count()} tensors, got {tensors.Count}");
        foreach (var expected in contents.EnumerateObject()) Comparer.Of(golden).Check(expected.Name, golden.Value(expected.Value.GetProperty("value")), tensors[expected.Name]);
    }

    static void CheckValue(GoldenCase golden, Comparer comparer, string place, JsonElement expected, Tensor found, byte[] bytes)
    {
        // Floats of 8 bits have no element type in the cases: their bits stand as uint8.
        if (expected.ValueKind == JsonValueKind.Object && expected.TryGetProperty("dtype", out var type) && type.GetString()!.StartsWith("float8", StringComparison.Ordinal))
        {
            comparer.Check(place, golden.Value(expected.GetProperty("bits")), Tensor.Constant((Array)bytes, found.Shape));
            return;
        }
        comparer.Check(place, golden.Value(expected), found);
    }

    static string Name(SafetensorsType type) => type switch
    {
        SafetensorsType.F8E4M3 => "F8_E4M3",
        SafetensorsType.F8E5M2 => "F8_E5M2",
        _ => type.ToString().ToUpperInvariant(),
    };
}
