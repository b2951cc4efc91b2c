using System.Globalization;
using Nabla.Files;

namespace Nabla.Formats;

/// <summary>Describes safetensors files and their indexes.</summary>
static class SafetensorsInspection
{
    public static bool Knows(string path, ReadOnlySpan<byte> start) =>
        start.Length > 0 && (path.EndsWith(".safetensors", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".safetensors.index.json", StringComparison.OrdinalIgnoreCase));

    public static Inspection Of(string path, LoadLimits limits)
    {
        if (path.EndsWith(".json", StringComparison.OrdinalIgnoreCase)) return OfIndex(path, limits);
        using var file = SafetensorsFile.Open(path, limits);
        var problems = new List<string>();
        foreach (var entry in file.Entries.Where(entry => entry.Type == SafetensorsType.Bool)) Guard(problems, () => file.Read(entry.Name));
        var tables = new List<InspectionTable> { Tensors(file.Entries) };
        if (file.Metadata.Count > 0) tables.Add(new("Metadata", ["key", "value"], [.. file.Metadata.Select(pair => (IReadOnlyList<string>)[pair.Key, pair.Value.Length > 200 ? pair.Value[..200] + "…" : pair.Value])]));
        return new Inspection("safetensors file", Facts(file.Entries, 1), tables, problems);
    }

    static Inspection OfIndex(string path, LoadLimits limits)
    {
        var full = Path.GetFullPath(path);
        var (folder, name) = (Path.GetDirectoryName(full)!, Path.GetFileName(full));
        var map = SafetensorsIndex.ReadMap(ContainedFile.ReadAllBytes(folder, name, limits), name, limits);
        var (entries, problems) = (new List<SafetensorsEntry>(), new List<string>());
        foreach (var shard in map.GroupBy(pair => pair.Value, StringComparer.Ordinal))
        {
            Guard(problems, () =>
            {
                using var file = SafetensorsIndex.OpenShard(folder, shard.Key, name, limits);
                foreach (var (tensor, _) in shard)
                {
                    if (file.Find(tensor) is { } entry) entries.Add(entry);
                    else problems.Add($"{name}: weight_map: {ContainedFile.Shown(tensor)} is not in the file {ContainedFile.Shown(shard.Key)}.");
                }
            });
        }
        return new Inspection("safetensors in several files", Facts(entries, map.Select(pair => pair.Value).Distinct(StringComparer.Ordinal).Count()), [Tensors(entries)], problems);
    }

    static List<(string Key, string Value)> Facts(IReadOnlyList<SafetensorsEntry> entries, int files) =>
    [
        ("tensors", Text(entries.Count)), ("elements", entries.Aggregate((Int128)0, (sum, entry) => sum + entry.Shape.Aggregate((Int128)1, (product, axis) => product * axis)).ToString("N0", CultureInfo.InvariantCulture)),
        ("bytes of data", Text(entries.Sum(entry => entry.Length))), ("files", Text(files)),
    ];

    static InspectionTable Tensors(IReadOnlyList<SafetensorsEntry> entries) => new("Tensors", ["name", "type", "shape", "bytes"],
        [.. entries.Select(entry => (IReadOnlyList<string>)[entry.Name, entry.Type.HeaderName, $"[{string.Join(", ", entry.Shape)}]", Text(entry.Length)])]);

    static string Text(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    static void Guard(List<string> problems, Action read)
    {
        try
        {
            read();
        }
        catch (ModelFormatException error)
        {
            problems.Add(error.Message);
        }
    }
}
