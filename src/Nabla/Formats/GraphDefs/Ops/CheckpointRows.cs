using System.Globalization;

namespace Nabla.Formats.GraphDefs.Ops;

/// <summary>Saving and restoring by the graph's own nodes.</summary>
static class CheckpointRows
{
    public static void AddTo(OpTable table)
    {
        table.Add("SaveV2", "string, string, string, dtypes[] ->", Save, Effect.OutsideWorld);
        table.Add("RestoreV2", "string, string, string -> dtypes[]", Restore, Effect.ReadsState);
        table.Add("MergeV2Checkpoints", "string, string ->", Merge, Effect.OutsideWorld);
        table.Add("ShardedFilename", "string, int32, int32 -> string", n => Tensor.Constant(string.Create(CultureInfo.InvariantCulture, $"{n.Text(0)}-{n.Int(1):00000}-of-{n.Int(2):00000}")));
    }

    static void Save(ImportedCall n)
    {
        var (names, slices) = (n[1].ToArray<string>(), n[2].ToArray<string>());
        if (names.Length != n.Count - 3 || slices.Length != names.Length) throw n.Bad($"{names.Length} names and {slices.Length} slices for {n.Count - 3} tensors: one of each is expected");
        var parts = names.Select((name, i) => slices[i].Length == 0 ? new CheckpointPart(name, n[3 + i]) : Slice(n, slices[i]) is var (full, slice) ? new CheckpointPart(name, n[3 + i], slice, full) : null!).ToList();
        CheckpointWriter.WriteParts(n.Text(0), parts);
    }

    static Tensor[] Restore(ImportedCall n)
    {
        var (names, slices, types) = (n[1].ToArray<string>(), n[2].ToArray<string>(), n.Attributes.Types("dtypes"));
        if (slices.Length != names.Length || types.Length != names.Length) throw n.Bad($"{names.Length} names, {slices.Length} slices and {types.Length} types: as many of each are expected");
        using var reader = CheckpointReader.Open(n.Text(0), n.Node.File.Limits);
        return [.. names.Select((name, i) =>
        {
            var value = slices[i].Length == 0 ? reader.Read(name) : reader.Read(name, Slice(n, slices[i]).Slice);
            return value.ElementType == types[i] ? value : throw new ElementTypeException($"RestoreV2: '{name}' is {value.ElementType.Name} in {n.Text(0)}, and {types[i].Name} is asked for.");
        })];
    }

    /// <summary>Several checkpoints as one, with the files of the parts.</summary>
    static void Merge(ImportedCall n)
    {
        var prefixes = n[0].ToArray<string>();
        var parts = new List<CheckpointPart>();
        for (var shard = 0; shard < prefixes.Length; shard++)
        {
            using var reader = CheckpointReader.Open(prefixes[shard], n.Node.File.Limits);
            foreach (var entry in reader.Entries)
            {
                if (entry.Slices.Count == 0) parts.Add(new(entry.Name, reader.Read(entry.Name), Shard: shard));
                else parts.AddRange(entry.Slices.Select(slice => new CheckpointPart(entry.Name, reader.Read(entry.Name, slice), slice, entry.Shape, shard)));
            }
        }
        CheckpointWriter.WriteParts(n.Text(1), parts, Math.Max(prefixes.Length, 1));
        if (!n.Flag("delete_old_dirs", true)) return;
        foreach (var prefix in prefixes)
        {
            CheckpointWriter.Delete(prefix);
            var folder = Path.GetDirectoryName(Path.GetFullPath(prefix))!;
            if (Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any()) Directory.Delete(folder);
        }
    }

    static (Shape Full, CheckpointSlice Slice) Slice(ImportedCall n, string text) => SliceTexts.Read(text)
        ?? throw n.Bad($"'{text}' is no part of a variable: its shape, and a start and a length along each axis, are expected");
}
