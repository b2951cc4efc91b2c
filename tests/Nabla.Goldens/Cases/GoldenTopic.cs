using System.Text.Json;
using Nabla.Formats;
using Nabla.Goldens.Areas;

namespace Nabla.Goldens.Cases;

/// <summary>A topic: TOPIC.jsonl with one case a line, TOPIC.npz with its arrays, and perhaps TOPIC.zip with files.</summary>
sealed class GoldenTopic
{
    readonly string path;

    GoldenTopic(string name, string path) => (Name, this.path) = (name, path);

    /// <summary>Area and topic, such as <c>ops/core</c>; of a folder with cases.jsonl alone the folder's name, such as <c>files/npy</c>.</summary>
    public string Name { get; }

    /// <summary>All topics below a folder, by name. The folder may be the whole set, an area of it, or one topic's folder.</summary>
    public static IEnumerable<GoldenTopic> Find(string folder)
    {
        folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        var topics = new List<GoldenTopic>();
        foreach (var file in Directory.EnumerateFiles(folder, "*.jsonl", SearchOption.AllDirectories))
        {
            var name = AreaTable.Complete(Path.ChangeExtension(Path.GetRelativePath(folder, file), null).Replace('\\', '/'), folder);
            topics.Add(new GoldenTopic(name.EndsWith("/cases", StringComparison.Ordinal) ? name[..^6] : name, file[..^".jsonl".Length]));
        }
        return topics.OrderBy(topic => topic.Name, StringComparer.Ordinal);
    }

    /// <summary>The cases, in the order of the file.</summary>
    public IEnumerable<GoldenCase> Cases()
    {
        var arrays = File.Exists(path + ".npz")
            ? Npz.ReadArrays(path + ".npz").ToDictionary(array => array.Key, array => array.Value, StringComparer.Ordinal)
            : new Dictionary<string, NpyArray>(StringComparer.Ordinal);
        foreach (var line in File.ReadLines(path + ".jsonl"))
        {
            if (line.Length == 0) continue;
            using var document = JsonDocument.Parse(PythonJson.Sanitize(line), new JsonDocumentOptions { MaxDepth = 512 });
            yield return new GoldenCase(this, document.RootElement.Clone(), arrays);
        }
    }

    /// <summary>The archive with the topic's files.</summary>
    public string Archive(string name) => Path.Combine(Path.GetDirectoryName(path)!, name);

    /// <summary>The archive TOPIC.zip.</summary>
    public string OwnArchive => path + ".zip";
}
