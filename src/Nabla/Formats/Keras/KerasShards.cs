using System.Globalization;
using System.Text.Json;
using Nabla.Files;

namespace Nabla.Formats;

/// <summary>Weights of Keras 3 in several files, and the <c>.weights.json</c> index that says what is where.</summary>
/// <remarks>Only files beside the index are opened; a name that leads elsewhere is refused.</remarks>
public static class KerasShards
{
    /// <summary>How the name of an index ends.</summary>
    public const string Extension = ".weights.json";

    /// <summary>Reads all values of the files that an index names.</summary>
    /// <exception cref="ModelFormatException">The index or a file is none, or one that is refused, or a file is missing.</exception>
    public static IReadOnlyList<KerasVariables> Read(string path, LoadLimits? limits = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        limits ??= LoadLimits.Default;
        var full = Path.GetFullPath(path);
        var (folder, name) = (Path.GetDirectoryName(full)!, Path.GetFileName(full));
        var map = ReadMap(ContainedFile.ReadAllBytes(folder, name, limits), name, limits);
        var owners = new Dictionary<string, KerasVariables>(StringComparer.Ordinal);
        var taken = 0L;
        foreach (var shard in map.SelectMany(pair => pair.Value).Distinct(StringComparer.Ordinal))
        {
            if (!ContainedFile.Exists(folder, shard)) throw new ModelFormatException(name, "weight_map", $"the file {ContainedFile.Shown(shard)} is missing");
            using var file = Hdf5File.Open(ContainedFile.OpenRead(folder, shard), shard, limits);
            foreach (var owner in KerasWeights.Read(file, limits))
            {
                owners[owner.Path] = owners.TryGetValue(owner.Path, out var known) ? Joined(known, owner, shard) : owner;
                taken += owner.Variables.Sum(variable => (long)variable.Value.Values.Length);
                if (taken > limits.MaxDecodedBytes) throw new ModelFormatException(name, "", $"its files hold more than {limits.MaxDecodedBytes:N0} values");
            }
        }
        var missing = map.Find(pair => !owners.ContainsKey(OwnerOf(pair.Key))).Key;
        return missing is null ? [.. owners.Values] : throw new ModelFormatException(name, "weight_map", $"{ContainedFile.Shown(missing)} is in none of its files");
    }

    /// <summary>Writes values into files of limited size, and last the index that names them. Files of an earlier index stay until the new one is written.</summary>
    /// <param name="path">The index; its name ends in <c>.weights.json</c>. The files stand beside it.</param>
    /// <param name="owners">The values.</param>
    /// <param name="maxBytes">How many bytes of values a file holds; a larger single variable has one of its own.</param>
    public static void Write(string path, IEnumerable<KerasVariables> owners, long maxBytes)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(owners);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxBytes, 1);
        var full = Path.GetFullPath(path);
        var (folder, name) = (Path.GetDirectoryName(full)!, Path.GetFileName(full));
        var stem = name.EndsWith(Extension, StringComparison.Ordinal) ? name[..^Extension.Length] : throw new ArgumentException($"KerasShards: '{name}': the name of an index ends in '{Extension}'.", nameof(path));
        var (shards, total) = Divided(owners, maxBytes);
        // Names that are in use are left alone: a crash leaves the old index with its own files.
        var prefix = stem;
        for (var count = 1; ContainedFile.Exists(folder, ShardName(prefix, 0)); count++) prefix = $"{stem}-{count.ToString(CultureInfo.InvariantCulture)}";
        var map = new SortedDictionary<string, List<string>>(StringComparer.Ordinal);
        for (var i = 0; i < shards.Count; i++)
        {
            var shard = ShardName(prefix, i);
            foreach (var owner in shards[i].Where(owner => owner.Variables.Count > 0))
            {
                var key = owner.Path.Length == 0 ? "/vars" : $"/{owner.Path}/vars";
                if (!map.TryGetValue(key, out var files)) map[key] = files = [];
                files.Add(shard);
            }
            ContainedFile.Write(folder, shard, KerasWeights.Write(shards[i]).Write);
        }
        ContainedFile.Write(folder, name, stream => WriteIndex(stream, map, total));
        Clean(folder, stem, prefix);
    }

    static (List<List<KerasVariables>> Shards, long Total) Divided(IEnumerable<KerasVariables> owners, long maxBytes)
    {
        var shards = new List<List<KerasVariables>> { new() };
        var (total, inShard) = (0L, 0L);
        foreach (var owner in owners)
        {
            var part = new List<KeyValuePair<string, Hdf5Array>>();
            foreach (var variable in owner.Variables)
            {
                var bytes = (long)variable.Value.Type.Size * variable.Value.Values.Length;
                if (inShard > 0 && inShard + bytes > maxBytes)
                {
                    if (part.Count > 0) shards[^1].Add(owner with { Variables = part });
                    (part, inShard) = ([], 0);
                    shards.Add([]);
                }
                part.Add(variable);
                inShard += bytes;
                total += bytes;
            }
            if (part.Count > 0 || owner.Variables.Count == 0) shards[^1].Add(owner with { Variables = part });
        }
        return (shards, total);
    }

    static string ShardName(string prefix, int number) => $"{prefix}_{number.ToString("00000", CultureInfo.InvariantCulture)}.weights.h5";

    static void WriteIndex(Stream stream, SortedDictionary<string, List<string>> map, long total)
    {
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, IndentSize = 4 });
        json.WriteStartObject();
        json.WriteStartObject("metadata");
        json.WriteNumber("total_size", total);
        json.WriteEndObject();
        json.WriteStartObject("weight_map");
        foreach (var (key, files) in map)
        {
            json.WriteStartArray(key);
            files.ForEach(json.WriteStringValue);
            json.WriteEndArray();
        }
        json.WriteEndObject();
        json.WriteEndObject();
    }

    // Files of indexes before this one: their names are made as above.
    static void Clean(string folder, string stem, string kept)
    {
        foreach (var file in Directory.EnumerateFiles(folder, $"{stem}*.weights.h5"))
        {
            var name = Path.GetFileName(file)[..^".weights.h5".Length];
            var at = name.LastIndexOf('_');
            if (at < stem.Length || name.Length - at != 6 || !name.AsSpan(at + 1).ContainsOnly(char.IsAsciiDigit)) continue;
            var prefix = name[..at];
            var isOurs = prefix == stem || (prefix.Length > stem.Length + 1 && prefix[stem.Length] == '-' && prefix.AsSpan(stem.Length + 1).ContainsOnly(char.IsAsciiDigit));
            if (isOurs && prefix != kept) ContainedFile.Delete(folder, Path.GetFileName(file));
        }
    }

    static bool ContainsOnly(this ReadOnlySpan<char> text, Func<char, bool> isAllowed)
    {
        foreach (var c in text)
        {
            if (!isAllowed(c)) return false;
        }
        return text.Length > 0;
    }

    static KerasVariables Joined(KerasVariables known, KerasVariables more, string shard)
    {
        var twice = more.Variables.FirstOrDefault(variable => known.Variables.Any(other => other.Key == variable.Key)).Key;
        if (twice is not null) throw new ModelFormatException(shard, ContainedFile.Shown($"{more.Path}/{twice}"), "this value stands in two files");
        return known with { Variables = [.. known.Variables.Concat(more.Variables).OrderBy(variable => int.TryParse(variable.Key, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : int.MaxValue)] };
    }

    static string OwnerOf(string key)
    {
        var path = key.TrimStart('/');
        return path == "vars" ? "" : path.EndsWith("/vars", StringComparison.Ordinal) ? path[..^5] : path;
    }

    // Group → files; Keras writes one name, or a list.
    static List<KeyValuePair<string, List<string>>> ReadMap(byte[] content, string file, LoadLimits limits)
    {
        try
        {
            using var document = JsonDocument.Parse(content, new JsonDocumentOptions { MaxDepth = limits.MaxNesting, AllowDuplicateProperties = false });
            if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("weight_map", out var map) || map.ValueKind != JsonValueKind.Object)
                throw new ModelFormatException(file, "", "it has no object 'weight_map'");
            var pairs = new List<KeyValuePair<string, List<string>>>();
            foreach (var pair in map.EnumerateObject())
            {
                var files = pair.Value.ValueKind == JsonValueKind.Array ? pair.Value.EnumerateArray().ToList() : [pair.Value];
                if (files.Count == 0 || files.Exists(item => item.ValueKind != JsonValueKind.String)) throw new ModelFormatException(file, "weight_map", $"{ContainedFile.Shown(pair.Name)} is in no file");
                if (pairs.Count >= limits.MaxEntries) throw new ModelFormatException(file, "weight_map", $"it lists more than {limits.MaxEntries:N0} groups");
                pairs.Add(new(pair.Name, files.ConvertAll(item => item.GetString()!)));
            }
            return pairs;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new ModelFormatException(file, "", "it is no JSON that can be read", error);
        }
    }
}
