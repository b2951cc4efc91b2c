using Nabla.Files;
using Nabla.Formats;
using Nabla.Images;

namespace Nabla.Models.Converting;

/// <summary>Opens files as tensors by name.</summary>
static class TensorSources
{
    /// <summary>The tensors of a file.</summary>
    /// <exception cref="ModelFormatException">The file is damaged.</exception>
    public static NamedTensors Open(string path, FileForm form, LoadLimits limits) => form switch
    {
        FileForm.Weights when path.EndsWith(KerasShards.Extension, StringComparison.OrdinalIgnoreCase) => OfOwners(KerasShards.Read(path, limits)),
        FileForm.Weights or FileForm.Hdf5 => Hdf5(path, form, limits),
        FileForm.LegacyWeights => Legacy(path, limits),
        FileForm.Safetensors => path.EndsWith(".json", StringComparison.OrdinalIgnoreCase) ? Kept(Safetensors.Read(path, limits)) : OfSafetensors(path, limits),
        FileForm.Npz => OfNpz(path, limits),
        FileForm.Checkpoint => Checkpoint(path, limits),
        _ => One(path, form, limits),
    };

    /// <summary>Weights of a model that cannot be made here, under the paths that the file has for them.</summary>
    public static NamedTensors OfModel(string path, LoadLimits limits)
    {
        if (!path.EndsWith(".keras", StringComparison.OrdinalIgnoreCase)) return Legacy(path, limits);
        return OfOwners(KerasArchive.Read(path, limits).Weights.Where(owner => owner.Path != "optimizer" && !owner.Path.StartsWith("optimizer/", StringComparison.Ordinal)));
    }

    static NamedTensors OfOwners(IEnumerable<KerasVariables> owners) =>
        Of(owners.SelectMany(owner => owner.Variables.Select(value => ($"{(owner.Path.Length == 0 ? "" : owner.Path + "/")}vars/{value.Key}", value.Value))));

    static NamedTensors Hdf5(string path, FileForm form, LoadLimits limits)
    {
        var file = Hdf5File.Open(path, limits);
        try
        {
            var (entries, left, attributes, links) = (new List<(string, long, Func<Tensor>)>(), new List<string>(), 0, 0);
            foreach (var found in file.Root.Walk())
            {
                attributes += found.Attributes.Count(attribute => attribute.Name is not ("dtype" or "name"));
                if (found is Hdf5Group group) links += group.Links.Count(link => link.Kind != Hdf5LinkKind.Hard);
                if (found is not Hdf5Dataset dataset) continue;
                if (dataset.Shape is null || dataset.Type.Class is Hdf5Class.Opaque or Hdf5Class.Reference or Hdf5Class.Compound) left.Add($"'{dataset.Path}' ({dataset.Type.Description})");
                else entries.Add((dataset.Path.TrimStart('/'), dataset.StoredBytes, () => ToTensor(dataset.Read(), path, dataset.Path)));
            }
            var tensors = new NamedTensors(entries, file);
            if (left.Count > 0) tensors.Notes.Add($"Left out, since no tensor holds such elements: {string.Join(", ", left)}.");
            if (attributes > 0 && form == FileForm.Hdf5) tensors.Notes.Add($"Left out: {attributes} attributes.");
            if (links > 0) tensors.Notes.Add($"Left out: {links} links, which are not followed.");
            return tensors;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    static NamedTensors Legacy(string path, LoadLimits limits)
    {
        using var file = Hdf5File.Open(path, limits);
        var layers = KerasLegacyFile.Read(file, limits).Layers;
        var names = layers.SelectMany(layer => layer.Variables.Select(value => value.Key)).ToList();
        // Keras's names are paths already; where they are not unique, the layer stands in front.
        var isUnique = names.Distinct(StringComparer.Ordinal).Count() == names.Count;
        return Of(layers.SelectMany(layer => layer.Variables.Select(value => (isUnique ? value.Key : $"{layer.Path}/{value.Key}", value.Value))));
    }

    static NamedTensors OfSafetensors(string path, LoadLimits limits)
    {
        var file = SafetensorsFile.Open(path, limits);
        var tensors = new NamedTensors([.. file.Entries.Select(entry => (entry.Name, entry.Length, (Func<Tensor>)(() => file.Read(entry.Name))))], file);
        var small = file.Entries.Where(entry => SafetensorsTypes.Float8(entry.Type) is not null).ToList();
        var packed = file.Entries.Where(entry => entry.Type.Element is null && SafetensorsTypes.Float8(entry.Type) is null).ToList();
        if (small.Count > 0) tensors.Notes.Add($"{small.Count} tensors of 8-bit floats became float32, which holds their values exactly.");
        if (packed.Count > 0) tensors.Notes.Add($"{packed.Count} tensors of 4- and 6-bit floats are packed bytes, uint8.");
        if (file.Metadata.Count > 0) tensors.Notes.Add($"Left out: the metadata {string.Join(", ", file.Metadata.Take(8).Select(pair => $"'{pair.Key}'"))}{(file.Metadata.Count > 8 ? " …" : "")}.");
        return tensors;
    }

    static NamedTensors OfNpz(string path, LoadLimits limits)
    {
        var archive = ArchiveReader.Open(path, limits);
        try
        {
            if (archive.IsUnproven)
            {
                foreach (var member in archive.Members) archive.Verify(member);
            }
            return new([.. archive.Members.Where(member => !member.IsFolder).Select(member => (Key(member.Name), member.Length, (Func<Tensor>)(() => Npz.ReadArray(archive, member, limits).ToTensor())))], archive);
        }
        catch
        {
            archive.Dispose();
            throw;
        }
    }

    static NamedTensors Checkpoint(string path, LoadLimits limits)
    {
        var reader = CheckpointReader.Open(FileForms.Prefix(path), limits);
        var kept = reader.Entries.Where(entry => entry.ElementType is not null && entry.Name != CheckpointObjects.Key).ToList();
        var tensors = new NamedTensors([.. kept.Select(entry => (entry.Name, entry.Bytes, (Func<Tensor>)(() => reader.Read(entry.Name))))], reader);
        if (reader.Contains(CheckpointObjects.Key)) tensors.Notes.Add("Left out: how the saved objects hang together.");
        var without = reader.Entries.Where(entry => entry.ElementType is null).Select(entry => $"'{entry.Name}' ({entry.TypeName})").ToList();
        if (without.Count > 0) tensors.Notes.Add($"Left out, since no tensor holds such values: {string.Join(", ", without)}.");
        return tensors;
    }

    static NamedTensors One(string path, FileForm form, LoadLimits limits)
    {
        var name = Path.GetFileNameWithoutExtension(path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? path[..^3] : path);
        return new([(name, new FileInfo(path).Length, () => form switch
        {
            FileForm.Idx => Idx.Read(path, limits).ToTensor(),
            FileForm.Png => ImageFile.Read(path, limits: limits).ToTensor(),
            _ => Npy.ReadArray(path, limits).ToTensor(),
        })]);
    }

    static NamedTensors Kept(IReadOnlyList<KeyValuePair<string, Tensor>> tensors) => new([.. tensors.Select(pair => (pair.Key, pair.Value.Size * pair.Value.ElementType.Size, (Func<Tensor>)(() => pair.Value)))]);

    static NamedTensors Of(IEnumerable<(string Name, Hdf5Array Value)> values) => new([.. values.Select(value => (value.Name, (long)value.Value.Values.Length * value.Value.Type.Size, (Func<Tensor>)(() => ToTensor(value.Value, value.Name, ""))))]);

    static Tensor ToTensor(Hdf5Array array, string file, string place) => array.HasTensorForm ? array.ToTensor() : throw new ModelFormatException(file, place, $"no tensor holds {array.Type.Description}");

    static string Key(string member) => member.EndsWith(".npy", StringComparison.Ordinal) ? member[..^4] : member;
}
