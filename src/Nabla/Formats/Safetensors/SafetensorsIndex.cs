using System.Text.Json;
using Nabla.Files;

namespace Nabla.Formats;

/// <summary>Tensors in several files, and the JSON index that says which tensor is where.</summary>
static class SafetensorsIndex
{
    public static List<KeyValuePair<string, Tensor>> Read(string path, LoadLimits limits)
    {
        var full = Path.GetFullPath(path);
        var (folder, name) = (Path.GetDirectoryName(full)!, Path.GetFileName(full));
        var map = ReadMap(ContainedFile.ReadAllBytes(folder, name, limits), name, limits);
        var budget = new DecodeBudget(name, limits);
        var tensors = new List<KeyValuePair<string, Tensor>>();
        foreach (var shard in map.GroupBy(pair => pair.Value, StringComparer.Ordinal))
        {
            using var file = OpenShard(folder, shard.Key, name, limits);
            foreach (var (tensor, _) in shard)
            {
                var entry = file.Find(tensor) ?? throw new ModelFormatException(name, "weight_map", $"{ContainedFile.Shown(tensor)} is not in the file {ContainedFile.Shown(shard.Key)}");
                budget.Take(entry.Length, ContainedFile.Shown(tensor));
                tensors.Add(new(tensor, file.Read(tensor)));
            }
        }
        return tensors;
    }

    public static void Write(string folder, List<(string Name, SafetensorsType Type, Tensor Tensor)> sorted, long maxBytes, string name)
    {
        var shards = new List<List<(string Name, SafetensorsType Type, Tensor Tensor)>> { new() };
        var (total, inShard) = (0L, 0L);
        foreach (var item in sorted)
        {
            var bytes = Safetensors.Bytes(item.Type, item.Tensor);
            if (shards[^1].Count > 0 && inShard + bytes > maxBytes)
            {
                shards.Add([]);
                inShard = 0;
            }
            shards[^1].Add(item);
            inShard += bytes;
            total += bytes;
        }
        var map = new SortedDictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < shards.Count; i++)
        {
            var file = $"{name}-{i + 1:00000}-of-{shards.Count:00000}.safetensors";
            foreach (var item in shards[i]) map.Add(item.Name, file);
            ContainedFile.Write(folder, file, stream => Safetensors.Write(stream, shards[i].Select(item => KeyValuePair.Create(item.Name, item.Tensor))));
        }
        ContainedFile.Write(folder, $"{name}.safetensors.index.json", stream =>
        {
            using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
            json.WriteStartObject();
            json.WriteStartObject("metadata");
            json.WriteNumber("total_size", total);
            json.WriteEndObject();
            json.WriteStartObject("weight_map");
            foreach (var (tensor, file) in map) json.WriteString(tensor, file);
            json.WriteEndObject();
            json.WriteEndObject();
        });
    }

    /// <summary>Opens a file that an index names.</summary>
    public static SafetensorsFile OpenShard(string folder, string shard, string index, LoadLimits limits)
    {
        if (!ContainedFile.Exists(folder, shard)) throw new ModelFormatException(index, "weight_map", $"the file {ContainedFile.Shown(shard)} is missing");
        return SafetensorsFile.Open(ContainedFile.OpenRead(folder, shard), shard, limits);
    }

    /// <summary>Tensor → file.</summary>
    public static List<KeyValuePair<string, string>> ReadMap(byte[] content, string file, LoadLimits limits)
    {
        try
        {
            using var document = JsonDocument.Parse(content, new JsonDocumentOptions { MaxDepth = limits.MaxNesting });
            if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("weight_map", out var map) || map.ValueKind != JsonValueKind.Object)
                throw new ModelFormatException(file, "", "it has no object 'weight_map'");
            var pairs = new List<KeyValuePair<string, string>>();
            var names = new HashSet<string>(StringComparer.Ordinal);
            foreach (var pair in map.EnumerateObject())
            {
                if (pair.Value.ValueKind != JsonValueKind.String) throw new ModelFormatException(file, "weight_map", $"{ContainedFile.Shown(pair.Name)} is in no file");
                if (!names.Add(pair.Name)) throw new ModelFormatException(file, "weight_map", $"{ContainedFile.Shown(pair.Name)} stands twice");
                if (pairs.Count >= limits.MaxEntries) throw new ModelFormatException(file, "weight_map", $"it lists more than {limits.MaxEntries:N0} tensors");
                pairs.Add(new(pair.Name, pair.Value.GetString()!));
            }
            return pairs;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new ModelFormatException(file, "", "it is no JSON that can be read", error);
        }
    }
}
