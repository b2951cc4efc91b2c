using Nabla.Files;
using Nabla.Formats.TensorFlow;
using Nabla.Formats.Protobuf;

namespace Nabla.Formats;

/// <summary>Writes checkpoints that TensorFlow reads, byte for byte as it writes them (form V2).</summary>
/// <remarks>
/// A crash at any moment leaves the checkpoint that was there, or the new one whole: values go to the disk first, then the index in one step. Where a prefix is saved again, its values go to
/// files of other names (<c>.data-00000-of-00002</c>, the second empty), so that the old index keeps its values to the last; then the old ones are deleted. Temporary files that a killed process
/// left behind go with the first checkpoint that is saved into the folder a day later.
/// </remarks>
public static class CheckpointWriter
{
    /// <summary>Saves variables, in the order of their names.</summary>
    /// <param name="prefix">What the names of the files begin with, as in <c>runs/model.ckpt-100</c>; the folder is made where it is missing.</param>
    /// <param name="variables">Names and values.</param>
    /// <exception cref="ArgumentException">A name is empty or stands twice.</exception>
    public static void Write(string prefix, IEnumerable<KeyValuePair<string, Tensor>> variables)
    {
        ArgumentNullException.ThrowIfNull(variables);
        WriteParts(prefix, [.. variables.OrderBy(variable => variable.Key, StringComparer.Ordinal).Select(variable => new CheckpointPart(variable.Key, variable.Value))]);
    }

    /// <summary>Saves variables and parts of variables, in one or more files; the values lie in the order in which they are given.</summary>
    /// <param name="prefix">What the names of the files begin with; the folder is made where it is missing.</param>
    /// <param name="parts">Variables and parts; the parts of one variable together fill its shape.</param>
    /// <param name="shards">How many files take the values.</param>
    /// <exception cref="ArgumentException">A name stands twice, or a part does not fit.</exception>
    public static void WriteParts(string prefix, IReadOnlyList<CheckpointPart> parts, int shards = 1)
    {
        ArgumentNullException.ThrowIfNull(parts);
        if (shards is < 1 or > 99999) throw new ArgumentOutOfRangeException(nameof(shards), $"Checkpoint {prefix}: {shards} files: expected 1 to 99,999.");
        var (folder, name) = CheckpointFolder.Of(prefix);
        var plan = new BundlePlan(parts, shards);
        var count = FreeCount(folder, name, shards);
        try
        {
            for (var shard = 0; shard < count; shard++)
            {
                var number = shard;
                ContainedFile.Write(folder.Shown, CheckpointNames.Data(name, shard, count), stream => plan.WriteValues(stream, number));
            }
            ContainedFile.Write(folder.Shown, CheckpointNames.Index(name), stream => plan.WriteIndex(stream, count));
        }
        catch
        {
            // The index still names the old values, if there are any; these would only take room.
            if (CountOf(folder, name) != count) Delete(folder, name, other => other == count);
            throw;
        }
        Delete(folder, name, other => other != count);
        AbandonedFiles.Delete(folder, TimeProvider.System);
    }

    /// <summary>Deletes the files of a checkpoint, the index first, so that a crash leaves no index without its values. Nothing happens where there is none.</summary>
    public static void Delete(string prefix)
    {
        var (folder, name) = CheckpointFolder.Of(prefix);
        foreach (var ending in new[] { CheckpointNames.Index(name), name + ".meta" })
        {
            var path = ContainedFile.PathOf(folder.Shown, ending);
            if (Directory.Exists(folder.Shown)) new FileInfo(path).Delete();
        }
        Delete(folder, name, _ => true);
    }

    /// <summary>The least number of files, from the asked one, that the present index does not use.</summary>
    static int FreeCount(CheckpointFolder folder, string name, int shards) => CountOf(folder, name) == shards ? shards + 1 : shards;

    /// <summary>How many files the present index names; 0 where there is none that can be read.</summary>
    static int CountOf(CheckpointFolder folder, string name)
    {
        try
        {
            using var index = folder.Open(CheckpointNames.Index(name));
            if (index is null) return 0;
            var header = new SortedTableReader(index, name, LoadLimits.Default).Find([]);
            return header is { } bytes ? Messages.Parse(BundleHeaderProto.Parser, bytes.Span, name, "header", LoadLimits.Default).NumShards : 0;
        }
        catch (ModelFormatException)
        {
            return 0;
        }
    }

    static void Delete(CheckpointFolder folder, string name, Func<int, bool> isUnused)
    {
        foreach (var file in folder.Names.Where(file => CheckpointNames.IsData(file, name)).ToList())
        {
            if (CheckpointNames.TryParts(file, out _, out var count) && isUnused(count)) new FileInfo(ContainedFile.PathOf(folder.Shown, file)).Delete();
        }
    }
}
