using System.Globalization;

namespace Nabla.Formats;

/// <summary>Describes HDF5 files, and says which of Keras's forms they have.</summary>
static class Hdf5Inspection
{
    const int MaxText = 60;

    public static bool Knows(string path, ReadOnlySpan<byte> start) =>
        start.StartsWith(Hdf5Superblock.Signature) || (start.Length > 0 && (path.EndsWith(".h5", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".hdf5", StringComparison.OrdinalIgnoreCase)));

    /// <summary>Describes a file; every value is read, so that damage shows.</summary>
    public static Inspection Of(string path, LoadLimits limits)
    {
        using var file = Hdf5File.Open(path, limits);
        return Of(file, new FileInfo(path).Length);
    }

    internal static Inspection Of(Hdf5File file, long length)
    {
        var (datasets, attributes, links, problems) = (new List<IReadOnlyList<string>>(), new List<IReadOnlyList<string>>(), new List<IReadOnlyList<string>>(), new List<string>());
        var (groups, elements, stored) = (0, (Int128)0, 0L);
        Guard(problems, () =>
        {
            foreach (var found in file.Root.Walk())
            {
                Guard(problems, () => attributes.AddRange(found.Attributes.Select(attribute => Row(found.Path, attribute, problems))));
                if (found is Hdf5Group group)
                {
                    groups++;
                    links.AddRange(group.Links.Where(link => link.Kind != Hdf5LinkKind.Hard).Select(link => (IReadOnlyList<string>)[$"{group.Path.TrimEnd('/')}/{link.Name}", link.Kind.ToString().ToLowerInvariant(), link.Target, link.TargetFile]));
                }
                if (found is not Hdf5Dataset dataset) continue;
                elements += dataset.Shape?.Aggregate((Int128)1, (product, axis) => product * axis) ?? 0;
                Guard(problems, () => stored += dataset.StoredBytes);
                Guard(problems, () => dataset.Read());
                datasets.Add([dataset.Path, dataset.Type.Description, Text(dataset.Shape), dataset.Chunks is null ? "" : Text(dataset.Chunks), string.Join(", ", dataset.Filters.Select(filter => filter.Name)), string.Join(", ", dataset.ExternalFiles)]);
            }
        });
        var facts = new List<(string, string)>
        {
            ("superblock", Text(file.SuperblockVersion)), ("groups", Text(groups)), ("datasets", Text(datasets.Count)), ("elements", elements.ToString("N0", CultureInfo.InvariantCulture)),
            ("bytes of data", Text(stored)), ("bytes", Text(length)),
        };
        if (file.UserBlock > 0) facts.Add(("bytes before the file", Text(file.UserBlock)));
        var tables = new List<InspectionTable> { new("Datasets", ["path", "type", "shape", "chunks", "filters", "other files"], datasets) };
        if (attributes.Count > 0) tables.Add(new("Attributes", ["object", "name", "type", "shape", "value"], attributes));
        if (links.Count > 0) tables.Add(new("Links that are not followed", ["path", "kind", "target", "file"], links));
        return new Inspection(Kind(file, problems), facts, tables, problems);
    }

    static string Kind(Hdf5File file, List<string> problems)
    {
        var kind = "HDF5 file";
        Guard(problems, () =>
        {
            var root = file.Root;
            if (root.FindAttribute("model_config") is not null) kind = "Keras model (HDF5)";
            else if (root.FindAttribute("layer_names") is not null) kind = "Keras weights (HDF5 of Keras 2)";
            else if (root.Contains("vars") && (root.Contains("layers") || root.Contains("_layer_checkpoint_dependencies"))) kind = "Keras weights (.weights.h5)";
        });
        return kind;
    }

    static string[] Row(string path, Hdf5Attribute attribute, List<string> problems)
    {
        var value = "";
        Guard(problems, () => value = Shown(attribute.Read()));
        return [path, attribute.Name, attribute.Type.Description, Text(attribute.Shape), value];
    }

    static string Shown(Hdf5Array array)
    {
        if (array.Shape is null || !array.HasTensorForm) return "";
        var items = array.Values.Cast<object>().Take(20).Select(item => Convert.ToString(item, CultureInfo.InvariantCulture) ?? "");
        var text = string.Concat(string.Join(", ", items).Take(MaxText + 1).Select(letter => char.IsControl(letter) ? ' ' : letter));
        return text.Length > MaxText || array.Values.Length > 20 ? string.Concat(text.AsSpan(0, Math.Min(text.Length, MaxText)), "…") : text;
    }

    static string Text(IReadOnlyList<long>? shape) => shape is null ? "none" : $"[{string.Join(", ", shape)}]";

    static string Text(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    // What is wrong with one object hides no other.
    static void Guard(List<string> problems, Action read)
    {
        try
        {
            read();
        }
        catch (ModelFormatException error)
        {
            if (!problems.Contains(error.Message)) problems.Add(error.Message);
        }
    }
}
