using Nabla.Files;

namespace Nabla.Formats.TensorFlow;

/// <summary>Finds the files of a prefix.</summary>
static class CheckpointFiles
{
    static readonly string[] endings = [".index", ".meta"];

    /// <summary>Whether there is an index, or a file of an old checkpoint.</summary>
    public static bool Exists(ICheckpointFiles files, string name)
    {
        var names = files.Names.ToHashSet(StringComparer.Ordinal);
        if (names.Contains(CheckpointNames.Index(name)) || names.Contains(name)) return true;
        return CheckpointNames.TryParts(name, out var prefix, out var shards)
            ? names.Contains(CheckpointNames.Part(prefix, 0, shards))
            : names.Any(other => CheckpointNames.TryParts(other, out var start, out _) && start == name);
    }

    /// <summary>Opens a checkpoint of either form.</summary>
    public static CheckpointSource Open(ICheckpointFiles files, string name, string prefix, LoadLimits limits)
    {
        RefuseFile(name, prefix);
        if (files.Open(CheckpointNames.Index(name)) is { } index)
        {
            using (index) return new TensorBundle(files, name, index, limits);
        }
        var opened = new List<(string, Stream)>();
        try
        {
            foreach (var part in Parts(files, name, prefix, limits))
            {
                var stream = files.Open(part) ?? throw new ModelFormatException(prefix, "", $"the file '{part}' is not there. A checkpoint in several files is whole only with all of them: copy them together");
                opened.Add((Path.Combine(files.Shown, part), stream));
            }
            return new SliceTables(opened, limits);
        }
        catch
        {
            foreach (var (_, stream) in opened) stream.Dispose();
            throw;
        }
    }

    /// <summary>The names of the files of an old checkpoint.</summary>
    static IEnumerable<string> Parts(ICheckpointFiles files, string name, string prefix, LoadLimits limits)
    {
        if (CheckpointNames.TryParts(name, out var start, out var shards)) return All(start, shards, prefix, limits);
        var names = files.Names.ToHashSet(StringComparer.Ordinal);
        if (names.Contains(name)) return [name];
        foreach (var other in names.Order(StringComparer.Ordinal))
        {
            if (CheckpointNames.TryParts(other, out start, out shards) && start == name) return All(name, shards, prefix, limits);
        }
        var orphan = names.FirstOrDefault(other => CheckpointNames.IsData(other, name));
        if (orphan is not null) throw new ModelFormatException(prefix, "", $"there is '{orphan}', and no '{CheckpointNames.Index(name)}' that says what is in it. A checkpoint is its .index file with all its .data files: copy them together");
        var there = names.Where(other => other.EndsWith(".index", StringComparison.Ordinal)).Select(other => other[..^".index".Length]).ToList();
        if (Directory.Exists(prefix)) throw new FileNotFoundException($"Checkpoint {prefix}: this is a folder: expected what the names of a checkpoint's files begin with. Checkpoints.LatestCheckpoint(\"{prefix}\") finds the newest one in it.", prefix);
        throw new FileNotFoundException($"Checkpoint {prefix}: there is no '{CheckpointNames.Index(name)}' in '{files.Shown}'. {(there.Count > 0 ? $"Checkpoints there: {NearVariables.List(name, there)}." : "No model has been saved there: train and save one first, or give the folder in which it lies.")}", prefix);
    }

    static IEnumerable<string> All(string start, int shards, string prefix, LoadLimits limits)
    {
        if (shards > limits.MaxEntries) throw new ModelFormatException(prefix, "", $"a checkpoint in {shards:N0} files, and at most {limits.MaxEntries:N0} are read");
        return Enumerable.Range(0, shards).Select(shard => CheckpointNames.Part(start, shard, shards));
    }

    static void RefuseFile(string name, string prefix)
    {
        var data = name.LastIndexOf(".data-", StringComparison.Ordinal);
        var ending = Array.Find(endings, ending => name.EndsWith(ending, StringComparison.Ordinal)) is { } known ? known.Length : data > 0 && CheckpointNames.TryParts(name, out _, out _) ? name.Length - data : 0;
        if (ending > 0) throw new ArgumentException($"Checkpoint: '{prefix}' is one of its files: expected what all their names begin with. Give '{prefix[..^ending]}'.", nameof(prefix));
    }
}
