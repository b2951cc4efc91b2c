using System.Globalization;

namespace Nabla.Formats.TensorFlow;

/// <summary>Describes checkpoints and their state files.</summary>
static class CheckpointInspection
{
    /// <summary>Whether this is a state file, or a folder with one.</summary>
    public static bool IsState(string path, ReadOnlySpan<byte> start) =>
        start.StartsWith("model_checkpoint_path:"u8) || (Directory.Exists(path) && new FileInfo(Path.Combine(path, Nabla.Checkpoints.StateFile)).Exists);

    /// <summary>Whether this is a prefix, or one of the files of a checkpoint.</summary>
    public static bool IsCheckpoint(string path, ReadOnlySpan<byte> start)
    {
        if (Path.GetFileName(path).Length == 0 || Directory.Exists(path)) return false;
        if (start.Length == 0 || path.EndsWith(".index", StringComparison.Ordinal)) return CheckpointReader.Exists(Prefix(path));
        return (Prefix(path) != path && CheckpointReader.Exists(Prefix(path))) || EndsAsTable(path);
    }

    /// <summary>Describes the checkpoints of a folder.</summary>
    public static Inspection OfState(string path, LoadLimits limits)
    {
        var (folder, file) = Directory.Exists(path) ? (path, Nabla.Checkpoints.StateFile) : (Path.GetDirectoryName(path) is { Length: > 0 } parent ? parent : ".", Path.GetFileName(path));
        var state = Nabla.Checkpoints.GetCheckpointState(folder, file)!;
        var problems = new List<string>();
        var rows = new List<IReadOnlyList<string>>();
        foreach (var prefix in state.All.Append(state.Latest).Distinct(StringComparer.Ordinal))
        {
            var (variables, bytes) = ("", "");
            try
            {
                using var reader = CheckpointReader.Open(prefix, limits);
                (variables, bytes) = (Text(reader.Entries.Count), Text(reader.Entries.Sum(entry => entry.Bytes)));
            }
            catch (Exception error) when (error is ModelFormatException or FileNotFoundException)
            {
                problems.Add(error.Message);
            }
            var at = state.All.ToList().IndexOf(prefix);
            var saved = at >= 0 && at < state.Timestamps.Count ? DateTimeOffset.UnixEpoch.AddSeconds(Math.Clamp(state.Timestamps[at], 0, 1e11)).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) : "";
            rows.Add([Path.GetRelativePath(folder, prefix), variables, bytes, saved, prefix == state.Latest ? "newest" : ""]);
        }
        return new Inspection("TensorFlow checkpoints of a folder", [("newest", Path.GetRelativePath(folder, state.Latest)), ("kept", Text(state.All.Count))],
            [new InspectionTable("Checkpoints", ["prefix", "variables", "bytes", "saved (UTC)", ""], rows)], problems);
    }

    /// <summary>Describes a checkpoint; every value is read, so that damage shows.</summary>
    public static Inspection Of(string path, LoadLimits limits)
    {
        using var reader = CheckpointReader.Open(Prefix(path), limits);
        var elements = reader.Entries.Aggregate((Int128)0, (sum, entry) => sum + entry.Shape.Size);
        var facts = new List<(string, string)>
        {
            ("prefix", reader.Prefix), ("files of values", Text(reader.ShardCount)), ("variables", Text(reader.Entries.Count)),
            ("elements", elements.ToString("N0", CultureInfo.InvariantCulture)), ("bytes", Text(reader.Entries.Sum(entry => entry.Bytes))),
        };
        var tables = new List<InspectionTable>
        {
            new("Variables", ["name", "type", "shape", "bytes", "parts"], [.. reader.Entries.Select(entry => (IReadOnlyList<string>)[entry.Name, entry.TypeName, entry.Shape.ToString(), Text(entry.Bytes), string.Join("  ", entry.Slices)])]),
        };
        var problems = reader.Verify().ToList();
        try
        {
            if (reader.ReadObjects() is { } objects) tables.Add(Objects(objects));
        }
        catch (ModelFormatException error)
        {
            if (!problems.Contains(error.Message)) problems.Add(error.Message);
        }
        return new Inspection($"TensorFlow checkpoint ({reader.Form})", facts, tables, problems);
    }

    static InspectionTable Objects(CheckpointObjects objects) => new("Objects", ["number", "holds", "values", "slots"],
        [.. objects.Nodes.Select((node, i) => (IReadOnlyList<string>)[Text(i), string.Join(", ", node.Children.Select(child => $"{child.Name} → {child.Node}")), string.Join(", ", node.Values.Select(value => value.Key)), string.Join(", ", node.Slots.Select(slot => $"{slot.Name} of {slot.Variable} → {slot.Slot}"))])]);

    /// <summary>The prefix to which a file belongs.</summary>
    static string Prefix(string path)
    {
        if (path.EndsWith(".index", StringComparison.Ordinal)) return path[..^".index".Length];
        var data = path.LastIndexOf(".data-", StringComparison.Ordinal);
        return data > 0 && CheckpointNames.TryParts(path, out _, out _) ? path[..data] : path;
    }

    static bool EndsAsTable(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        if (stream.Length < SortedTable.FooterLength) return false;
        stream.Seek(-8, SeekOrigin.End);
        Span<byte> magic = stackalloc byte[8];
        stream.ReadExactly(magic);
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt64LittleEndian(magic) == SortedTable.Magic;
    }

    static string Text(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
